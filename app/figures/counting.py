"""Counts the records: one grouped query a measure, whatever the number of people, months and groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import CTE, func, literal, select, union_all

from app.core.database import db
from app.figures import people
from app.figures.people import GROUPS, Chosen
from app.figures.rules import PAIRED

ALL = ""
"""Stands for the group of all, where no group is looked at."""
_NONE: tuple[int, ...] = ()


@dataclass(slots=True)
class Counted:
    """How many people, and their values summed: passed modules, marks, or days as a histogram."""

    people: int = 0
    values: tuple[int, ...] = _NONE
    days: dict[int, int] = field(default_factory=dict)

    def add(self, other: Counted) -> None:
        """Take others in."""
        self.people += other.people
        self.values = tuple(map(sum, zip(self.values, other.values, strict=True))) if self.values else other.values
        for days, people_ in other.days.items():
            self.days[days] = self.days.get(days, 0) + people_


Groups = dict[str, dict[str, Counted]]
"""By dimension, then by group; under ALL stands everybody."""
Months = dict[str, dict[str, Groups]]
"""By base, then by month."""
Pairs = dict[str, dict[str, dict[tuple[str, str], dict[tuple[str, str], int]]]]
"""By base, then by year, then by two dimensions, then by their groups."""


def count_months(modules: Sequence[str]) -> Months:
    """Count everybody by month, one group at a time."""
    months: Months = {}
    for selected, values in ((people.joined(modules), len(modules)), (people.tried(), 2), (people.checked(), 5)):
        for row in db.session.execute(_by_group(selected, values)):
            base, month, dimension, group, count, *sums = row
            _put(months, base, month, dimension, group, Counted(count, tuple(int(one or 0) for one in sums)))
    for base, month, dimension, group, days, count in db.session.execute(_by_days(people.certified())):
        known = {} if days is None else {max(0, days): count}
        _put(months, base, month, dimension, group, Counted(count, days=known))
    return months


def count_pairs() -> Pairs:
    """Count by year and two groups at a time, for the bases told so."""
    pairs: Pairs = {}
    for selected in (people.joined(()), people.certified()):
        for base, year, first, second, one, other, count in db.session.execute(_by_two(selected)):
            if base in PAIRED:
                table = pairs.setdefault(base, {}).setdefault(year, {}).setdefault((first, second), {})
                table[one, other] = count
    return pairs


def dimension_pairs() -> Iterator[tuple[str, str]]:
    """List the dimensions two by two, each two once, in their order."""
    for place, first in enumerate(GROUPS):
        for second in GROUPS[place + 1 :]:
            yield first, second


def _put(months: Months, base: str, month: str, dimension: str, group: str, counted: Counted) -> None:
    groups = months.setdefault(base, {}).setdefault(month, {}).setdefault(dimension, {})
    groups.setdefault(group, Counted()).add(counted)


def _by_group(selected: Chosen, values: int) -> Any:
    unit = selected.cte("unit")
    sums = [func.sum(unit.c[f"value_{place}"]) for place in range(values)]
    return union_all(*(_grouped(unit, dimension, (), sums) for dimension in (ALL, *GROUPS)))


def _by_days(selected: Chosen) -> Any:
    unit = selected.cte("unit")
    return union_all(*(_days_grouped(unit, dimension) for dimension in (ALL, *GROUPS)))


def _grouped(unit: CTE, dimension: str, extra: Sequence[Any], sums: Sequence[Any]) -> Chosen:
    group = unit.c[dimension] if dimension else literal(ALL)
    return select(
        unit.c.base, unit.c.month, literal(dimension), group.label("group"), *extra, func.count(), *sums
    ).group_by(unit.c.base, unit.c.month, *([group] if dimension else []), *extra)


def _days_grouped(unit: CTE, dimension: str) -> Chosen:
    return _grouped(unit, dimension, (unit.c.days,), ())


def _by_two(selected: Chosen) -> Any:
    unit = selected.cte("unit")
    year = func.substr(unit.c.month, 1, 4)
    return union_all(
        *(
            select(
                unit.c.base,
                year.label("year"),
                literal(first),
                literal(second),
                unit.c[first].label("one"),
                unit.c[second].label("other"),
                func.count(),
            ).group_by(unit.c.base, year, unit.c[first], unit.c[second])
            for first, second in dimension_pairs()
        )
    )
