"""Numbered sheets: boxes are registered, and a run takes from them in order, as the paper lies in the box."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, func, select

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.core import clock
from app.core.database import db, unit_of_work
from app.printroom import acts
from app.printroom.errors import BoxesOverlap, NoSuchBox, NotEnoughSheets, NotInThisState, SheetsOutstanding
from app.printroom.models import PrintRun
from app.printroom.rules import Outcome, Range, State, first_of, ranges_of, without
from app.printroom.services import check_may_print, subject_of
from app.printroom.stock_models import SheetBox, SheetOutcome, SheetTaking


def boxes() -> Sequence[SheetBox]:
    """List all boxes by their numbers."""
    return db.session.scalars(select(SheetBox).order_by(SheetBox.prefix, SheetBox.first)).all()


def box_by_id(box_id: int) -> SheetBox:
    """Find a box; raise NoSuchBox."""
    found = db.session.get(SheetBox, box_id)
    if found is None:
        raise NoSuchBox
    return found


@unit_of_work()
def register_box(
    *, prefix: str, first: int, last: int, digits: int, by: Staff, centre_id: int | None = None
) -> SheetBox:
    """Register a box of sheets; raise NotAllowed, or BoxesOverlap where another holds some of its numbers."""
    check_may_print(by)
    others = select(SheetBox.id).where(SheetBox.prefix == prefix, SheetBox.first <= last, SheetBox.last >= first)
    if db.session.scalar(others.limit(1)) is not None:
        raise BoxesOverlap
    box = SheetBox(
        prefix=prefix, first=first, last=last, digits=digits, centre_id=centre_id, at=clock.now(), by_id=by.id
    )
    db.session.add(box)
    db.session.flush()
    detail = {"sheets": last - first + 1}
    record(acts.BOX_REGISTERED, actor=Actor.staff(by.id), subject=Subject("sheet-box", box.id), detail=detail)
    return box


def blank_in(box: SheetBox) -> list[Range]:
    """Tell which sheets of a box are still blank in it, those that came back too."""
    takings = db.session.scalars(select(SheetTaking).where(SheetTaking.box_id == box.id)).all()
    back = select(SheetOutcome.taking_id, SheetOutcome.serial).where(
        SheetOutcome.box_id == box.id, SheetOutcome.outcome == Outcome.RETURNED.value
    )
    returned = {(taking, serial) for taking, serial in db.session.execute(back)}
    gone: list[Range] = []
    for one in takings:
        whole = Range(one.first, one.last)
        gone += without(whole, ranges_of(serial for taking, serial in returned if taking == one.id))
    return without(Range(box.first, box.last), gone)


@unit_of_work()
def take_sheets(*, run: PrintRun, box: SheetBox | None, by: Staff) -> list[SheetTaking]:
    """Take as many sheets as the run still needs, from a box in its order, or plain paper where there is none.

    Raises NotInThisState before the run is drawn, SheetsOutstanding while sheets of it are open, NotEnoughSheets.
    """
    check_may_print(by)
    db.session.refresh(run, with_for_update=True)
    if run.state != State.DRAWN:
        raise NotInThisState
    if open_sheets(run.id):
        raise SheetsOutstanding
    needed = len(pending_sheets(run))
    if not needed:
        raise NotInThisState
    return take(run, box, needed, by)


def take(run: PrintRun, box: SheetBox | None, count: int, by: Staff) -> list[SheetTaking]:
    """Take so many sheets inside the present unit of work; raise NotEnoughSheets."""
    if box is None:
        last = db.session.scalar(
            select(func.max(SheetTaking.last)).where(SheetTaking.run_id == run.id, SheetTaking.box_id.is_(None))
        )
        pieces = [Range((last or 0) + 1, (last or 0) + count)]
    else:
        db.session.execute(select(SheetBox.id).where(SheetBox.id == box.id).with_for_update())
        pieces = first_of(blank := blank_in(box), count)
        if sum(map(len, pieces)) < count:
            raise NotEnoughSheets(count, sum(map(len, blank)))
    taken = [
        SheetTaking(
            run_id=run.id,
            box_id=box.id if box else None,
            first=piece.first,
            last=piece.last,
            at=clock.now(),
            by_id=by.id,
        )
        for piece in pieces
    ]
    db.session.add_all(taken)
    db.session.flush()
    record(acts.SHEETS_TAKEN, actor=Actor.staff(by.id), subject=subject_of(run), detail={"sheets": count})
    return taken


def open_sheets(run_id: int) -> list[tuple[SheetTaking, int]]:
    """List the sheets a run has taken of which nobody has said what became of them, as they lie in the printer."""
    takings = db.session.scalars(select(SheetTaking).where(SheetTaking.run_id == run_id).order_by(SheetTaking.id)).all()
    told = select(SheetOutcome.taking_id, SheetOutcome.serial).where(SheetOutcome.run_id == run_id)
    known = {(taking, serial) for taking, serial in db.session.execute(told)}
    return [
        (one, serial) for one in takings for serial in range(one.first, one.last + 1) if (one.id, serial) not in known
    ]


def pending_sheets(run: PrintRun) -> list[int]:
    """List the sheets of a run that are not printed well yet, in its order."""
    printed = printed_sheets(run.id)
    return [sheet for sheet in range(1, run.sheets + 1) if sheet not in printed]


def printed_sheets(run_id: int) -> set[int]:
    """Tell which sheets of a run were printed, and did not turn out spoiled later."""
    rows = db.session.execute(
        select(SheetOutcome.taking_id, SheetOutcome.serial, SheetOutcome.sheet, SheetOutcome.outcome).where(
            and_(SheetOutcome.run_id == run_id, SheetOutcome.outcome != Outcome.RETURNED.value)
        )
    ).all()
    spoiled = {(taking, serial) for taking, serial, _sheet, outcome in rows if outcome == Outcome.SPOILED}
    return {
        sheet
        for taking, serial, sheet, outcome in rows
        if outcome == Outcome.PRINTED and sheet is not None and (taking, serial) not in spoiled
    }
