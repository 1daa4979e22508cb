"""Attendance for trainers: the sessions with their counts, the list of one, the marks of one person, the board."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.accounts.models import Staff
from app.accounts.session import signed_in_staff
from app.attendance import services
from app.attendance.board import code_at, is_showing, seconds_left
from app.attendance.counting import counts_of
from app.attendance.errors import MinutesMissing, WhyMissing
from app.attendance.forms import ListForm, Row, Sheet
from app.attendance.queries import marks_of, staff_names, standings_of
from app.attendance.rules import SLIP, Status, standing_of
from app.attendance.services import check_open
from app.cohorts.looking import seen_cohort
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.queries import member_of, members_of, session_of, sessions_of
from app.core import clock
from app.core.errors import Refused
from app.core.permissions import Permission
from app.programme.centre_models import Centre
from app.programme.centres import centre_by_id
from app.web.access import requires

attendance = Blueprint("attendance", __name__, url_prefix="/<locale:locale>/staff/classes/<int:cohort_id>/attendance")
Page = Redirect | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose page this is, of which class and session."""

    by: Staff
    cohort: Cohort
    centre: Centre
    session: CohortSession


@attendance.get("")
@requires(Permission.LEAD_COHORTS)
def sessions(cohort_id: int) -> str:
    """List the sessions with how many were there."""
    cohort = seen_cohort(cohort_id)
    plan, now = sessions_of(cohort), clock.now()
    return render_template(
        "attendance/sessions.html",
        cohort=cohort,
        centre=centre_by_id(cohort.centre_id),
        sessions=plan,
        counts=counts_of(cohort, plan),
        now=now,
        showing={session.id for session in plan if is_showing(session, now)},
    )


@attendance.route("/<int:number>", methods=["GET", "POST"])
@requires(Permission.LEAD_COHORTS)
def sheet(cohort_id: int, number: int) -> Page:
    """Show the list of a session, and take it as it was filled in."""
    place = _place(cohort_id, number)
    learner_ids = [member.learner.id for member in members_of(place.cohort)]
    form = ListForm()
    if request.method == "GET":
        return _sheet_page(place, Sheet.of(learner_ids, standings_of(place.session)), form)
    filled = Sheet.read(request.form, learner_ids)
    if "all" in request.form:
        filled.fill_open(Status.PRESENT)
        return _sheet_page(place, filled, form, is_filled=True)
    return _take_sheet(place, filled, form)


def _take_sheet(place: _Place, filled: Sheet, form: ListForm) -> Page:
    choices = filled.choices()
    if filled.has_fault or not form.validate():
        return _sheet_page(place, filled, form, problem=MinutesMissing() if filled.has_fault else None), 422
    try:
        services.mark_list(cohort=place.cohort, session=place.session, choices=choices, why=form.why.data, by=place.by)
    except WhyMissing as missing:
        form.why.errors = [missing.message]
        return _sheet_page(place, filled, form), 422
    except Refused as refused:
        return _sheet_page(place, filled, form, problem=refused), 422
    return redirect(url_for("attendance.sessions", cohort_id=place.cohort.id), 303)


@attendance.route("/<int:number>/<int:learner_id>", methods=["GET", "POST"])
@requires(Permission.LEAD_COHORTS)
def person(cohort_id: int, number: int, learner_id: int) -> Page:
    """Show every mark of one person at a session; correct it, or settle it where two marks differ."""
    place = _place(cohort_id, number)
    member = member_of(place.cohort, learner_id)
    form = ListForm()
    if request.method == "GET":
        filled = Sheet.of([learner_id], {})
        return _person_page(place, member.learner.id, filled.rows[learner_id], form)
    row = Sheet.read(request.form, [learner_id]).rows[learner_id]
    choice = row.choice()
    if choice is None or not form.validate():
        row.has_fault = choice is None
        return _person_page(place, learner_id, row, form), 422
    try:
        services.correct(
            cohort=place.cohort,
            session=place.session,
            learner_id=learner_id,
            choice=choice,
            why=form.why.data,
            by=place.by,
        )
    except WhyMissing as missing:
        form.why.errors = [missing.message]
        return _person_page(place, learner_id, row, form), 422
    except Refused as refused:
        return _person_page(place, learner_id, row, form, problem=refused), 422
    return redirect(url_for("attendance.sheet", cohort_id=cohort_id, number=number), 303)


@attendance.get("/<int:number>/board")
@requires(Permission.LEAD_COHORTS)
def board(cohort_id: int, number: int) -> Response:
    """Show the code of this minute, big; the page asks for the next one by itself while the session lasts.

    By a header and not by a script, so that any browser does it; when the session is over it stops, because a page
    that goes on asking would keep the trainer signed in for ever.
    """
    place, now = _place(cohort_id, number), clock.now()
    code = code_at(place.session, now) if is_showing(place.session, now) else None
    page = render_template(
        "attendance/board.html", cohort=place.cohort, centre=place.centre, session=place.session, code=code, now=now
    )
    answer = make_response(page)
    if code:
        answer.headers["Refresh"] = str(seconds_left(now) + 1)
    return answer


def _place(cohort_id: int, number: int) -> _Place:
    cohort = seen_cohort(cohort_id)
    session = session_of(cohort, number)
    return _Place(signed_in_staff(), cohort, centre_by_id(cohort.centre_id), session)


def _sheet_page(
    place: _Place, filled: Sheet, form: ListForm, *, problem: Refused | None = None, is_filled: bool = False
) -> str:
    return render_template(
        "attendance/sheet.html",
        cohort=place.cohort,
        centre=place.centre,
        session=place.session,
        members=members_of(place.cohort),
        standings=standings_of(place.session),
        sheet=filled,
        form=form,
        problem=problem or _closed(place),
        is_open=_closed(place) is None,
        is_filled=is_filled,
        is_showing=is_showing(place.session, clock.now()),
    )


def _person_page(place: _Place, learner_id: int, row: Row, form: ListForm, problem: Refused | None = None) -> str:
    marks = marks_of(place.session, learner_id)
    return render_template(
        "attendance/person.html",
        cohort=place.cohort,
        centre=place.centre,
        session=place.session,
        member=member_of(place.cohort, learner_id),
        marks=marks,
        standing=standing_of(marks),
        names=staff_names(marks),
        row=row,
        form=form,
        problem=problem or _closed(place),
        is_open=_closed(place) is None,
        slip=SLIP,
    )


def _closed(place: _Place) -> Refused | None:
    """Tell why no mark can be made at a session now; None where one can."""
    try:
        check_open(place.cohort, place.session)
    except Refused as refused:
        return refused
    return None
