"""A class goes out as it came in: read again it is the same people, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.accounts.models import Staff
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.i18n import LOCALES
from app.learners.enrolling import Told, enrol, write_down
from app.learners.models import Learner
from app.rosters.columns import OURS, column_of, heading
from app.rosters.exporting import blank_xlsx, export_csv, export_xlsx
from app.rosters.opening import open_roster
from app.rosters.people import Person
from app.rosters.reading import Context, read_tables
from app.rosters.rules import Fate
from app.rosters.sexes import OWN_WORDS, read_sex, sex_word
from tests.cohorts.people import a_trainer
from tests.rosters.bringing import a_class, bring_in, everything, proposal
from tests.rosters.files import all_rosters, worst_roster

TAGS = [locale.tag for locale in LOCALES]
WRITERS = [export_xlsx, export_csv]


@pytest.mark.parametrize("tag", TAGS)
def test_our_own_headings_and_words_are_known(tag: str) -> None:
    assert [column_of(heading(column, tag)) for column in OURS] == list(OURS)
    assert [read_sex(sex_word(sex, tag)) for sex in OWN_WORDS] == list(OWN_WORDS)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("write", WRITERS)
def test_a_class_that_went_out_comes_in_unchanged(session: scoped_session[Session], tag: str, write: object) -> None:
    cohort, trainer = a_class("my", "MM")
    bring_in(cohort, worst_roster(), trainer)
    before = everything()
    content = write(cohort, tag)  # type: ignore[operator]
    shown = proposal(cohort, content, trainer)
    assert {outcome.fate for outcome in shown.outcomes} == {Fate.HERE}
    assert not any(outcome.fills or outcome.differs or outcome.row.corrections for outcome in shown.outcomes)
    assert bring_in(cohort, content, trainer).done is None
    after = everything()
    after["roster_line"] = before["roster_line"]
    assert after == before


letters = st.sampled_from("ABCDabcdéÐ'’-=+@\t \u200bកខគ្ំតមប៉្រាgะกขคงิ่ำลາຫວ')(*1/".replace("\t", ""))
typed = st.text(letters, min_size=1, max_size=12)


@given(native=typed, latin=st.none() | typed, province=st.none() | typed, tag=st.sampled_from(TAGS))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_person_is_called_goes_out_and_comes_back(
    session: scoped_session[Session], native: str, latin: str | None, province: str | None, tag: str
) -> None:
    trainer = db.session.scalar(select(Staff)) or a_trainer()
    cohort, _ = a_class(by=trainer)
    rows = [["Name", "Latin", "Province"], [native, latin or "", province or ""]]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    bring_in(cohort, text.getvalue().encode(), trainer)
    for write in WRITERS:
        shown = proposal(cohort, write(cohort, tag), trainer) if db_has(cohort.id) else None
        assert shown is None or [(one.fate, one.differs, one.fills) for one in shown.outcomes] == [(Fate.HERE, (), ())]


def db_has(cohort_id: int) -> bool:
    return any(row[1] == cohort_id for row in everything()["cohort_member"])


@pytest.mark.parametrize("bad", ["=SUM(A1)", "+1", "-1", "@cmd", "'=1", "''+1"])
def test_nothing_that_goes_out_is_a_formula_and_all_of_it_comes_back(
    session: scoped_session[Session], bad: str
) -> None:
    cohort, trainer = a_class()
    name = f"{bad} SAMPLE"
    with unit_of_work():
        (learner,) = enrol(people=[Told(native=name, province=bad)], locale="km")
    enter(cohort.id, learner, trainer)
    cells = next(
        row for row in csv.reader(io.StringIO(export_csv(cohort, "en").decode("utf-8-sig"))) if "SAMPLE" in row[1]
    )
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)
    (table,) = open_roster(export_csv(cohort, "en"), "km")
    assert table.lines[0].cells[OURS[1]] == name
    sheet = openpyxl.load_workbook(io.BytesIO(export_xlsx(cohort, "en"))).worksheets[0]
    assert {
        (cell.data_type, cell.number_format) for row in sheet.iter_rows(min_row=2) for cell in row if cell.value
    } == {("s", "@")}


def enter(cohort_id: int, learner: Learner, trainer: Staff) -> None:
    from app.cohorts.enrolling import add_members
    from app.cohorts.queries import own_cohort

    add_members(cohort=own_cohort(trainer, cohort_id), learner_ids=[learner.id], by=trainer)


@pytest.mark.parametrize("tag", TAGS)
def test_the_empty_form_has_our_columns_and_words_to_choose_from(tag: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(blank_xlsx(tag))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [heading(column, tag) for column in OURS[1:]]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"' + ",".join(sex_word(sex, tag) for sex in OWN_WORDS) + '"'
    assert sheet.column_dimensions["A"].number_format == "@" or sheet.column_dimensions["A"].style


@pytest.mark.parametrize("tag", TAGS)
def test_an_empty_form_that_was_filled_in_is_read(tag: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_xlsx(tag)))
    book.worksheets[0].append(
        ["គំរូ តេស្ត", "KUMROU TEST", sex_word("female", tag), "1999", "012345678", "N0000001", "Kandal"]
    )
    target = io.BytesIO()
    book.save(target)
    (row,) = read_tables(open_roster(target.getvalue(), tag), Context(tag, "KH", clock.today()), {})
    assert row.person == Person("គំរូ តេស្ត", "KUMROU TEST", "female", None, 1999, "+85512345678", "N0000001", "Kandal")


def test_a_record_is_only_added_to(session: scoped_session[Session]) -> None:
    (learner,) = enrol(people=[Told(latin="SAMPLE ONE", sex="female", born_year=1999)], locale="km")
    write_down(told=[(learner.id, Told(sex="male", born_year=2000, province="Kandal"))])
    row = next(row for row in everything()["learner_record"] if row[0] == learner.id)
    assert row[1] == "female" and row[3] == 1999 and row[4] == "Kandal"


def test_every_roster_of_the_set_goes_out_and_comes_in_unchanged(session: scoped_session[Session]) -> None:
    trainer = a_trainer()
    for roster in all_rosters():
        cohort, _ = a_class(roster.locale, roster.origin, by=trainer)
        bring_in(cohort, roster.content, trainer)
        if db_has(cohort.id):
            shown = proposal(cohort, export_csv(cohort, roster.locale), trainer)
            assert {(one.fate, one.differs, one.fills) for one in shown.outcomes} == {(Fate.HERE, (), ())}, roster.name
