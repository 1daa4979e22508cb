"""How marks of attendance add up, as pure functions over frozen dataclasses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction


class Status(StrEnum):
    """How somebody was at a session."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left-early"
    ABSENT = "absent"
    EXCUSED = "excused"


class How(StrEnum):
    """How a mark came about: from the list, by a learner's card, or by the code on the board."""

    LIST = "list"
    CARD = "card"
    CODE = "code"


PARTLY = frozenset({Status.LATE, Status.LEFT_EARLY})
"""Who was there for a part of the time; the mark says how many minutes they missed."""
MOST_MINUTES = 600
MISSED_AT_MOST = 30
"""Minutes that somebody may miss of a session and have attended it."""
IN_TIME = timedelta(minutes=15)
"""Who types the code of the board until so long after the beginning is not late."""
SLIP_WITHIN = timedelta(minutes=15)
"""So long a trainer may put an own mark right without saying why; the old mark stays all the same."""
SLIP = "slip"
"""What stands as the reason then."""
CLOCK_MAY_ERR = timedelta(minutes=5)
"""A clock of a phone that is further from ours is spoken of."""
OPENS_BEFORE = timedelta(minutes=30)
"""So long before a session marks may be made and the board shows its code."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a mark says: how somebody was there, and how many minutes they missed."""

    status: Status
    minutes: int | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether minutes are given where the status asks for them, and only there."""
        if self.status not in PARTLY:
            return self.minutes is None
        return self.minutes is not None and 1 <= self.minutes <= MOST_MINUTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark as it was made."""

    id: int
    token: str
    learner_id: int
    choice: Choice
    how: How
    at: datetime
    clock_off: int = 0
    recorded_at: datetime
    staff_id: int | None = None
    device: str | None = None
    corrects_id: int | None = None
    why: str | None = None

    @property
    def true_at(self) -> datetime:
        """Tell when it was made by our clock, whatever the phone's clock said."""
        return self.at - timedelta(seconds=self.clock_off)

    @property
    def clock_was_wrong(self) -> bool:
        """Tell whether the clock of the phone was so wrong that people should know."""
        return abs(self.clock_off) > CLOCK_MAY_ERR.total_seconds()


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands at a session: the mark that counts, and the others that nobody has corrected."""

    mark: Mark
    others: tuple[Mark, ...] = ()
    """Witnesses that say the same, or marks that say otherwise; the first one counts until somebody settles it."""

    @property
    def differs(self) -> bool:
        """Tell whether two marks differ and wait to be settled."""
        return any(other.choice.status is not self.mark.choice.status for other in self.others)

    @property
    def open_marks(self) -> tuple[Mark, ...]:
        """Give the marks that a correction has to correct."""
        return (self.mark, *self.others)


def standing_of(marks: Iterable[Mark]) -> Standing | None:
    """Work out how somebody stands from all marks at one session; None where there is none.

    Two trainers who disagree without correcting each other are both kept: the earlier mark counts, and is shown as
    disputed. The order is that in which things happened, then that in which we heard of them.
    """
    every = list(marks)
    corrected = {mark.corrects_id for mark in every}
    left = sorted(
        (mark for mark in every if mark.id not in corrected), key=lambda mark: (mark.true_at, mark.recorded_at, mark.id)
    )
    if not left:
        return None
    return Standing(left[0], tuple(left[1:]))


def attended(standing: Standing | None, *, missed_at_most: int = MISSED_AT_MOST) -> bool:
    """Tell whether a session counts as attended: present, or a part missed that is short enough; excused never."""
    if standing is None:
        return False
    choice = standing.mark.choice
    if choice.status in PARTLY:
        return choice.minutes is not None and choice.minutes <= missed_at_most
    return choice.status is Status.PRESENT


def is_slip(old: Standing, *, staff_id: int, at: datetime, device: str | None) -> bool:
    """Tell whether a change only puts right what the same hand tapped a moment ago."""
    mark = old.mark
    same_hand = mark.staff_id == staff_id and mark.device == device and not old.others
    return same_hand and abs(at - mark.true_at) <= SLIP_WITHIN


def minutes_late(at: datetime, starts_at: datetime) -> int | None:
    """Tell how many minutes late somebody came; None for who came in time."""
    if at <= starts_at + IN_TIME:
        return None
    return min(MOST_MINUTES, int((at - starts_at).total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a class somebody attended, of the sessions held so far."""

    held: int = 0
    attended: int = 0
    excused: int = 0
    unmarked: int = 0
    disputed: int = 0

    @property
    def part(self) -> Fraction | None:
        """Give the attended part; None before the first session was held."""
        return Fraction(self.attended, self.held) if self.held else None

    @property
    def percent(self) -> int | None:
        """Give the attended part in whole hundredths, never rounded up; None before the first session."""
        return self.attended * 100 // self.held if self.held else None


def share_of(standings: Sequence[Standing | None], *, missed_at_most: int = MISSED_AT_MOST) -> Share:
    """Add up how somebody stands at each session that was held."""
    statuses = [standing.mark.choice.status if standing else None for standing in standings]
    return Share(
        held=len(standings),
        attended=sum(attended(standing, missed_at_most=missed_at_most) for standing in standings),
        excused=statuses.count(Status.EXCUSED),
        unmarked=statuses.count(None),
        disputed=sum(standing is not None and standing.differs for standing in standings),
    )
