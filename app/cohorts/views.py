"""The trainer's classes: the list, and one class."""

from __future__ import annotations

from flask import Blueprint, render_template

from app.accounts.session import signed_in_staff
from app.cohorts.queries import cohorts_of, members_of, own_cohort, sessions_of
from app.cohorts.services import note_look
from app.cohorts.times import class_day, class_hour, class_hours
from app.cohorts.ways import ways
from app.core.permissions import Permission
from app.programme.centres import centre_by_id
from app.web.access import requires

cohorts = Blueprint("cohorts", __name__, url_prefix="/<locale:locale>/staff/classes")
for _filter in (class_day, class_hour, class_hours):
    cohorts.add_app_template_filter(_filter)


@cohorts.get("")
@requires(Permission.LEAD_COHORTS)
def index() -> str:
    """List the classes somebody leads."""
    return render_template("cohorts/index.html", listed=cohorts_of(signed_in_staff()))


@cohorts.get("/<int:cohort_id>")
@requires(Permission.LEAD_COHORTS)
def cohort(cohort_id: int) -> str:
    """Show one class: who belongs to it, when it meets, and the ways on."""
    staff = signed_in_staff()
    found = own_cohort(staff, cohort_id)
    note_look(cohort=found, by=staff)
    return render_template(
        "cohorts/cohort.html",
        cohort=found,
        centre=centre_by_id(found.centre_id),
        members=members_of(found),
        sessions=sessions_of(found),
        ways=ways(),
    )
