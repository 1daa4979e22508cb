"""The trainer hands a device over to a class, and sees which devices a class holds."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, session, url_for
from flask_security import logout_user
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.classroom.device import keep_key, who_address
from app.classroom.forms import HandOverForm
from app.classroom.handing import hand_over, take_back, until_when
from app.classroom.queries import open_hand_overs
from app.cohorts.clearing import clear_phone
from app.cohorts.models import Cohort
from app.cohorts.queries import own_cohort
from app.cohorts.times import class_hour
from app.core import clock
from app.core.errors import NotFound, Refused
from app.core.permissions import Permission
from app.programme.centres import centre_by_id
from app.web.access import requires
from app.web.forms import ButtonForm
from app.web.localisation import CHOSEN

hand_over_desk = Blueprint("hand_over", __name__, url_prefix="/<locale:locale>/staff/classes/<int:cohort_id>/hand-over")
Page = Response | str | tuple[str, int]


@hand_over_desk.route("", methods=["GET", "POST"])
@requires(Permission.LEAD_COHORTS)
def hand(cohort_id: int) -> Page:
    """Say what everybody will see, then sign the trainer out and leave the device to the class."""
    staff = signed_in_staff()
    cohort, form = own_cohort(staff, cohort_id), HandOverForm()
    if not form.validate_on_submit():
        return _page(cohort, form)
    try:
        given, key = hand_over(cohort=cohort, by=staff, shows_names=form.shows.data == "names")
    except Refused as refused:
        return _page(cohort, form, error=str(refused.message)), 422
    logout_user()
    session.clear()
    session[CHOSEN] = cohort.locale
    response = redirect(who_address(given), 303)
    keep_key(response, given, key)
    # What the phone kept of the class for days without a network goes as well.
    clear_phone(response)
    return response


@hand_over_desk.post("/<int:hand_over_id>/end")
@requires(Permission.LEAD_COHORTS)
def end(cohort_id: int, hand_over_id: int) -> Response:
    """Take a device back from afar."""
    staff = signed_in_staff()
    cohort = own_cohort(staff, cohort_id)
    given = next((one for one in open_hand_overs(cohort) if one.id == hand_over_id), None)
    if given is None:
        raise NotFound
    take_back(given=given, by=staff)
    return redirect(url_for("hand_over.hand", cohort_id=cohort.id), 303)


def _page(cohort: Cohort, form: HandOverForm, error: str | None = None) -> str:
    centre = centre_by_id(cohort.centre_id)
    return render_template(
        "classroom/hand-over.html",
        cohort=cohort,
        form=form,
        error=error,
        until=class_hour(until_when(centre, clock.now()), centre),
        devices=[(given, class_hour(given.at, centre)) for given in open_hand_overs(cohort)],
        button_form=ButtonForm(),
    )
