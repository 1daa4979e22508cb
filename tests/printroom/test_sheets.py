"""Every numbered sheet is accounted for: printed, spoiled or back in its box; after a jam the next sheets follow."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from app.accounts.models import Staff
from app.certificates.log_models import CertificateEvent
from app.core.database import db
from app.printroom import recording, services
from app.printroom.choosing import Selection
from app.printroom.errors import (
    BoxesOverlap,
    NotEnoughSheets,
    NothingOpen,
    NothingToPrint,
    NotOfThisRun,
    SheetsOutstanding,
)
from app.printroom.files import content_of
from app.printroom.layouts import PLAIN
from app.printroom.ledger import ledger, ledger_of
from app.printroom.models import PrintRun
from app.printroom.queries import numbers_of, places_on
from app.printroom.rules import Ordering, Range, Source, State, Why
from app.printroom.stock import blank_in, pending_sheets, register_box, take_sheets
from app.printroom.stock_models import SheetBox, SheetOutcome
from tests.printroom.people import certificates
from tests.printroom.test_runs import a_run, start, text_of

NAMES = [f"Person {place:02d}" for place in range(10)]


@pytest.fixture
def run(officer: Staff) -> PrintRun:
    return drawn(a_run(officer, certificates(NAMES)))


@pytest.fixture
def box(officer: Staff) -> SheetBox:
    return register_box(prefix="A", first=1, last=40, digits=6, by=officer)


def drawn(run: PrintRun) -> PrintRun:
    """Say that a run is drawn; what it looks like matters to one test only."""
    run.state = State.DRAWN.value
    db.session.commit()
    return run


def reprinted() -> list[str]:
    query = select(CertificateEvent.number).where(CertificateEvent.act == "reprinted").order_by(CertificateEvent.id)
    return list(db.session.scalars(query))


def test_boxes_do_not_share_numbers(officer: Staff, box: SheetBox) -> None:
    assert box.named(7) == "A000007"
    with pytest.raises(BoxesOverlap):
        register_box(prefix="A", first=40, last=60, digits=6, by=officer)
    register_box(prefix="B", first=40, last=60, digits=6, by=officer)


def test_a_run_without_trouble_balances_with_one_word(officer: Staff, run: PrintRun, box: SheetBox) -> None:
    with pytest.raises(NothingOpen):
        recording.note_all_fine(run=run, by=officer)
    take_sheets(run=run, box=box, by=officer)
    with pytest.raises(SheetsOutstanding):
        take_sheets(run=run, box=box, by=officer)
    [open_account] = ledger_of(run)
    assert open_account.account.open == (Range(1, 10),)
    assert not ledger().balances
    assert recording.note_all_fine(run=run, by=officer) == 10
    assert ledger().balances
    assert blank_in(box) == [Range(11, 40)]
    assert not pending_sheets(run)
    assert reprinted() == []


def test_after_a_jam_the_spoiled_come_first_on_the_next_sheets(officer: Staff, box: SheetBox) -> None:
    run = a_run(officer, certificates(NAMES))
    start(run, officer)
    numbers = numbers_of(run.id)
    take_sheets(run=run, box=box, by=officer)
    with pytest.raises(NotOfThisRun):
        recording.note_jam(run=run, first=11, count=1, why=Why.JAM, by=officer)
    assert recording.note_jam(run=run, first=4, count=2, why=Why.JAM, by=officer) == 4
    lying = recording.laid(run)
    assert [(one.serial, one.sheet) for one in lying] == [(6, 4), (7, 5), (8, 6), (9, 7), (10, 8), (11, 9), (12, 10)]
    rest = text_of(content_of(run, pending_sheets(run)))
    assert all(number in page for number, page in zip(numbers[3:], rest, strict=True))
    recording.note_jam(run=run, first=6, count=1, why=Why.SMEARED, by=officer)
    recording.note_all_fine(run=run, by=officer)
    [line] = ledger_of(run)
    told = line.account
    assert (told.taken, told.printed, told.spoiled, told.returned) == (13, 10, 3, 0)
    assert ledger().balances
    assert reprinted() == list(numbers[3:5])
    spoiled = db.session.scalars(select(SheetOutcome).where(SheetOutcome.outcome == "spoiled")).all()
    on_them = [places_on(run.id, one.sheet or 0)[0].number for one in spoiled]
    assert on_them == [numbers[3], numbers[4], numbers[3]]


def test_a_sheet_found_bad_later_is_printed_again(officer: Staff, run: PrintRun, box: SheetBox) -> None:
    take_sheets(run=run, box=box, by=officer)
    with pytest.raises(SheetsOutstanding):
        recording.note_spoiled_later(run=run, serial=7, why=Why.SMEARED, by=officer)
    recording.note_all_fine(run=run, by=officer)
    with pytest.raises(NotOfThisRun):
        recording.note_spoiled_later(run=run, serial=17, why=Why.SMEARED, by=officer)
    assert recording.note_spoiled_later(run=run, serial=7, why=Why.SMEARED, by=officer) == 7
    assert pending_sheets(run) == [7]
    take_sheets(run=run, box=box, by=officer)
    recording.note_all_fine(run=run, by=officer)
    assert [one.account.balances for one in ledger().boxes] == [True]
    assert reprinted() == [numbers_of(run.id)[6]]


def test_blank_sheets_go_back_and_are_taken_again(officer: Staff, run: PrintRun, box: SheetBox) -> None:
    take_sheets(run=run, box=box, by=officer)
    recording.note_jam(run=run, first=3, count=1, why=Why.TORN, by=officer)
    assert recording.note_returned(run=run, by=officer) == 8
    assert ledger().balances
    assert blank_in(box) == [Range(4, 40)]
    other = a_run(officer, certificates(["Zin"], first=90))
    drawn(other)
    take_sheets(run=other, box=box, by=officer)
    assert [one.serial for one in recording.laid(other)] == [4]
    recording.note_all_fine(run=other, by=officer)
    take_sheets(run=run, box=box, by=officer)
    assert next((one.serial, one.sheet) for one in recording.laid(run)) == (5, 3)
    recording.note_all_fine(run=run, by=officer)
    assert ledger().balances


def test_a_box_that_is_too_small_says_so_and_nothing_is_taken(officer: Staff, run: PrintRun) -> None:
    small = register_box(prefix="S", first=1, last=9, digits=3, by=officer)
    with pytest.raises(NotEnoughSheets):
        take_sheets(run=run, box=small, by=officer)
    assert blank_in(small) == [Range(1, 9)]


def test_paper_without_numbers_is_counted_too(officer: Staff, run: PrintRun) -> None:
    take_sheets(run=run, box=None, by=officer)
    recording.note_jam(run=run, first=2, count=1, why=Why.JAM, by=officer)
    recording.note_all_fine(run=run, by=officer)
    [line] = ledger_of(run)
    assert (line.box, line.account.taken, line.account.balances) == (None, 11, True)


def test_what_was_printed_is_not_chosen_again_and_counts_as_reprinted_when_it_is(
    officer: Staff, run: PrintRun, box: SheetBox
) -> None:
    take_sheets(run=run, box=box, by=officer)
    recording.note_all_fine(run=run, by=officer)
    with pytest.raises(NothingToPrint):
        services.make_run(
            selection=Selection(Source.UNPRINTED), ordering=Ordering.NAME, collated="en", layout=PLAIN, by=officer
        )
    again = services.make_run(
        selection=Selection(Source.NUMBERS, numbers=(numbers_of(run.id)[0],)),
        ordering=Ordering.NAME,
        collated="en",
        layout=PLAIN,
        by=officer,
    )
    drawn(again)
    take_sheets(run=again, box=box, by=officer)
    recording.note_all_fine(run=again, by=officer)
    assert reprinted() == [numbers_of(run.id)[0]]


def test_the_ledger_names_the_sheets_of_which_nobody_spoke(officer: Staff, run: PrintRun, box: SheetBox) -> None:
    [taking] = take_sheets(run=run, box=box, by=officer)
    one = {"taking_id": taking.id, "run_id": run.id, "box_id": box.id, "by_id": officer.id, "at": taking.at}
    db.session.add(SheetOutcome(serial=2, sheet=2, outcome="printed", **one))
    db.session.add(SheetOutcome(serial=33, sheet=3, outcome="printed", **one))
    db.session.commit()
    [line] = ledger_of(run)
    assert line.account.open == (Range(1, 1), Range(3, 10))
    assert line.account.twice == (Range(33, 33),)
    assert not line.account.balances


@pytest.mark.parametrize(
    ("table", "column"),
    [("print_place", "sheet"), ("sheet_box", "last"), ("sheet_taking", "last"), ("sheet_outcome", "serial")],
)
def test_the_database_keeps_what_was_written(
    officer: Staff, run: PrintRun, box: SheetBox, table: str, column: str
) -> None:
    take_sheets(run=run, box=box, by=officer)
    recording.note_all_fine(run=run, by=officer)
    for change in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column} + 1"):  # noqa: S608 - named here
        with pytest.raises(DatabaseError), db.session.begin_nested():
            db.session.connection().exec_driver_sql(change)


def test_no_sheet_is_printed_twice(officer: Staff, run: PrintRun, box: SheetBox) -> None:
    [taking] = take_sheets(run=run, box=box, by=officer)
    recording.note_all_fine(run=run, by=officer)
    twice = SheetOutcome(
        taking_id=taking.id, run_id=run.id, box_id=box.id, serial=1, sheet=2, outcome="printed",
        at=taking.at, by_id=officer.id,
    )  # fmt: skip
    with pytest.raises(DatabaseError), db.session.begin_nested():
        db.session.add(twice)
        db.session.flush()
