"""The trainer's pages of the quiz on paper: print, send photographs, look at what is not clear, take in."""

from __future__ import annotations

from contextlib import closing
from secrets import token_hex
from typing import Any

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.answersheets.composing import answer_papers, class_paper, question_paper
from app.answersheets.errors import NoSuchSheet, NothingSent, StillUnclear
from app.answersheets.jobs import read_sent
from app.answersheets.layout import LETTERS
from app.answersheets.queries import Listed, sheet_of, sheets_of
from app.answersheets.sending import keep_file, pages_in, shown_files
from app.answersheets.services import draw_of, print_sheets, take_in_sheet, wanted_of
from app.answersheets.showing import rows_of
from app.cohorts.looking import seen_cohort
from app.cohorts.models import Cohort
from app.cohorts.queries import members_of
from app.cohorts.runs import runs_of
from app.cohorts.ways import CohortWay, register_way
from app.core.errors import Refused
from app.core.jobs import enqueue
from app.core.permissions import Permission
from app.course.queries import course, module_at
from app.printing.door import behind
from app.web.access import may, requires
from app.web.files import handed_pdf
from app.web.forms import ButtonForm
from app.web.localisation import current_locale

answersheets = Blueprint("answersheets", __name__, url_prefix="/<locale:locale>/staff/classes/<int:cohort_id>")
Page = Response | str | tuple[str, int]
MOST_BYTES = 80 * 1024 * 1024
"""Of photographs sent in one go: some forty from a telephone."""
_LOOK_AGAIN_SECONDS = 5


def init_answersheets(app: Flask) -> None:
    """Have each class offer the quiz on paper, and the workers read what is sent."""
    register_way(app, CohortWay("answersheets.papers", _l("Quiz on paper"), 50))


@answersheets.url_value_preprocessor
def _let_photos_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let who leads classes send photographs here, before the form's token is looked for in what was sent."""
    if endpoint == "answersheets.send" and may(Permission.LEAD_COHORTS):
        request.max_content_length = MOST_BYTES


@answersheets.get("/paper")
@requires(Permission.LEAD_COHORTS)
def papers(cohort_id: int) -> str:
    """List the quizzes to print and the sheets that are out, read or taken in."""
    return _page(seen_cohort(cohort_id))


@answersheets.get("/paper/reading")
@requires(Permission.LEAD_COHORTS)
def reading(cohort_id: int) -> Response:
    """Say how far the workers are with what was sent; the page looks again by itself, and nothing is typed on it."""
    cohort = seen_cohort(cohort_id)
    sent = _sent(cohort)
    response = Response(render_template("answersheets/reading.html", cohort=cohort, **sent), mimetype="text/html")
    if sent["waiting"]:
        response.headers["Refresh"] = str(_LOOK_AGAIN_SECONDS)
    return response


@answersheets.post("/paper/<slug>/answers.pdf")
@requires(Permission.LEAD_COHORTS)
def print_answers(cohort_id: int, slug: str) -> Page:
    """Print a sheet for everybody who has not passed."""
    cohort, module = seen_cohort(cohort_id), module_at(slug)
    try:
        first = request.form.get("first", 1, int)
        printed = print_sheets(cohort=cohort, module=module, by=signed_in_staff(), first=first)
    except Refused as problem:
        return _page(cohort, problem=problem), 422
    sheets = answer_papers(cohort, module, printed)
    content = behind("app.answersheets.pdf").draw_answers(class_paper(cohort, module), sheets)
    return handed_pdf(content, f"answers-{cohort.code}-{slug}")


@answersheets.get("/paper/<slug>/questions.pdf")
@requires(Permission.LEAD_COHORTS)
def print_questions(cohort_id: int, slug: str) -> Response:
    """Print the question sheet, the same each time."""
    cohort, module = seen_cohort(cohort_id), module_at(slug)
    asked = question_paper(cohort, module)
    content = behind("app.answersheets.pdf").draw_questions(class_paper(cohort, module), asked)
    return handed_pdf(content, f"questions-{cohort.code}-{slug}")


