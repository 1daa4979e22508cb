"""Decisions about the plan of a class, as pure functions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

STEP = 15
"""Sessions are as long as their modules take, rounded up to so many minutes."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A session as it might be: its day, what it is about, and for how many minutes."""

    day: date
    modules: tuple[str, ...]
    minutes: int


def teaching_days(first: date, last: date, weekdays: Collection[int], taken: Collection[date] = ()) -> list[date]:
    """List the days from first to last that are one of the weekdays (Monday is 0) and not taken."""
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return [day for day in days if day.weekday() in weekdays and day not in taken]


def propose(minutes: Mapping[str, int], days: Sequence[date]) -> list[Proposal]:
    """Spread modules, in their order, over days by the minutes they are designed to take.

    No module is cut; the longest session is as short as can be; where there are more days than modules the sessions
    lie apart evenly, from the first day to the last.
    """
    sessions = min(len(days), len(minutes))
    if not sessions:
        return []
    groups = _shared_out(list(minutes.items()), sessions)
    return [
        Proposal(days[place], tuple(module for module, _ in group), _rounded(sum(length for _, length in group)))
        for place, group in zip(_spread(len(days), sessions), groups, strict=True)
    ]


def _rounded(minutes: int) -> int:
    return -(-minutes // STEP) * STEP


def _spread(places: int, count: int) -> list[int]:
    """Choose so many of the places, the first and the last among them."""
    if count == 1:
        return [0]
    return [round(place * (places - 1) / (count - 1)) for place in range(count)]


def _shared_out(modules: list[tuple[str, int]], count: int) -> list[list[tuple[str, int]]]:
    """Cut a list of modules into so many runs, the longest of which is as short as can be.

    The shortest bound under which filling run after run needs no more than ``count`` runs is tried for among all sums
    of neighbours, of which a course of twelve modules has 78.
    """
    lengths = [length for _, length in modules]
    bounds = sorted({total for start in range(len(lengths)) for total in accumulate(lengths[start:])})
    return next(runs for bound in bounds if (runs := _filled(modules, count, bound)) is not None)


def _filled(modules: list[tuple[str, int]], count: int, bound: int) -> list[list[tuple[str, int]]] | None:
    """Fill runs up to a bound, leaving at least one module for each run to come; None where they do not suffice."""
    runs: list[list[tuple[str, int]]] = [[]]
    for place, module in enumerate(modules):
        room = sum(length for _, length in runs[-1]) + module[1] <= bound
        needed = len(modules) - place == count - len(runs)
        if runs[-1] and (not room or needed):
            runs.append([])
        runs[-1].append(module)
        if len(runs) > count or sum(length for _, length in runs[-1]) > bound:
            return None
    return runs if len(runs) == count else None
