"""What happened in a class, as the rules look at it, and the signal that a rule raises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from app.quizzes.rules import Taken


class Kind(StrEnum):
    """What a signal is about."""

    TOO_FAST = "too-fast"
    SAME_MISTAKES = "same-mistakes"
    ALL_ALIKE = "all-alike"
    OUTSIDE_SESSION = "outside-session"
    TWO_PLACES = "two-places"
    TRAINER_TWICE = "trainer-twice"
    ALL_AT_ONCE = "all-at-once"
    QUIZ_OUTSIDE = "quiz-outside"
    QUIZ_TWO_PLACES = "quiz-two-places"
    ROSTER_AFTER_EXAM = "roster-after-exam"


@dataclass(frozen=True, slots=True)
class Try:
    """A quiz that was sent: what it asked, what was answered, and how long the questions are to read."""

    id: int
    learner: int
    module: str
    started_at: datetime
    submitted_at: datetime
    passed: bool
    is_first: bool
    taken: Taken
    signs: int
    is_hanzi: bool = False
    mistakes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By question that was wrong, what was chosen; blanks are left out."""
    cohort: int | None = None
    """The class whose trainer brought it; None for one taken on a screen of one's own."""

    @property
    def is_own(self) -> bool:
        """Tell whether it was taken on a screen of one's own, question by question."""
        return self.taken is Taken.OWN

    def touches(self, meeting: Meeting, slack: timedelta = timedelta()) -> bool:
        """Tell whether any of it fell into a session; a paper is on its way from printing until it is read."""
        return self.started_at - slack < meeting.ends_at and meeting.starts_at < self.submitted_at + slack

    def goes_on_with(self, other: Try) -> bool:
        """Tell whether both were answered at one moment."""
        return self.started_at < other.submitted_at and other.started_at < self.submitted_at


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session of a class."""

    id: int
    cohort: int
    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: Meeting) -> bool:
        """Tell whether both go on at one moment."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Seen:
    """A mark that somebody was at a session; ``staff`` made it, None where the learner typed the board's code."""

    learner: int
    meeting: Meeting
    at: datetime
    staff: int | None


@dataclass(frozen=True, slots=True)
class Joined:
    """That a trainer put somebody on the list of a class."""

    learner: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Signal:
    """Something to look at: what it is about, what tells it from others, whom it names, and the figures behind it."""

    kind: Kind
    key: str
    learners: tuple[int, ...]
    figures: Mapping[str, int | str]
    staff: int | None = None