@answersheets.post("/paper/photos")
@requires(Permission.LEAD_COHORTS)
def send(cohort_id: int) -> Page:
    """Keep photographs and scans until a worker has read them, and go to the page that says how far that is."""
    cohort, by, batch = seen_cohort(cohort_id), signed_in_staff(), token_hex(16)
    sent = [file for file in request.files.getlist("photos") if file.filename]
    if not sent:
        return _page(cohort, problem=NothingSent()), 422
    for file in sent:
        with closing(file):
            file_id = keep_file(cohort=cohort, name=file.filename or "", stream=file.stream, batch=batch, by=by)
        enqueue(read_sent, file_id)
    return redirect(url_for("answersheets.reading", cohort_id=cohort.id), 303)


@answersheets.get("/paper/sheets/<code>")
@requires(Permission.LEAD_COHORTS)
def sheet(cohort_id: int, code: str) -> str:
    """Show what was read on a sheet."""
    cohort = seen_cohort(cohort_id)
    return _sheet_page(cohort, _read(cohort, code))


@answersheets.post("/paper/sheets/<code>")
@requires(Permission.LEAD_COHORTS)
def take_in(cohort_id: int, code: str) -> Page:
    """Take a sheet in, with what the trainer decided about rows that were not clear."""
    cohort = seen_cohort(cohort_id)
    listed = sheet_of(cohort, code)
    try:
        take_in_sheet(sheet=listed.sheet, decided=_decided(listed), by=signed_in_staff())
    except Refused as problem:
        return _sheet_page(cohort, listed, problem=problem), 422
    return redirect(url_for("answersheets.papers", cohort_id=cohort.id), 303)


@answersheets.post("/paper/take-in")
@requires(Permission.LEAD_COHORTS)
def take_in_clear(cohort_id: int) -> Response:
    """Take in every sheet that was read and is clear in every row."""
    cohort = seen_cohort(cohort_id)
    for listed in sheets_of(cohort):
        if listed.reading is not None and not listed.unclear:
            take_in_sheet(sheet=listed.sheet, decided={}, by=signed_in_staff())
    return redirect(url_for("answersheets.papers", cohort_id=cohort.id), 303)


def _read(cohort: Cohort, code: str) -> Listed:
    listed = sheet_of(cohort, code)
    if listed.reading is None:
        raise NoSuchSheet
    return listed


def _decided(listed: Listed) -> dict[int, list[int]]:
    """Read what the trainer chose for the rows that were not clear; "none" is a choice, no choice is none.

    Raises StillUnclear where more or fewer options were chosen than the question asks for.
    """
    decided: dict[int, list[int]] = {}
    for place, (asked, wanted) in enumerate(zip(draw_of(listed.sheet), wanted_of(listed.sheet), strict=True)):
        chosen = request.form.getlist(f"row-{place}")
        if not chosen:
            continue
        places = [int(one) for one in chosen if one.isdecimal() and int(one) < len(asked.options)]
        if "none" not in chosen and len(places) != wanted:
            raise StillUnclear
        decided[place] = [] if "none" in chosen else places
    return decided


def _sent(cohort: Cohort) -> dict[str, Any]:
    files = shown_files(cohort)
    waiting = sum(file.read_at is None for file in files)
    return {"files": [(file, pages_in(file)) for file in files], "waiting": waiting}


def _page(cohort: Cohort, *, problem: Refused | None = None) -> str:
    listed = sheets_of(cohort)
    tag = current_locale().tag
    return render_template(
        "answersheets/papers.html",
        cohort=cohort,
        runs=runs_of(members_of(cohort)),
        modules=[(module, course().module_text(module, tag)) for module in course().modules],
        to_decide=[one for one in listed if one.reading is not None],
        clear=sum(one.reading is not None and not one.unclear for one in listed),
        out=[one for one in listed if one.reading is None and one.sheet.taken_in_at is None],
        taken_in=[one for one in listed if one.sheet.taken_in_at is not None],
        titles={module.id: course().module_text(module, tag) for module in course().modules},
        **_sent(cohort),
        problem=problem,
        form=ButtonForm(),
    )


def _sheet_page(cohort: Cohort, listed: Listed, problem: Refused | None = None) -> str:
    return render_template(
        "answersheets/sheet.html",
        cohort=cohort,
        listed=listed,
        rows=rows_of(listed, cohort),
        letters=LETTERS,
        problem=problem,
        form=ButtonForm(),
    )
