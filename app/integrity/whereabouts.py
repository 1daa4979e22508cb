"""What raises a signal by when and where it happened, as pure functions: beside every session, or in two places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import combinations

from app.integrity.happenings import Kind, Meeting, Seen, Signal, Try
from app.quizzes.rules import Taken

BESIDE_SESSION = timedelta(hours=2)
"""Marks and class quizzes so long before or after a session are made outside of it."""


def outside_sessions(marks: Iterable[Seen]) -> Iterator[Signal]:
    """Find sessions for which somebody was marked long before they began or long after they ended."""
    for meeting, found in _by_meeting(marks).items():
        beside = [mark for mark in found if not _is_within(mark.at, meeting)]
        if beside:
            learners = tuple(sorted({mark.learner for mark in beside}))
            yield Signal(Kind.OUTSIDE_SESSION, f"session-{meeting.id}", learners, {"marks": len(beside)})


def two_places(marks: Iterable[Seen]) -> Iterator[Signal]:
    """Find learners who were marked at two sessions that went on at the same time."""
    by_learner: defaultdict[int, list[Meeting]] = defaultdict(list)
    for mark in marks:
        by_learner[mark.learner].append(mark.meeting)
    for learner, meetings in by_learner.items():
        for one, other in _overlapping(meetings):
            yield Signal(Kind.TWO_PLACES, f"learner-{learner}-{one.id}-{other.id}", (learner,), {"sessions": 2})


def trainers_twice(marks: Iterable[Seen]) -> Iterator[Signal]:
    """Find trainers who marked people, in its hours, at two sessions that went on at the same time."""
    by_trainer: defaultdict[int, list[Meeting]] = defaultdict(list)
    for mark in marks:
        if mark.staff is not None and mark.meeting.starts_at <= mark.at <= mark.meeting.ends_at:
            by_trainer[mark.staff].append(mark.meeting)
    for staff, meetings in by_trainer.items():
        for one, other in _overlapping(meetings):
            yield Signal(Kind.TRAINER_TWICE, f"staff-{staff}-{one.id}-{other.id}", (), {"sessions": 2}, staff)


def quizzes_outside(tries: Iterable[Try], meetings: Sequence[Meeting], cohort: int) -> Iterator[Signal]:
    """Find quizzes that a class took before one device or on paper while it did not meet.

    How long a paper lay about tells nothing, so a paper is outside only where no session was between its printing and
    its reading.
    """
    beside: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
    for one in tries:
        slack = BESIDE_SESSION if one.taken is Taken.CLASS else timedelta()
        if one.cohort == cohort and not one.is_own and not any(one.touches(meeting, slack) for meeting in meetings):
            beside[one.module, one.taken.value, one.submitted_at.date().isoformat()].add(one.learner)
    for (module, taken, day), learners in beside.items():
        figures: dict[str, int | str] = {"module": module, "taken": taken, "day": day, "people": len(learners)}
        key = f"{module}-{taken}-{day}-{len(learners)}"
        yield Signal(Kind.QUIZ_OUTSIDE, key, tuple(sorted(learners)), figures)


def quizzes_in_two_places(tries: Sequence[Try], marks: Sequence[Seen], cohort: int) -> Iterator[Signal]:
    """Find who answered a quiz in this class while marked at another's session, or while answering another's quiz."""
    elsewhere: defaultdict[int, list[Meeting]] = defaultdict(list)
    for mark in marks:
        if mark.meeting.cohort != cohort:
            elsewhere[mark.learner].append(mark.meeting)
    in_class = [one for one in tries if one.taken is Taken.CLASS and one.cohort is not None]
    others: defaultdict[int, list[Try]] = defaultdict(list)
    for one in in_class:
        if one.cohort != cohort:
            others[one.learner].append(one)
    for one in in_class:
        twice = any(one.touches(meeting) for meeting in elsewhere[one.learner])
        twice = twice or any(one.goes_on_with(other) for other in others[one.learner])
        if one.cohort == cohort and twice:
            yield Signal(Kind.QUIZ_TWO_PLACES, f"attempt-{one.id}", (one.learner,), {"module": one.module})


def _by_meeting(marks: Iterable[Seen]) -> dict[Meeting, list[Seen]]:
    found: defaultdict[Meeting, list[Seen]] = defaultdict(list)
    for mark in marks:
        found[mark.meeting].append(mark)
    return found


def _is_within(at: datetime, meeting: Meeting) -> bool:
    return meeting.starts_at - BESIDE_SESSION <= at <= meeting.ends_at + BESIDE_SESSION


def _overlapping(meetings: Iterable[Meeting]) -> Iterator[tuple[Meeting, Meeting]]:
    """Pair the meetings of different classes that go on at the same time."""
    ordered = sorted(set(meetings), key=lambda meeting: meeting.id)
    for one, other in combinations(ordered, 2):
        if one.cohort != other.cohort and one.overlaps(other):
            yield one, other
