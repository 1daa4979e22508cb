"""An attacker who takes every figure that is told, and everything that follows from nobody being less than no one.

What is told of a year makes a system of equations over the cells of all dimensions at once, and what is told of months
over month and group; by linear programs the attacker finds the least and the most people in any group of one or two
dimensions (the feasibility interval). Worse than in life, this one also knows which groups are told together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from app.figures.rules import REST
from app.figures.sheets import Sheet

Person = tuple[str, ...]
Group = Mapping[str, frozenset[str]]
"""By dimension, the values that are meant."""


class Attacker:
    """Holds what is told as equations."""

    def __init__(self, values: Mapping[str, Sequence[str]]) -> None:
        self.dimensions = tuple(values)
        self.cells = [dict(zip(self.dimensions, one, strict=True)) for one in product(*values.values())]
        self.possible = np.ones(len(self.cells), dtype=bool)
        self.rows: list[np.ndarray] = []
        self.sums: list[int] = []

    def learn(self, group: Group, people: int) -> None:
        """Take in that so many people are in a group."""
        row = self._row(group)
        if people == 0:
            self.possible &= ~row
        self.rows.append(row)
        self.sums.append(people)

    def interval(self, group: Group) -> tuple[float, float]:
        """Find the least and the most people who may be in a group."""
        matrix = csr_matrix(np.array(self.rows)[:, self.possible].astype(float))
        wanted = self._row(group)[self.possible].astype(float)
        ends = []
        for sign in (1, -1):
            found = linprog(sign * wanted, A_eq=matrix, b_eq=self.sums, method="highs")
            assert found.status == 0, found.message
            ends.append(sign * found.fun)
        return ends[0], ends[1]

    def _row(self, group: Group) -> np.ndarray:
        return np.array([all(cell[one] in wanted for one, wanted in group.items()) for cell in self.cells])


def names_of(sheet: Sheet, dimension: str, all_values: Sequence[str]) -> dict[str, frozenset[str]]:
    """Say which values each told group means; those told together are all that are not told."""
    told = sheet.groups[dimension]
    rest = frozenset(all_values) - set(told)
    return {group: rest if group == REST else frozenset([group]) for group in told}


def of_the_year(sheet: Sheet, values: Mapping[str, Sequence[str]]) -> Attacker:
    """Learn all that is told of a year."""
    attacker = Attacker(values)
    attacker.learn({}, sheet.everybody.people)
    names = {one: names_of(sheet, one, values[one]) for one in values}
    for dimension in values:
        for group, told in sheet.groups[dimension].items():
            attacker.learn({dimension: names[dimension][group]}, told.people)
    for first, second in combinations(values, 2):
        table = sheet.tables.get((first, second))
        if table is None:
            continue
        for one, other in product(names[first], names[second]):
            people = table.at((one, other))
            if people is not None:
                attacker.learn({first: names[first][one], second: names[second][other]}, people)
    return attacker


def of_the_months(months: Sequence[Sheet], year: Sheet | None, dimension: str, values: Sequence[str]) -> Attacker:
    """Learn all that is told of the groups of a dimension, in the months and, once it is over, the year."""
    attacker = Attacker({"month": [sheet.period for sheet in months], dimension: values})
    for sheet in months:
        month = frozenset([sheet.period])
        told = sheet.groups[dimension]
        for group, means in names_of(sheet, dimension, values).items():
            attacker.learn({"month": month, dimension: means}, told[group].people)
        if REST not in told:
            attacker.learn({"month": month, dimension: frozenset(values) - set(told)}, 0)
    if year:
        for group, means in names_of(year, dimension, values).items():
            attacker.learn({dimension: means}, year.groups[dimension][group].people)
    return attacker


def small_groups(people: Mapping[Person, int], dimensions: Sequence[str]) -> Iterator[tuple[Group, int]]:
    """List the groups of one or two dimensions with one to four people in truth."""
    for size in (1, 2):
        for places in combinations(range(len(dimensions)), size):
            counts: dict[tuple[str, ...], int] = {}
            for person, count in people.items():
                key = tuple(person[place] for place in places)
                counts[key] = counts.get(key, 0) + count
            for key, count in counts.items():
                if 0 < count < 5:
                    yield {dimensions[at]: frozenset([one]) for at, one in zip(places, key, strict=True)}, count
