"""What became of the sheets of a run, as the person at the printer says it: all fine, a jam, blank ones returned.

Which certificate is on which sheet follows from two orders: the sheets lie in the printer as they were taken, and the
run goes on where it stopped. So a spoiled sheet's certificate is the first on the next sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import and_, select

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.certificates.acts import REPRINTED
from app.certificates.entering import enter
from app.certificates.life import Act
from app.core import clock
from app.core.database import db, unit_of_work
from app.printroom import acts
from app.printroom.errors import NothingOpen, NotOfThisRun, SheetsOutstanding
from app.printroom.models import PrintPlace, PrintRun
from app.printroom.rules import Outcome, Why
from app.printroom.services import check_may_print, subject_of
from app.printroom.stock import box_by_id, open_sheets, pending_sheets, take
from app.printroom.stock_models import SheetBox, SheetOutcome, SheetTaking


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet in the printer, and which sheet of the run comes on it."""

    taking: SheetTaking
    serial: int
    sheet: int


def laid(run: PrintRun) -> list[Laid]:
    """Tell what comes on which of the open sheets."""
    return [
        Laid(taking, serial, sheet)
        for (taking, serial), sheet in zip(open_sheets(run.id), pending_sheets(run), strict=False)
    ]


@unit_of_work()
def note_all_fine(*, run: PrintRun, by: Staff) -> int:
    """Note that every open sheet was printed well; sheets too many go back blank. Raises NothingOpen."""
    check_may_print(by)
    db.session.refresh(run, with_for_update=True)
    lying = laid(run)
    if not lying:
        raise NothingOpen
    _note_printed(run, lying, by)
    _note_rest_returned(run, by)
    return len(lying)


@unit_of_work()
def note_jam(
    *, run: PrintRun, first: int, count: int, why: Why, by: Staff, box: SheetBox | None = None, note: str | None = None
) -> int:
    """Note that so many sheets from this one on were spoiled, and that those before it were printed well.

    The run goes on with the sheets that follow; as many as were spoiled are taken in addition. Gives the place of the
    run where printing goes on. Raises NothingOpen, NotOfThisRun, NotEnoughSheets.
    """
    check_may_print(by)
    db.session.refresh(run, with_for_update=True)
    lying = laid(run)
    if not lying:
        raise NothingOpen
    at = next((place for place, one in enumerate(lying) if one.serial == first), None)
    if at is None or at + count > len(lying) or count < 1:
        raise NotOfThisRun(str(first))
    _note_printed(run, lying[:at], by)
    spoiled = lying[at : at + count]
    _add(run, spoiled, Outcome.SPOILED, by, why, note)
    detail = {"sheets": count, "first": first, "why": why.value}
    record(acts.SHEETS_SPOILED, actor=Actor.staff(by.id), subject=subject_of(run), detail=detail)
    lacking = len(pending_sheets(run)) - len(open_sheets(run.id))
    if lacking > 0:
        take(run, box or _box_of(spoiled[-1].taking), lacking, by)
    return first_place(run, spoiled[0].sheet)


@unit_of_work()
def note_spoiled_later(*, run: PrintRun, serial: int, why: Why, by: Staff, note: str | None = None) -> int:
    """Note that a sheet that was printed turned out spoiled; its certificates wait for paper again.

    Raises SheetsOutstanding while paper is in the printer, whose order would change, and NotOfThisRun where it is not
    a printed sheet of this run.
    """
    check_may_print(by)
    db.session.refresh(run, with_for_update=True)
    if open_sheets(run.id):
        raise SheetsOutstanding
    query = (
        select(SheetOutcome)
        .where(
            SheetOutcome.run_id == run.id, SheetOutcome.serial == serial, SheetOutcome.outcome == Outcome.PRINTED.value
        )
        .order_by(SheetOutcome.id.desc())
        .limit(1)
    )
    found = db.session.scalar(query)
    if found is None or _is_told(found, Outcome.SPOILED) or found.sheet is None:
        raise NotOfThisRun(str(serial))
    taking = db.session.get_one(SheetTaking, found.taking_id)
    _add(run, [Laid(taking, serial, found.sheet)], Outcome.SPOILED, by, why, note)
    detail = {"sheets": 1, "first": serial, "why": why.value}
    record(acts.SHEETS_SPOILED, actor=Actor.staff(by.id), subject=subject_of(run), detail=detail)
    return first_place(run, found.sheet)


