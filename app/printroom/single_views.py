"""Single files of a run, to be sent to people, and the list on which they sign when they fetch their papers."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, stream_with_context, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.audit.rules import Actor
from app.audit.services import record
from app.cohorts.models import Cohort
from app.cohorts.services import note_look
from app.core import clock, jobs
from app.core.database import db
from app.core.errors import NotFound
from app.core.i18n import LOCALES, Locale, locale_by_tag
from app.core.permissions import Permission
from app.printroom import acts
from app.printroom.choosing import Selection, chosen, ordered
from app.printroom.queries import places_of, run_by_id
from app.printroom.roster import Signer, draw_signing_sheet, signers_of_lines, signing_sheet
from app.printroom.rules import Ordering, Source
from app.printroom.services import subject_of
from app.printroom.single_jobs import draw_singles
from app.printroom.single_zip import zipped
from app.printroom.singles import ask_for_singles, content_of_single, note_taken, singles_of, state_of
from app.printroom.ways import RunWay, register_run_way
from app.web.access import requires
from app.web.files import handed_pdf
from app.web.forms import ButtonForm
from app.web.localisation import current_locale

print_singles = Blueprint("print_singles", __name__, url_prefix="/<locale:locale>/staff/print")
Page = Response | str | tuple[str, int]

register_run_way(RunWay("print_singles.handing", _l("Single files, and the list to sign"), "paper"))


@print_singles.get("/runs/<int:run_id>/single")
@requires(Permission.PRINT_CERTIFICATES)
def handing(run_id: int) -> str:
    """Show how far the single files of a run are, and offer the list to sign in each language."""
    run = run_by_id(run_id)
    return render_template(
        "printroom/singles.html",
        run=run,
        state=state_of(run),
        locales=LOCALES,
        form=ButtonForm(),
        here=current_locale(),
    )


@print_singles.post("/runs/<int:run_id>/single")
@requires(Permission.PRINT_CERTIFICATES)
def ask(run_id: int) -> Page:
    """Have the single files of a run drawn."""
    ask_for_singles(run=run_by_id(run_id), by=signed_in_staff())
    jobs.enqueue(draw_singles, run_id)
    return redirect(url_for("print_singles.handing", run_id=run_id), 303)


@print_singles.get("/runs/<int:run_id>/single.zip")
@requires(Permission.PRINT_CERTIFICATES)
def take(run_id: int) -> Page:
    """Send the single files, one after the other."""
    run = run_by_id(run_id)
    if not state_of(run).is_ready:
        return redirect(url_for("print_singles.handing", run_id=run_id), 303)
    note_taken(run=run, by=signed_in_staff())
    pieces = zipped(singles_of(run), lambda place: content_of_single(run.id, place), clock.now())
    answer = Response(stream_with_context(pieces), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="certificates-{run.id}.zip"'
    return answer


@print_singles.get("/runs/<int:run_id>/list.pdf")
@requires(Permission.PRINT_CERTIFICATES)
def signing_list(run_id: int) -> Response:
    """Give the list on which the people of a run sign."""
    run = run_by_id(run_id)
    record(acts.SEEN, actor=Actor.staff(signed_in_staff().id), subject=subject_of(run))
    places = places_of(run.id, limit=run.size)
    signers = [Signer(one.place, one.number, one.names, one.locale) for one in places]
    return _list(_("Print run %(number)s", number=run.id), signers, f"list-{run.id}")


@print_singles.get("/classes/<int:cohort_id>/list.pdf")
@requires(Permission.PRINT_CERTIFICATES)
def class_list(cohort_id: int) -> Response:
    """Give the list on which the people of a class sign; only those whose certificate counts today are on it."""
    wanted = _wanted()
    lines = ordered(chosen(Selection(Source.CLASS, cohort_id=cohort_id)), Ordering.NAME, wanted.tag)
    note_look(cohort=db.session.get_one(Cohort, cohort_id), by=signed_in_staff())
    return _list(lines[0].cohort or "", signers_of_lines(lines), f"list-class-{cohort_id}")


def _list(title: str, signers: list[Signer], name: str) -> Response:
    wanted = _wanted()
    return handed_pdf(draw_signing_sheet(signing_sheet(title, signers, wanted)), f"{name}-{wanted.tag}")


def _wanted() -> Locale:
    """Read in which language the list is wanted; the reader's own where none is named."""
    tag = request.args.get("in")
    found = locale_by_tag(tag) if tag else current_locale()
    if found is None:
        raise NotFound
    return found
