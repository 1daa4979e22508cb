"""Suppression cannot be undone: an attacker with every figure that is told learns of no small group (Show 4)."""

from __future__ import annotations

import random
from collections import Counter
from itertools import islice

import pytest
from flask import Flask

from app.core.database import db
from app.figures import people
from app.figures.open_data import open_data
from app.figures.people import GROUPS
from app.figures.protecting import Edge, exposed_of, hidden_in_table, hidden_in_year, recoded
from app.figures.queries import all_sheets
from app.figures.rules import FEWEST, REST, together
from app.figures.sheets import Sheet, make_sheets
from tests.figures.attacker import Attacker, of_the_months, of_the_year, small_groups
from tests.figures.counts import of_people


@pytest.fixture(scope="module")
def told(counted_app: Flask) -> tuple[list[Sheet], list[tuple[str, ...]], list[str]]:
    """All sheets, and the truth: everybody's groups, and the month in which they joined."""
    with counted_app.app_context():
        rows = db.session.execute(people.joined(())).all()
        truth = [tuple(str(getattr(row, group)) for group in GROUPS) for row in rows]
        sheets = all_sheets()
        assert b"~" in open_data()["people.csv"]
        db.session.remove()
    return sheets, truth, [row.month for row in rows]


def test_no_sheet_tells_of_fewer_than_five_people(told: tuple[list[Sheet], list[tuple[str, ...]], list[str]]) -> None:
    for sheet in told[0]:
        counts = [sheet.everybody, *(one for groups in sheet.groups.values() for one in groups.values())]
        assert all(one.people >= FEWEST for one in counts)
        cells = [people for table in sheet.tables.values() for people in table.people.values()]
        assert all(people == 0 or people >= FEWEST for people in cells)


def test_a_year_cannot_be_undone_with_all_its_tables_at_once(
    told: tuple[list[Sheet], list[tuple[str, ...]], list[str]],
) -> None:
    sheets, truth, _months = told
    year = next(sheet for sheet in sheets if (sheet.period, sheet.base) == ("2025", "joined"))
    values = {group: sorted({person[place] for person in truth}) for place, group in enumerate(GROUPS)}
    attacker = of_the_year(year, values)
    small = list(small_groups(Counter(truth), GROUPS))
    assert len(small) > 20
    random.Random(4).shuffle(small)
    for group, count in islice(small, 8):
        least, most = attacker.interval(group)
        assert least <= count <= most
        assert most - least >= FEWEST - 1e-6, (group, count, least, most)


@pytest.mark.parametrize("place", range(len(GROUPS)))
def test_months_cannot_be_undone_with_their_year(
    told: tuple[list[Sheet], list[tuple[str, ...]], list[str]], place: int
) -> None:
    sheets, truth, months = told
    dimension = GROUPS[place]
    units = [sheet for sheet in sheets if sheet.base == "joined" and sheet.period.startswith("2025-")]
    year = next(sheet for sheet in sheets if (sheet.period, sheet.base) == ("2025", "joined"))
    attacker = of_the_months(units, year, dimension, sorted({person[place] for person in truth}))
    unit_of = {month: sheet.period for sheet in units for month in (sheet.period, *sheet.with_months)}
    counts = Counter((unit_of[month], person[place]) for month, person in zip(months, truth, strict=True))
    for (month, group), count in counts.items():
        if count < FEWEST:
            least, most = attacker.interval({"month": frozenset([month]), dimension: frozenset([group])})
            assert least <= count <= most
            assert most - least >= FEWEST - 1e-6, (month, group, count, least, most)


@pytest.mark.parametrize("seed", range(12))
def test_no_table_can_be_undone(seed: int) -> None:
    chance = random.Random(seed)
    table = {
        (f"r{row}", f"c{column}"): int(chance.paretovariate(0.6) * chance.choice([0, 1, 1, 3]))
        for row in range(chance.randint(2, 7))
        for column in range(chance.randint(2, 6))
    }
    rows, columns = sums(table, 0), sums(table, 1)
    table = recoded(table, (together(rows), together(columns)))
    hidden = hidden_in_table(table)
    attacker = Attacker({"row": sorted(sums(table, 0)), "column": sorted(sums(table, 1))})
    for (row, column), people_ in table.items():
        if (row, column) not in hidden:
            attacker.learn({"row": frozenset([row]), "column": frozenset([column])}, people_)
    for dimension, place in (("row", 0), ("column", 1)):
        for group, people_ in sums(table, place).items():
            attacker.learn({dimension: frozenset([group])}, people_)
    for row, column in hidden:
        if 0 < table.get((row, column), 0) < FEWEST:
            least, most = attacker.interval({"row": frozenset([row]), "column": frozenset([column])})
            assert most - least >= FEWEST - 1e-6


def sums(table: dict[tuple[str, str], int], place: int) -> dict[str, int]:
    counts: dict[str, int] = {}
    for cell, people_ in table.items():
        counts[cell[place]] = counts.get(cell[place], 0) + people_
    return counts


def test_the_next_count_tells_the_same_of_what_was_told_before() -> None:
    """Who compares this month's release with the last one finds the new month and nothing else."""
    months, pairs = of_people(500, seed=3)
    all_months = sorted(months["joined"])
    earlier: dict[str, Sheet] = {}
    for before in all_months[2:]:
        now = {sheet.period: sheet for sheet in make_sheets(months, pairs, before=before, whole=frozenset())}
        assert {period: now[period] for period in earlier} == earlier
        assert set(now) - set(earlier) <= {max(now)} or not earlier
        earlier = now


def test_small_groups_get_company_that_hides_them() -> None:
    assert together({"women": 40, "men": 30, "other": 2}) == {"men", "other"}
    assert together({"a": 2, "b": 3, "c": 9}) == {"a", "b"}
    assert together({"a": 4, "b": 90}) == {"a", "b"}
    assert together({"a": 2, "b": 1, "c": 9, "d": 7}, {"a": 2, "b": 1, "c": 9, "d": 70}) == {"a", "b", "c"}
    assert together({"a": 5, "b": 0}) == frozenset()


def test_a_year_hides_a_group_whose_month_could_be_found() -> None:
    by_month = {"01": {"a": 2, "b": 9, "c": 20}, "02": {"a": 20, "b": 9, "c": 20}}
    hidden = {"01": frozenset({"a", "b"}), "02": frozenset[str]()}
    assert hidden_in_year(by_month, hidden) == {"a", "b"}


def test_a_cell_alone_in_its_line_is_exposed_and_one_in_a_ring_is_not() -> None:
    ring = [Edge("r", "c", 2), Edge("r", "d", 8), Edge("s", "c", 8), Edge("s", "d", 8)]
    assert exposed_of(ring) == []
    assert exposed_of(ring[:3]) == [0]


def test_cells_are_hidden_in_a_ring_with_as_few_people_as_can_be() -> None:
    table = {("r", "c"): 2, ("r", "d"): 50, ("r", "e"): 9, ("s", "c"): 7, ("s", "d"): 60, ("s", "e"): 8}
    assert hidden_in_table(table) == {("r", "c"), ("r", "e"), ("s", "c"), ("s", "e")}
    assert REST not in {row for row, _ in hidden_in_table(table)}
