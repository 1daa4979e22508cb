"""The print room: all runs, and a new one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.cohorts.models import Cohort
from app.cohorts.services import note_look
from app.core.database import db
from app.core.errors import Refused
from app.core.permissions import Permission
from app.printroom import services
from app.printroom.choosing import Selection, chosen, classes_with_papers, ordered
from app.printroom.forms import RunForm, TickForm
from app.printroom.layouts import layout_of
from app.printroom.models import PrintRun
from app.printroom.printers import printer_by_id
from app.printroom.queries import PAGE, runs
from app.printroom.rules import Ordering, Source
from app.printroom.words import CHOSEN, STATES, layout_words, ranges_told, time_told
from app.web.access import requires
from app.web.localisation import current_locale
from app.web.waiting import register_waiting

printroom = Blueprint("printroom", __name__, url_prefix="/<locale:locale>/staff/print")
Page = Response | str | tuple[str, int]
_SENT = 2 * 1024 * 1024
"""Bytes of a list of numbers."""


def init_printroom(app: Flask) -> None:
    """Give the pages their words, and tell the first page what waits."""
    app.jinja_env.filters["sheets_told"] = ranges_told
    app.jinja_env.filters["time_told"] = time_told
    register_waiting(app, "printroom.index", services.count_waiting)


@printroom.url_value_preprocessor
def _let_a_list_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    if endpoint == "printroom.new" and request.method == "POST":
        request.max_content_length = request.max_form_memory_size = _SENT


@printroom.get("/")
@requires(Permission.PRINT_CERTIFICATES)
def index() -> str:
    """List the runs, the newest first."""
    found = runs(request.args.get("before", type=int))
    before = found[PAGE - 1].id if len(found) > PAGE else None
    return render_template(
        "printroom/index.html", runs=found[:PAGE], before=before, states=STATES, sources=CHOSEN, layouts=layout_words()
    )


@printroom.route("/new", methods=["GET", "POST"])
@requires(Permission.PRINT_CERTIFICATES)
def new() -> Page:
    """Choose certificates, an order and paper, and see the order before anything is drawn."""
    cohort_id = request.args.get("class", type=int)
    form = _new_form(cohort_id)
    if request.method == "GET":
        return _new_page(form, cohort_id)
    if not form.validate():
        return _new_page(form, cohort_id), 422
    try:
        run = _made(form)
    except Refused as problem:
        return _new_page(form, cohort_id, problem), 422
    if form.read[1]:
        flash(_("These lines held no number and were passed over: %(lines)s", lines=" · ".join(form.read[1][:5])))
    return redirect(url_for("print_runs.page", run_id=run.id), 303)


def _new_form(cohort_id: int | None) -> RunForm:
    kind = TickForm if cohort_id else RunForm
    form = kind(classes_with_papers())
    if request.method == "GET":
        form.collated.data = current_locale().tag
    if cohort_id:
        form.source.data, form.cohort.data = Source.CLASS.value, cohort_id
    return form


def _new_page(form: RunForm, cohort_id: int | None, problem: Refused | None = None) -> str:
    shown: dict[str, Any] = {"cohort": None, "lines": []}
    if cohort_id:
        try:
            lines = chosen(Selection(Source.CLASS, cohort_id=cohort_id))
        except Refused as nobody:
            lines, problem = [], problem or nobody
        if lines:
            note_look(cohort=db.session.get_one(Cohort, cohort_id), by=signed_in_staff())
        shown = {
            "cohort": db.session.get(Cohort, cohort_id),
            "lines": ordered(lines, Ordering.NAME, current_locale().tag),
        }
    return render_template("printroom/new.html", form=form, problem=problem, **shown)


def _made(form: RunForm) -> PrintRun:
    layout = layout_of(str(form.layout.data))
    known = {option.key for option in layout.options}
    printer = printer_by_id(form.printer.data) if form.printer.data else None
    moved = {"dx": printer.dx, "dy": printer.dy} if printer else {}
    return services.make_run(
        selection=form.selection,
        ordering=Ordering(str(form.ordering.data)),
        collated=str(form.collated.data),
        layout=layout,
        options={key: value for key, value in moved.items() if key in known},
        pages_a_file=form.pages.data,
        by=signed_in_staff(),
    )
