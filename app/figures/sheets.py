"""Makes sheets of what was counted: what may be told, and nothing else; reads them again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.figures.counting import ALL, Counted, Groups, Months, Pairs
from app.figures.protecting import Cell, hidden_in_table, hidden_in_year, recoded
from app.figures.rules import FEWEST, REST, Base, quartiles, together

Hidden = dict[str, frozenset[str]]
"""By dimension, the groups that are told only together."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one group."""

    people: int
    values: tuple[int, ...] = ()
    quartiles: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Crossed:
    """A table of two dimensions: people by their groups, where anybody is, and the hidden cells."""

    people: Mapping[Cell, int]
    hidden: frozenset[Cell]

    def at(self, cell: Cell) -> int | None:
        """Tell how many people are in a cell; None where it is hidden."""
        return None if cell in self.hidden else self.people.get(cell, 0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is told of a base in a period."""

    period: str
    base: str
    everybody: Told
    groups: Mapping[str, Mapping[str, Told]]
    """By dimension, then by group; the groups told together stand under REST."""
    tables: Mapping[tuple[str, str], Crossed] = field(default_factory=dict)
    with_months: tuple[str, ...] = ()
    """Earlier months with too few people to be told of by themselves."""

    @property
    def year(self) -> str:
        """Give the year it is of or in."""
        return self.period[:4]

    def to_content(self) -> dict[str, Any]:
        """Write it for the database."""
        return {
            "everybody": _plain(self.everybody),
            "groups": {
                dimension: {group: _plain(told) for group, told in groups.items()}
                for dimension, groups in self.groups.items()
            },
            "tables": {
                "/".join(pair): {
                    "people": [[*cell, people] for cell, people in sorted(table.people.items())],
                    "hidden": [list(cell) for cell in sorted(table.hidden)],
                }
                for pair, table in self.tables.items()
            },
            "with": list(self.with_months),
        }

    @classmethod
    def from_content(cls, period: str, base: str, content: Mapping[str, Any]) -> Sheet:
        """Read what ``to_content`` wrote."""
        tables = {}
        for name, table in content["tables"].items():
            first, second = name.split("/")
            people = {(one, other): count for one, other, count in table["people"]}
            tables[first, second] = Crossed(people, frozenset((one, other) for one, other in table["hidden"]))
        groups = {
            dimension: {group: _told(plain) for group, plain in groups.items()}
            for dimension, groups in content["groups"].items()
        }
        return cls(period, base, _told(content["everybody"]), groups, tables, tuple(content["with"]))


def make_sheets(months: Months, pairs: Pairs, *, before: str, whole: frozenset[str]) -> Iterator[Sheet]:
    """Make the sheets of all months before one, and of the years that count as whole."""
    for base in sorted(months):
        years: dict[str, list[str]] = {}
        for month in sorted(month for month in months[base] if month < before):
            years.setdefault(month[:4], []).append(month)
        for year, its_months in years.items():
            units, left_over = _units({month: months[base][month] for month in its_months})
            hidden = dict(_hidden_in_months(units))
            for unit in units:
                yield _sheet(unit.period, base, unit.groups, hidden[unit.period], with_months=unit.with_months)
            if year in whole and units and not left_over:
                yield _year_sheet(year, base, units, hidden, pairs.get(base, {}).get(year, {}))


@dataclass(frozen=True, slots=True)
class _Unit:
    """A month, with the months before it that had too few people."""

    period: str
    groups: Groups
    with_months: tuple[str, ...]


def _units(months: Mapping[str, Groups]) -> tuple[list[_Unit], bool]:
    """Put months with too few people to the next; tell whether some are left over at the end."""
    units: list[_Unit] = []
    waiting: list[str] = []
    for month in months:
        groups = _summed([months[one] for one in (*waiting, month)])
        if groups[ALL][ALL].people < FEWEST:
            waiting.append(month)
        else:
            units.append(_Unit(month, groups, tuple(waiting)))
            waiting = []
    return units, bool(waiting)


def _summed(parts: list[Groups]) -> Groups:
    whole: Groups = {}
    for part in parts:
        for dimension, groups in part.items():
            for group, counted in groups.items():
                whole.setdefault(dimension, {}).setdefault(group, Counted()).add(counted)
    return whole


def _hidden_in_months(units: list[_Unit]) -> Iterator[tuple[str, Hidden]]:
    """Decide month by month, and by nothing that comes later: what was told once is never taken back."""
    for place, unit in enumerate(units):
        so_far = _summed([one.groups for one in units[: place + 1]])
        yield (
            unit.period,
            {
                dimension: together(_people(of), _people(so_far[dimension]))
                for dimension, of in unit.groups.items()
                if dimension != ALL
            },
        )


def _people(groups: Mapping[str, Counted]) -> dict[str, int]:
    return {group: counted.people for group, counted in groups.items()}


def _year_sheet(
    year: str,
    base: str,
    units: list[_Unit],
    hidden: Mapping[str, Hidden],
    pairs: Mapping[tuple[str, str], Mapping[Cell, int]],
) -> Sheet:
    groups = _summed([unit.groups for unit in units])
    rest = {
        dimension: hidden_in_year(
            {unit.period: _people(unit.groups[dimension]) for unit in units},
            {period: by_dimension[dimension] for period, by_dimension in hidden.items()},
        )
        for dimension in groups
        if dimension != ALL
    }
    return _sheet(year, base, groups, rest, pairs=pairs if base in set(Base) else {})


def _sheet(
    period: str,
    base: str,
    groups: Groups,
    rest: Hidden,
    *,
    pairs: Mapping[tuple[str, str], Mapping[Cell, int]] | None = None,
    with_months: tuple[str, ...] = (),
) -> Sheet:
    told = {dimension: _recoded(of, rest[dimension]) for dimension, of in groups.items() if dimension != ALL}
    tables = {}
    for (first, second), people in (pairs or {}).items():
        if len(told[first]) > 1 and len(told[second]) > 1:
            tables[first, second] = _crossed(people, (rest[first], rest[second]))
    return Sheet(period, base, _tell(groups[ALL][ALL]), told, tables, with_months)


def _recoded(groups: Mapping[str, Counted], rest: frozenset[str]) -> dict[str, Told]:
    whole: dict[str, Counted] = {}
    for group, counted in groups.items():
        whole.setdefault(REST if group in rest else group, Counted()).add(counted)
    return {group: _tell(counted) for group, counted in whole.items()}


def _crossed(people: Mapping[Cell, int], rest: tuple[frozenset[str], frozenset[str]]) -> Crossed:
    table = recoded(people, rest)
    hidden = hidden_in_table(table)
    return Crossed({cell: count for cell, count in table.items() if cell not in hidden}, hidden)


def _tell(counted: Counted) -> Told:
    return Told(counted.people, counted.values, quartiles(counted.days))


def _plain(told: Told) -> list[Any]:
    return [told.people, list(told.values), told.quartiles and list(told.quartiles)]


def _told(plain: list[Any]) -> Told:
    people, values, middle = plain
    return Told(people, tuple(values), (middle[0], middle[1], middle[2]) if middle else None)