@unit_of_work()
def note_returned(*, run: PrintRun, by: Staff) -> int:
    """Note that all open sheets went back blank: nothing more is printed now. Raises NothingOpen."""
    check_may_print(by)
    db.session.refresh(run, with_for_update=True)
    if not open_sheets(run.id):
        raise NothingOpen
    return _note_rest_returned(run, by)


def first_place(run: PrintRun, sheet: int) -> int:
    """Tell at which place of the run a sheet begins."""
    query = select(PrintPlace.place).where(PrintPlace.run_id == run.id, PrintPlace.sheet == sheet)
    return db.session.scalars(query.order_by(PrintPlace.place).limit(1)).one()


def _note_printed(run: PrintRun, lying: Sequence[Laid], by: Staff) -> None:
    """Write down sheets that were printed; a certificate that was on paper before counts as printed again."""
    if not lying:
        return
    again = _seen_before(run, {one.sheet for one in lying})
    _add(run, lying, Outcome.PRINTED, by)
    actor = Actor.staff(by.id)
    record(acts.SHEETS_PRINTED, actor=actor, subject=subject_of(run), detail={"sheets": len(lying)})
    for number in again:
        enter(number, Act.REPRINTED, actor)
        record(REPRINTED, actor=actor, subject=Subject("certificate", number), detail={"run": run.id})


def _note_rest_returned(run: PrintRun, by: Staff) -> int:
    rest = open_sheets(run.id)
    db.session.add_all(_outcome(run, taking, serial, None, Outcome.RETURNED, by) for taking, serial in rest)
    db.session.flush()
    if rest:
        detail = {"sheets": len(rest)}
        record(acts.SHEETS_RETURNED, actor=Actor.staff(by.id), subject=subject_of(run), detail=detail)
    return len(rest)


def _add(
    run: PrintRun, lying: Iterable[Laid], outcome: Outcome, by: Staff, why: Why | None = None, note: str | None = None
) -> None:
    for one in lying:
        row = _outcome(run, one.taking, one.serial, one.sheet, outcome, by)
        row.why, row.note = (why.value if why else None), note or None
        db.session.add(row)
    db.session.flush()


def _outcome(
    run: PrintRun, taking: SheetTaking, serial: int, sheet: int | None, outcome: Outcome, by: Staff
) -> SheetOutcome:
    return SheetOutcome(
        taking_id=taking.id,
        run_id=run.id,
        box_id=taking.box_id,
        serial=serial,
        sheet=sheet,
        outcome=outcome.value,
        at=clock.now(),
        by_id=by.id,
    )


def _seen_before(run: PrintRun, sheets: set[int]) -> list[str]:
    """Tell which certificates of some sheets came out of a printer before, well or spoiled, in any run."""
    numbers = [number for number, sheet in _places(run) if sheet in sheets]
    seen: set[str] = set()
    asked = iter(numbers)
    while some := list(islice(asked, 400)):
        query = (
            select(PrintPlace.number)
            .join(SheetOutcome, and_(SheetOutcome.run_id == PrintPlace.run_id, SheetOutcome.sheet == PrintPlace.sheet))
            .where(PrintPlace.number.in_(some))
        )
        seen.update(db.session.scalars(query))
    return [number for number in numbers if number in seen]


def _places(run: PrintRun) -> Sequence[tuple[str, int]]:
    query = select(PrintPlace.number, PrintPlace.sheet).where(PrintPlace.run_id == run.id).order_by(PrintPlace.place)
    return [(number, sheet) for number, sheet in db.session.execute(query)]


def _is_told(row: SheetOutcome, outcome: Outcome) -> bool:
    query = select(SheetOutcome.id).where(
        SheetOutcome.taking_id == row.taking_id,
        SheetOutcome.serial == row.serial,
        SheetOutcome.outcome == outcome.value,
    )
    return db.session.scalar(query) is not None


def _box_of(taking: SheetTaking) -> SheetBox | None:
    return box_by_id(taking.box_id) if taking.box_id else None
