"""What is counted, in which groups, and which groups are told only together, as pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

FEWEST = 5
"""Of fewer people nothing is told (the threshold or minimum frequency rule)."""
QUARTILES_FROM = 10
"""From so many people on the middle of their days is told: in a smaller group it is near to one person's own."""
REST = "~"
"""The group of all groups that are told only together."""
UNKNOWN = ""
"""The group of whom the records do not say it; of a centre: those who were in no class."""


class Dimension(StrEnum):
    """By what people are grouped."""

    PROVINCE = "province"
    CENTRE = "centre"
    SEX = "sex"
    CORRIDOR = "corridor"
    LANGUAGE = "language"
    SECTOR = "sector"


class Base(StrEnum):
    """Who is counted; each person once."""

    JOINED = "joined"
    CORE = "core"
    FULL = "full"
    CHECKS = "checks"
    QUIZ = "quiz"
    """With the module's id behind a colon: ``quiz:M03``."""


PAIRED = (Base.JOINED, Base.CORE, Base.FULL)
"""The bases that are told by two groups at once, of a finished year."""


def quiz_base(module: str) -> str:
    """Name the base of those who tried a module's quiz."""
    return f"{Base.QUIZ}:{module}"


def together(counts: Mapping[str, int], so_far: Mapping[str, int] | None = None) -> frozenset[str]:
    """Choose which groups are told only together (global recoding): the small ones, and company where they need it.

    Those together are at least two groups and at least ``FEWEST`` people, so that taking the others from the total
    gives no small group back. Company is the group that is the smallest ``so_far``, this year: as a rule the same one
    in each month, so that fewer groups of the year are lost.
    """
    size = so_far or counts
    hidden = [group for group in counts if 0 < counts[group] < FEWEST]
    if not hidden:
        return frozenset()
    others = (group for group in counts if counts[group] >= FEWEST)
    for group in sorted(others, key=lambda group: (size.get(group, 0), group)):
        if len(hidden) > 1 and sum(counts[one] for one in hidden) >= FEWEST:
            break
        hidden.append(group)
    return frozenset(hidden)


def quartiles(days: Mapping[int, int]) -> tuple[int, int, int] | None:
    """Give lower quartile, median and upper quartile of so many people by days; None where they are too few.

    Of an even number the lower of the two in the middle, so that the figure is a day and equal on every database.
    """
    people = sum(days.values())
    if people < QUARTILES_FROM:
        return None
    lower, middle, upper = (_at(days, -(-people * part // 4)) for part in (1, 2, 3))
    return lower, middle, upper


def _at(days: Mapping[int, int], place: int) -> int:
    """Find whose turn it is at a place, counted from one."""
    passed = 0
    for day in sorted(days):
        passed += days[day]
        if passed >= place:
            return day
    raise ValueError(f"there is no place {place}")


def months_between(first: str, last: str) -> Iterable[str]:
    """List the months of a year or more, both ends with them, as ``2026-03``."""
    year, month = map(int, first.split("-"))
    while (text := f"{year:04}-{month:02}") <= last:
        yield text
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
