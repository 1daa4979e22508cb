"""The page of one run: its order, its drawing, its files, and what became of its sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import (
    Blueprint,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.accounts.models import Staff
from app.accounts.session import signed_in_staff
from app.audit.rules import Actor
from app.audit.services import record
from app.core.errors import Refused
from app.core.permissions import Permission
from app.printroom import acts, recording, services
from app.printroom.choosing import not_valid
from app.printroom.errors import NotInThisState
from app.printroom.files import chunks_of
from app.printroom.forms import LaterForm, SheetsForm, SpoiledForm
from app.printroom.ledger import ledger_of
from app.printroom.models import PrintRun
from app.printroom.queries import PAGE, files_of, numbers_of, places_of, places_on, progress_of, run_by_id
from app.printroom.rules import Ordering, Source, State, Why
from app.printroom.stock import blank_in, box_by_id, boxes, open_sheets, pending_sheets, take_sheets
from app.printroom.ways import run_ways
from app.printroom.words import CHOSEN, ORDERINGS, STATES, layout_words
from app.web.access import requires
from app.web.forms import ButtonForm

print_runs = Blueprint("print_runs", __name__, url_prefix="/<locale:locale>/staff/print/runs/<int:run_id>")
Page = Response | str | tuple[str, int]
_LOOK_AGAIN = 5
"""Seconds after which the page of a run that is being drawn is loaded again."""


@print_runs.get("/")
@requires(Permission.PRINT_CERTIFICATES)
def page(run_id: int) -> Page:
    """Show a run: its order, how far it is, its files, and what became of its sheets."""
    run = run_by_id(run_id)
    is_drawing, is_again = run.state == State.DRAWING, "look" in request.args
    if not (is_drawing and is_again):  # While it is drawn the page looks by itself, every few seconds.
        record(acts.SEEN, actor=Actor.staff(signed_in_staff().id), subject=services.subject_of(run))
    answer = make_response(_page(run))
    if is_drawing and "still" not in request.args:
        # It needs no script; the page offers to stop it.
        answer.headers["Refresh"] = f"{_LOOK_AGAIN};url={url_for('print_runs.page', run_id=run_id, look=1)}"
    return answer


@print_runs.post("/start")
@requires(Permission.PRINT_CERTIFICATES)
def start(run_id: int) -> Page:
    """Have a run drawn."""
    return _done(run_id, lambda run, by: services.start_run(run=run, by=by))


@print_runs.post("/cancel")
@requires(Permission.PRINT_CERTIFICATES)
def cancel(run_id: int) -> Page:
    """Stop a run."""
    return _done(run_id, lambda run, by: services.cancel_run(run=run, by=by))


@print_runs.get("/files/<int:number>.pdf")
@requires(Permission.PRINT_CERTIFICATES)
def file(run_id: int, number: int) -> Page:
    """Give one file of a drawn run."""
    run = run_by_id(run_id)
    if run.state != State.DRAWN:
        return _page(run, NotInThisState()), 422
    wanted = next((one for one in files_of(run) if one.number == number), None)
    if wanted is None:
        raise NotFound
    return _sent(run, range(wanted.first_sheet, wanted.last_sheet + 1), f"print-{run.id}-{number}")


@print_runs.get("/rest.pdf")
@requires(Permission.PRINT_CERTIFICATES)
def rest(run_id: int) -> Page:
    """Give the sheets that are not printed well yet, from where printing goes on."""
    run = run_by_id(run_id)
    pending = pending_sheets(run)
    if run.state != State.DRAWN or not pending:
        return _page(run, NotInThisState()), 422
    return _sent(run, pending, f"print-{run.id}-from-sheet-{pending[0]}")


@print_runs.post("/sheets")
@requires(Permission.PRINT_CERTIFICATES)
def sheets(run_id: int) -> Page:
    """Take sheets for a run."""
    form = SheetsForm(_papers())
    if not form.validate():
        return _page(run_by_id(run_id), taking=form), 422

    def take(run: PrintRun, by: Staff) -> None:
        take_sheets(run=run, box=box_by_id(form.box.data) if form.box.data else None, by=by)

    return _done(run_id, take, taking=form)


@print_runs.post("/fine")
@requires(Permission.PRINT_CERTIFICATES)
def fine(run_id: int) -> Page:
    """Note that every sheet came out well."""

    def note(run: PrintRun, by: Staff) -> str:
        count = recording.note_all_fine(run=run, by=by)
        said: str = ngettext("Noted: %(num)s sheet is printed.", "Noted: %(num)s sheets are printed.", count)
        return said

    return _done(run_id, note)


@print_runs.post("/spoiled")
@requires(Permission.PRINT_CERTIFICATES)
def spoiled(run_id: int) -> Page:
    """Note spoiled sheets; printing goes on behind them."""
    form = SpoiledForm()
    if not form.validate():
        return _page(run_by_id(run_id), jam=form), 422

    def note(run: PrintRun, by: Staff) -> str:
        told: dict[str, Any] = {"first": form.serial, "count": form.count.data, "why": Why(form.why.data)}
        place = recording.note_jam(run=run, note=form.note.data, by=by, **told)
        return str(_("Noted. Printing goes on with place %(place)s.", place=place))

    return _done(run_id, note, jam=form)


@print_runs.post("/later")
@requires(Permission.PRINT_CERTIFICATES)
def later(run_id: int) -> Page:
    """Note that a sheet that was printed turned out spoiled."""
    form = LaterForm()
    if not form.validate():
        return _page(run_by_id(run_id), later=form), 422

    def note(run: PrintRun, by: Staff) -> str:
        why = Why(form.why.data)
        place = recording.note_spoiled_later(run=run, serial=form.serial, why=why, note=form.note.data, by=by)
        return str(_("Noted. Place %(place)s waits for paper again.", place=place))

    return _done(run_id, note, later=form)


@print_runs.post("/returned")
@requires(Permission.PRINT_CERTIFICATES)
def returned(run_id: int) -> Page:
    """Note that the sheets that are left went back blank."""

    def note(run: PrintRun, by: Staff) -> str:
        count = recording.note_returned(run=run, by=by)
        said: str = ngettext(
            "Noted: %(num)s sheet is back in the box.", "Noted: %(num)s sheets are back in the box.", count
        )
        return said

    return _done(run_id, note)


def _done(run_id: int, act: Callable[[PrintRun, Staff], str | None], **filled: Any) -> Page:
    """Do something with a run and show it, or show it with what was typed and why it was refused."""
    run = run_by_id(run_id)
    try:
        said = act(run, signed_in_staff())
    except Refused as problem:
        return _page(run, problem, **filled), 422
    if said:
        flash(said)
    return redirect(url_for("print_runs.page", run_id=run_id), 303)


def _page(run: PrintRun, problem: Refused | None = None, **filled: Any) -> str:
    is_drawn = run.state == State.DRAWN
    after = request.args.get("after", 0, type=int)
    numbers = numbers_of(run.id) if run.state in (State.PREPARED, State.DRAWN) else []
    return render_template(
        "printroom/run.html",
        run=run,
        problem=problem,
        words={"state": STATES[State(run.state)], "order": ORDERINGS[Ordering(run.ordering)]},
        source=CHOSEN[Source(run.chosen["source"])],
        layout=layout_words().get(run.layout, run.layout),
        places=places_of(run.id, after),
        after=after,
        last=after + PAGE,
        page=PAGE,
        progress=progress_of(run, current_app.config["JOBS_WORKERS"]),
        files=files_of(run) if is_drawn else [],
        ended=not_valid(numbers),
        ways=run_ways(is_drawn=is_drawn),
        is_still="still" in request.args,
        form=ButtonForm(),
        **_paper_of(run, filled),
    )


def _paper_of(run: PrintRun, filled: dict[str, Any]) -> dict[str, Any]:
    """Tell about the sheets of a run, with the form that was filled in and the others empty."""
    lying = recording.laid(run) if open_sheets(run.id) else []
    asked = request.args.get("sheet", "")
    at = next((one for one in lying if str(one.serial) == asked), None)
    return {
        "lying": lying,
        "asked": asked,
        "on_sheet": places_on(run.id, at.sheet) if at else [],
        "pending": pending_sheets(run),
        "accounts": ledger_of(run),
        "shelf": {box.id: box for box in boxes()},
        "taking": filled.get("taking") or SheetsForm(_papers(), formdata=None),
        "jam": filled.get("jam") or SpoiledForm(formdata=None),
        "later": filled.get("later") or LaterForm(formdata=None),
        "open_form": next(iter(filled), None),
    }


def _papers() -> list[tuple[int, Any]]:
    """List the boxes that still hold sheets, and plain paper."""
    shelf = [(box, blank_in(box)) for box in boxes()]
    numbered = [
        (box.id, f"{box.named(blank[0].first)} … {box.named(blank[-1].last)} ({sum(map(len, blank))})")
        for box, blank in shelf
        if blank
    ]
    return [*numbered, (0, _l("Paper without numbers"))]


def _sent(run: PrintRun, sheets: Sequence[int], name: str) -> Response:
    """Send a file while it is put together, and note who took it."""
    actor = Actor.staff(signed_in_staff().id)
    detail = {"sheets": len(sheets), "first": sheets[0]}
    record(acts.DOWNLOADED, actor=actor, subject=services.subject_of(run), detail=detail)
    answer = Response(stream_with_context(chunks_of(run, sheets)), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer
