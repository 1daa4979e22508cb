"""The trainer brings a roster in: sends a file, looks at what it would do, and confirms."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.models import Staff
from app.accounts.session import signed_in_staff
from app.cohorts.looking import seen_cohort
from app.cohorts.models import Cohort
from app.cohorts.queries import own_cohort
from app.cohorts.ways import CohortWay, register_way
from app.core.permissions import Permission
from app.rosters import services
from app.rosters.drafts import Draft, choose_tables, draft_of, drop_draft, keep_draft
from app.rosters.errors import NoSuchDraft, TooManyCompared, Unanswered, UnreadableFile
from app.rosters.exporting import blank_xlsx, broken_xlsx, export_csv, export_xlsx
from app.rosters.opening import MOST_BYTES, open_roster
from app.rosters.probing import count_rows
from app.rosters.proposing import propose
from app.rosters.queries import import_of
from app.rosters.showing import preview_page, upload_page
from app.web.access import may, requires
from app.web.files import handed
from app.web.forms import ButtonForm
from app.web.localisation import current_locale

rosters = Blueprint("rosters", __name__, url_prefix="/<locale:locale>/staff/classes/<int:cohort_id>/roster")
Answer = Response | str | tuple[str, int]
_FORM_AROUND = 64 * 1024
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PLACE = 30


def init_rosters(app: Flask) -> None:
    """Offer the way on the page of each class."""
    register_way(app, CohortWay(endpoint="rosters.page", words=_l("Bring in a roster"), place=_PLACE))


@rosters.url_value_preprocessor
def _let_a_file_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let who leads classes send a file here; everything else keeps the common limit."""
    if endpoint == "rosters.upload" and request.method == "POST" and may(Permission.LEAD_COHORTS):
        request.max_content_length = MOST_BYTES + _FORM_AROUND


@rosters.get("")
@requires(Permission.LEAD_COHORTS)
def page(cohort_id: int) -> str:
    """Ask for a file; offer an empty form, and the class as a file."""
    return upload_page(own_cohort(signed_in_staff(), cohort_id))


@rosters.post("")
@requires(Permission.LEAD_COHORTS)
def upload(cohort_id: int) -> Answer:
    """Read a file and keep what was read as a draft."""
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    content = _sent_file()
    try:
        tables = open_roster(content, cohort.locale)
        count_rows(sum(len(table.lines) for table in tables), staff)
    except UnreadableFile as fault:
        return upload_page(cohort, fault), 429 if isinstance(fault, TooManyCompared) else 422
    digest = hashlib.sha256(content).hexdigest()
    token = keep_draft(cohort=cohort, tables=tables, file_digest=digest, by=staff)
    _note_compared(cohort, token, staff)
    return redirect(url_for("rosters.preview", cohort_id=cohort.id, token=token), 303)


@rosters.get("/<token>")
@requires(Permission.LEAD_COHORTS)
def preview(cohort_id: int, token: str) -> Answer:
    """Show what would become of each row, or ask first which sheets are meant."""
    cohort = seen_cohort(cohort_id)
    try:
        draft = draft_of(cohort, token, signed_in_staff())
    except NoSuchDraft:
        return _was_brought_in(cohort, token)
    if draft.chosen is None:
        return render_template("rosters/sheets.html", cohort=cohort, draft=draft, form=ButtonForm())
    return preview_page(cohort, propose(cohort, draft, {}))


@rosters.post("/<token>")
@requires(Permission.LEAD_COHORTS)
def confirm(cohort_id: int, token: str) -> Answer:
    """Bring the roster in, or show the page again with all answers and what is still open."""
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    choices = {name: value for name, value in request.form.items() if name != "csrf_token"}
    try:
        came = services.import_roster(cohort=cohort, token=token, choices=choices, by=staff)
    except NoSuchDraft:
        return _was_brought_in(cohort, token)
    except Unanswered as fault:
        return preview_page(cohort, propose(cohort, draft_of(cohort, token, staff), choices), fault), 422
    _say(came)
    if came.left:
        return redirect(url_for("rosters.preview", cohort_id=cohort.id, token=came.left), 303)
    return redirect(url_for("rosters.page", cohort_id=cohort.id), 303)


@rosters.post("/<token>/sheets")
@requires(Permission.LEAD_COHORTS)
def choose(cohort_id: int, token: str) -> Answer:
    """Take the sheets that are meant."""
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    draft = draft_of(cohort, token, staff)
    places = {str(place) for place in range(len(draft.tables))}
    chosen = sorted(int(place) for place in set(request.form.getlist("sheet")) & places)
    if not chosen:
        fault = _("Choose at least one sheet.")
        return render_template("rosters/sheets.html", cohort=cohort, draft=draft, form=ButtonForm(), fault=fault), 422
    choose_tables(cohort=cohort, draft=draft, chosen=chosen, by=staff)
    _note_compared(cohort, token, staff)
    return redirect(url_for("rosters.preview", cohort_id=cohort.id, token=token), 303)


@rosters.post("/<token>/drop")
@requires(Permission.LEAD_COHORTS)
def drop(cohort_id: int, token: str) -> Answer:
    """Throw a draft away."""
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    drop_draft(cohort=cohort, token=token, by=staff)
    flash(_("The file is thrown away. Nothing was changed."))
    return redirect(url_for("rosters.page", cohort_id=cohort.id), 303)


@rosters.get("/<token>/mend.xlsx")
@requires(Permission.LEAD_COHORTS)
def mend(cohort_id: int, token: str) -> Response:
    """Give the rows that cannot be read, to be mended and brought in again."""
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    proposal = propose(cohort, draft_of(cohort, token, staff), {})
    return _file(broken_xlsx(proposal, current_locale().tag), _XLSX, f"mend-{cohort.code}.xlsx")


@rosters.get("/form.xlsx")
@requires(Permission.LEAD_COHORTS)
def form(cohort_id: int) -> Response:
    """Give an empty form in the reader's language."""
    own_cohort(signed_in_staff(), cohort_id)
    tag = current_locale().tag
    return _file(blank_xlsx(tag), _XLSX, f"roster-{tag}.xlsx")


@rosters.get("/class.<any(xlsx, csv):kind>")
@requires(Permission.LEAD_COHORTS)
def export(cohort_id: int, kind: str) -> Response:
    """Give the people of the class back in the columns of a roster."""
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    write, mimetype = (export_xlsx, _XLSX) if kind == "xlsx" else (export_csv, "text/csv; charset=utf-8")
    content = write(cohort, current_locale().tag)
    services.note_export(cohort=cohort, by=staff)
    return _file(content, mimetype, f"class-{cohort.code}.{kind}")


def _sent_file() -> bytes:
    """Read the file that was sent; empty where none was chosen."""
    sent = request.files.get("file")
    if sent is None:
        return b""
    with sent.stream as stream:
        return stream.read(MOST_BYTES + 1)


def _note_compared(cohort: Cohort, token: str, staff: Staff) -> None:
    draft: Draft = draft_of(cohort, token, staff)
    if draft.chosen is not None:
        services.note_compared(cohort=cohort, proposal=propose(cohort, draft, {}), by=staff)


def _was_brought_in(cohort: Cohort, token: str) -> Response:
    """Answer a form that was sent twice; raise NoSuchDraft for what never was."""
    done = import_of(token)
    if done is None or done.cohort_id != cohort.id:
        raise NoSuchDraft
    flash(_("This roster was brought in already."))
    return redirect(url_for("rosters.page", cohort_id=cohort.id), 303)


def _say(came: services.Imported) -> None:
    if came.done is None:
        flash(_("Nothing has changed. Everybody in this file was in the class already."))
        return
    flash(
        _(
            "The roster is in. New learners: %(made)s. Known learners who came into the class: %(joined)s.",
            made=came.done.made,
            joined=came.done.joined,
        )
    )


def _file(content: bytes, mimetype: str, name: str) -> Response:
    response = handed(content, mimetype, name)
    response.headers["Cache-Control"] = "no-store"
    return response
