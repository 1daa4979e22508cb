"""Every roster of the test set is read as it should be, with every correction it needs and no other."""

from __future__ import annotations

from datetime import date

import pytest

from app.rosters.opening import open_roster
from app.rosters.people import Doubt, Row
from app.rosters.reading import Context, read_tables
from tests.rosters.files import Roster, all_rosters

TODAY = date(2026, 11, 22)
ROSTERS = all_rosters()
FEWEST = 25


def rows_of(roster: Roster) -> tuple[Row, ...]:
    tables = open_roster(roster.content, roster.locale)
    assert roster.sheets is None or tuple(table.sheet for table in tables) == roster.sheets
    assert roster.sheets is not None or len(tables) == 1
    return read_tables(tables, Context(roster.locale, roster.origin, TODAY), {})


def test_there_are_enough_files() -> None:
    assert len({roster.name for roster in ROSTERS}) == len(ROSTERS) >= FEWEST


@pytest.mark.parametrize("roster", ROSTERS, ids=str)
def test_the_people_are_who_they_should_be(roster: Roster) -> None:
    assert [row.person for row in rows_of(roster)] == list(roster.people)


@pytest.mark.parametrize("roster", ROSTERS, ids=str)
def test_every_correction_tells_why(roster: Roster) -> None:
    found = {
        place: frozenset(why for one in row.corrections for why in one.why)
        for place, row in enumerate(rows_of(roster))
        if row.corrections
    }
    assert found == roster.why


@pytest.mark.parametrize("roster", ROSTERS, ids=str)
def test_what_cannot_be_read_is_told_by_row_and_column(roster: Roster) -> None:
    found = [(place, one.column, one.wrong) for place, row in enumerate(rows_of(roster)) for one in row.faults]
    assert found == list(roster.wrong)


@pytest.mark.parametrize("roster", ROSTERS, ids=str)
def test_what_is_in_doubt_is_asked(roster: Roster) -> None:
    found = [
        (place, doubt)
        for place, row in enumerate(rows_of(roster))
        for question in row.questions
        if question.answer is None
        for doubt in question.doubt
    ]
    assert found == [(place, doubt) for place, doubt in roster.asked if doubt is not Doubt.SAME]
