"""The plan of a class: its sessions, added one by one or proposed at one tap."""

from __future__ import annotations

from datetime import time

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.cohorts import planning
from app.cohorts.forms import WEEKDAYS, ProposalForm, SessionForm, listed, session_told
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.queries import own_cohort, session_of, sessions_of
from app.cohorts.times import today_at
from app.core.errors import Refused
from app.core.permissions import Permission
from app.course.queries import course
from app.programme.centre_models import Centre
from app.programme.centres import centre_by_id
from app.web.access import requires
from app.web.forms import ButtonForm
from app.web.localisation import current_locale

cohort_plan = Blueprint("cohort_plan", __name__, url_prefix="/<locale:locale>/staff/classes/<int:cohort_id>/plan")
Page = Response | str | tuple[str, int]
MORNING = time(8)
WORKDAYS = (0, 1, 2, 3, 4)


@cohort_plan.get("")
@requires(Permission.LEAD_COHORTS)
def plan(cohort_id: int) -> str:
    """Show the sessions of a class."""
    cohort = own_cohort(signed_in_staff(), cohort_id)
    return _plan_page(cohort, ProposalForm(weekdays=WORKDAYS, begins=MORNING))


@cohort_plan.post("")
@requires(Permission.LEAD_COHORTS)
def propose(cohort_id: int) -> Page:
    """Plan a session for every module that has none."""
    staff = signed_in_staff()
    cohort, form = own_cohort(staff, cohort_id), ProposalForm()
    if not form.validate():
        return _plan_page(cohort, form), 422
    centre, begins = centre_by_id(cohort.centre_id), form.begins.data or MORNING
    try:
        planning.plan_all(cohort=cohort, centre=centre, weekdays=form.weekdays.data or (), begins=begins, by=staff)
    except Refused as problem:
        form.weekdays.errors = [problem.message]
        return _plan_page(cohort, form), 422
    return redirect(url_for("cohort_plan.plan", cohort_id=cohort.id), 303)


@cohort_plan.route("/new", methods=["GET", "POST"])
@requires(Permission.LEAD_COHORTS)
def new(cohort_id: int) -> Page:
    """Add a session to the plan."""
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    centre = centre_by_id(cohort.centre_id)
    form = _session_form(day=max(cohort.starts_on, today_at(centre)), begins=MORNING, room=cohort.room)
    if request.method == "GET":
        return _session_page(cohort, centre, form)
    if not form.validate():
        return _session_page(cohort, centre, form), 422
    modules, room = form.modules.data or [], form.room.data or None
    try:
        planning.plan_session(cohort=cohort, times=form.times(centre), modules=modules, room=room, by=staff)
    except Refused as problem:
        form.day.errors = [problem.message]
        return _session_page(cohort, centre, form), 422
    return redirect(url_for("cohort_plan.plan", cohort_id=cohort.id), 303)


@cohort_plan.route("/<int:number>", methods=["GET", "POST"])
@requires(Permission.LEAD_COHORTS)
def session(cohort_id: int, number: int) -> Page:
    """Change a session."""
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    found, centre = session_of(cohort, number), centre_by_id(cohort.centre_id)
    form = _session_form(**session_told(found, centre))
    if request.method == "GET":
        return _session_page(cohort, centre, form, found)
    if not form.validate():
        return _session_page(cohort, centre, form, found), 422
    modules, room, times = form.modules.data or [], form.room.data or None, form.times(centre)
    try:
        planning.change_session(cohort=cohort, session=found, times=times, modules=modules, room=room, by=staff)
    except Refused as problem:
        form.day.errors = [problem.message]
        return _session_page(cohort, centre, form, found), 422
    return redirect(url_for("cohort_plan.plan", cohort_id=cohort.id), 303)


@cohort_plan.post("/<int:number>/<any(cancel, restore):verb>")
@requires(Permission.LEAD_COHORTS)
def hold(cohort_id: int, number: int, verb: str) -> Response:
    """Cancel a session, or hold it after all."""
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    do = planning.cancel_session if verb == "cancel" else planning.restore_session
    do(cohort=cohort, session=session_of(cohort, number), by=staff)
    return redirect(url_for("cohort_plan.plan", cohort_id=cohort.id), 303)


def _plan_page(cohort: Cohort, form: ProposalForm) -> str:
    centre = centre_by_id(cohort.centre_id)
    proposal = planning.proposal_for(cohort, centre, form.weekdays.data or ()) if cohort.is_open else []
    return render_template(
        "cohorts/plan.html",
        cohort=cohort,
        centre=centre,
        sessions=sessions_of(cohort),
        titles=_titles(),
        form=form,
        proposal=proposal,
        weekdays=WEEKDAYS,
        token=ButtonForm(),
    )


def _session_page(cohort: Cohort, centre: Centre, form: SessionForm, found: CohortSession | None = None) -> str:
    return render_template(
        "cohorts/session.html", cohort=cohort, centre=centre, form=form, session=found, token=ButtonForm()
    )


def _session_form(**values: object) -> SessionForm:
    form = SessionForm(data=values)
    form.modules.choices = listed(_titles())
    return form


def _titles() -> dict[str, str]:
    """Give the titles of all modules in the reader's language, by their ids."""
    tag = current_locale().tag
    titles = ((module.id, course().module_text(module, tag).title) for module in course().modules)
    return {key: f"{place}. {title}" for place, (key, title) in enumerate(titles, 1)}
