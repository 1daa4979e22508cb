"""What a photographed circle says, as pure functions: clear marks are taken, all others are asked about.

The limits were set on simulated photographs, see ``tests/answersheets/photographs.py``: a circle is empty or filled
only with room to either side; whatever lies between, and whatever was crossed out, is for a person to look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_OF_EMPTY = 0.09
"""The share of dark dots inside a circle up to which it is empty."""
LEAST_OF_FILLED = 0.5
"""The share from which it is filled."""
MOST_AROUND = 0.1
"""The share of dark dots just outside of a circle from which something was drawn over it: it may be crossed out."""


class Mark(StrEnum):
    """What a circle says."""

    EMPTY = "empty"
    FILLED = "filled"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Ink:
    """How dark a circle is, as shares of 1: inside of it, and in the ring around it."""

    inside: float
    around: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row of circles was taken to say: the places of the filled ones, and whether that is clear."""

    chosen: tuple[int, ...]
    is_clear: bool


def mark_of(ink: Ink) -> Mark:
    """Tell what a circle says."""
    if ink.around > MOST_AROUND:
        return Mark.DOUBTFUL
    if ink.inside <= MOST_OF_EMPTY:
        return Mark.EMPTY
    return Mark.FILLED if ink.inside >= LEAST_OF_FILLED else Mark.DOUBTFUL


def answer_of(row: Sequence[Ink], wanted: int) -> Answer:
    """Tell what a row says that asks for so many options; none at all is a clear blank, and counts as wrong."""
    marks = [mark_of(ink) for ink in row]
    filled = tuple(place for place, mark in enumerate(marks) if mark is Mark.FILLED)
    return Answer(filled, Mark.DOUBTFUL not in marks and len(filled) in (0, wanted))
