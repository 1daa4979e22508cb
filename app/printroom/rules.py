"""What is decided about a run without looking at the database: states, orders, how sheets and parts are cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST = 5_000
"""Certificates in one run: more than a printer takes in a day."""
LEASE = 120
"""Seconds after which a part counts as left by whoever took it; drawing one takes about two."""
ATTEMPTS = 3
"""How often a part is tried before its run is said to have failed."""
KEPT_DAYS = 14
"""Days after which the drawn pages of a run are forgotten; they can be drawn again to the same bytes."""


class State(StrEnum):
    """How far a run has come."""

    PREPARED = "prepared"
    DRAWING = "drawing"
    DRAWN = "drawn"
    CANCELLED = "cancelled"
    FAILED = "failed"
    FORGOTTEN = "forgotten"


class PartState(StrEnum):
    """How far a part of a run has come."""

    WAITING = "waiting"
    TAKEN = "taken"
    DRAWN = "drawn"
    FAILED = "failed"


class Outcome(StrEnum):
    """What became of a sheet of paper."""

    PRINTED = "printed"
    SPOILED = "spoiled"
    RETURNED = "returned"


class Why(StrEnum):
    """Why a sheet was spoiled."""

    JAM = "jam"
    SMEARED = "smeared"
    MISPLACED = "misplaced"
    WRONG_SIDE = "wrong-side"
    TORN = "torn"
    LOST = "lost"
    OTHER = "other"


class Ordering(StrEnum):
    """In which order the certificates of a run lie."""

    CENTRE = "centre"
    CLASS = "class"
    NAME = "name"
    NUMBER = "number"
    GIVEN = "given"


class Source(StrEnum):
    """What a selection was made by."""

    TICKED = "ticked"
    CLASS = "class"
    CENTRE = "centre"
    DAYS = "days"
    UNPRINTED = "unprinted"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class Cut:
    """A part to be made: its places and its sheets, counted from 1."""

    number: int
    first_place: int
    last_place: int
    first_sheet: int
    last_sheet: int


def cuts_of(kinds: Sequence[object], *, part: int, per_sheet: int) -> Iterator[Cut]:
    """Cut a run into parts: full ones, and a new one wherever the kind of certificate changes.

    ``kinds`` has one entry for each place; give the same for all where a layout takes any mixture.
    """
    start, number, sheet = 0, 1, 1
    while start < len(kinds):
        end = start + 1
        while end < len(kinds) and end - start < part and kinds[end] == kinds[start]:
            end += 1
        sheets = -(-(end - start) // per_sheet)
        yield Cut(number, start + 1, end, sheet, sheet + sheets - 1)
        start, number, sheet = end, number + 1, sheet + sheets


def sheet_of(cut: Cut, place: int, per_sheet: int) -> int:
    """Tell which sheet of the run a place of a part is on."""
    return cut.first_sheet + (place - cut.first_place) // per_sheet


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """Numbers that follow one another."""

    first: int
    last: int

    def __len__(self) -> int:
        """Count them."""
        return self.last - self.first + 1


def ranges_of(numbers: Iterable[int]) -> list[Range]:
    """Put numbers together that follow one another."""
    found: list[Range] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1].last + 1:
            found[-1] = Range(found[-1].first, number)
        else:
            found.append(Range(number, number))
    return found


def first_of(ranges: Iterable[Range], count: int) -> list[Range]:
    """Take so many numbers from the front; fewer where there are no more."""
    taken: list[Range] = []
    for one in ranges:
        if count <= 0:
            break
        piece = Range(one.first, min(one.last, one.first + count - 1))
        taken.append(piece)
        count -= len(piece)
    return taken


def without(whole: Range, gone: Iterable[Range]) -> list[Range]:
    """Tell what is left of a range when others are taken out of it."""
    left, start = [], whole.first
    for one in sorted(gone):
        if one.first > start:
            left.append(Range(start, min(one.first - 1, whole.last)))
        start = max(start, one.last + 1)
    if start <= whole.last:
        left.append(Range(start, whole.last))
    return [one for one in left if one.first <= one.last]


def remaining_seconds(times: Sequence[float], left: int, lanes: int) -> float | None:
    """Guess how long the parts that are left will take, from those that were drawn; None before the first."""
    if not times:
        return None
    return sum(times) / len(times) * left / max(1, lanes)
