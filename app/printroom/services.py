"""Verbs about runs: make one, start it, cancel it, draw it again, forget what was drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, func, insert, or_, select, update

from app.accounts.models import Staff
from app.audit.rules import SYSTEM, Actor, Subject
from app.audit.services import record
from app.certificates.models import Certificate
from app.certificates.statement import Statement
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Permission
from app.printroom import acts
from app.printroom.choosing import Line, Selection, chosen, not_valid, ordered
from app.printroom.errors import NoRoom, NotInThisState, NotValidNow
from app.printroom.jobs import ask_for_drawing
from app.printroom.layouts import Layout, always
from app.printroom.models import PrintPart, PrintPlace, PrintRun
from app.printroom.queries import numbers_of
from app.printroom.rules import KEPT_DAYS, Ordering, PartState, State, cuts_of, sheet_of
from app.printroom.stock_models import SheetTaking

_AT_ONCE = 400


def subject_of(run: PrintRun) -> Subject:
    """Name a run for the audit."""
    return Subject("print-run", run.id)


def check_may_print(by: Staff) -> None:
    """Raise NotAllowed where somebody may not print certificates."""
    if Permission.PRINT_CERTIFICATES not in by.permissions:
        raise NotAllowed


@unit_of_work()
def make_run(
    *,
    selection: Selection,
    ordering: Ordering,
    collated: str,
    layout: Layout,
    by: Staff,
    options: dict[str, float] | None = None,
    pages_a_file: int | None = None,
) -> PrintRun:
    """Put certificates in an order that never changes, and cut it into parts; nothing is drawn yet.

    Raises NotAllowed, and what ``chosen`` raises.
    """
    check_may_print(by)
    lines = ordered(chosen(selection), ordering, collated)
    _check_room(lines, layout)
    kinds = [line.kind if layout.alike else None for line in lines]
    cuts = list(cuts_of(kinds, part=layout.part, per_sheet=layout.per_sheet))
    run = PrintRun(
        made_at=clock.now(),
        made_by_id=by.id,
        layout=layout.key,
        options=options or {},
        chosen=selection.told(),
        ordering=ordering.value,
        collated=collated,
        size=len(lines),
        sheets=cuts[-1].last_sheet,
        pages_a_file=pages_a_file,
        state=State.PREPARED.value,
    )
    db.session.add(run)
    db.session.flush()
    places = [
        {
            "run_id": run.id,
            "place": place,
            "number": lines[place - 1].number,
            "sheet": sheet_of(cut, place, layout.per_sheet),
        }
        for cut in cuts
        for place in range(cut.first_place, cut.last_place + 1)
    ]
    db.session.execute(insert(PrintPlace), places)
    for cut in cuts:
        db.session.add(
            PrintPart(
                run_id=run.id,
                number=cut.number,
                first_place=cut.first_place,
                last_place=cut.last_place,
                first_sheet=cut.first_sheet,
                last_sheet=cut.last_sheet,
                state=PartState.WAITING.value,
            )
        )
    record(acts.MADE, actor=Actor.staff(by.id), subject=subject_of(run), detail={"size": run.size})
    return run


def start_run(*, run: PrintRun, by: Staff) -> None:
    """Have a run drawn; also one that was cancelled, failed or forgotten, which then comes out the same.

    Raises NotAllowed, NotInThisState, and NotValidNow where a certificate has ended since the order was made.
    """
    check_may_print(by)
    run_id = run.id
    if ended := not_valid(numbers_of(run_id)):
        raise NotValidNow(ended)
    with unit_of_work():
        db.session.refresh(run, with_for_update=True)
        if run.state not in (State.PREPARED, State.CANCELLED, State.FAILED, State.FORGOTTEN):
            raise NotInThisState
        act = acts.DRAWN_AGAIN if run.digest else acts.STARTED
        db.session.execute(
            update(PrintPart)
            .where(PrintPart.run_id == run.id, PrintPart.state != PartState.DRAWN.value)
            .values(state=PartState.WAITING.value, lease_until=None, holder=None, attempts=0, fault=None)
        )
        run.state, run.started_at, run.ended_at = State.DRAWING.value, clock.now(), None
        record(act, actor=Actor.staff(by.id), subject=subject_of(run), detail={"size": run.size})
    ask_for_drawing(run_id)


@unit_of_work()
def cancel_run(*, run: PrintRun, by: Staff) -> None:
    """Stop a run that is not drawn yet, and forget what was drawn of it."""
    check_may_print(by)
    db.session.refresh(run, with_for_update=True)
    if run.state not in (State.PREPARED, State.DRAWING, State.FAILED):
        raise NotInThisState
    _forget(run, State.CANCELLED)
    run.ended_at = clock.now()
    record(acts.CANCELLED, actor=Actor.staff(by.id), subject=subject_of(run))


def count_waiting() -> int:
    """Count the runs that wait for somebody: in order, drawn and not on paper, or failed."""
    waiting = [State.PREPARED.value, State.FAILED.value]
    printed = select(SheetTaking.id).where(SheetTaking.run_id == PrintRun.id)
    is_waiting = or_(PrintRun.state.in_(waiting), and_(PrintRun.state == State.DRAWN.value, ~printed.exists()))
    return db.session.scalar(select(func.count(PrintRun.id)).where(is_waiting)) or 0


def forget_old_runs() -> None:
    """Forget the drawn pages of runs that were drawn long enough ago."""
    old = select(PrintRun).where(
        PrintRun.state == State.DRAWN.value, PrintRun.ended_at < clock.now() - timedelta(days=KEPT_DAYS)
    )
    for run in db.session.scalars(old).all():
        with unit_of_work():
            _forget(run, State.FORGOTTEN)
            record(acts.FORGOTTEN, actor=SYSTEM, subject=subject_of(run))


def _check_room(lines: Sequence[Line], layout: Layout) -> None:
    """Raise NoRoom where a certificate cannot be put on such a sheet."""
    if layout.has_room is always:
        return
    tight: list[str] = []
    for start in range(0, len(lines), _AT_ONCE):
        numbers = [line.number for line in lines[start : start + _AT_ONCE]]
        query = select(Certificate.number, Certificate.statement).where(Certificate.number.in_(numbers))
        for number, statement in db.session.execute(query):
            if not layout.has_room(Statement.from_json(statement)):
                tight.append(number)
    if tight:
        raise NoRoom(tight)


def _forget(run: PrintRun, state: State) -> None:
    """Empty the parts; each keeps its digest, so that it is known when it comes out the same again."""
    db.session.execute(
        update(PrintPart)
        .where(PrintPart.run_id == run.id)
        .values(state=PartState.WAITING.value, lease_until=None, holder=None, content=None, objects=None, attempts=0)
    )
    run.state = state.value
