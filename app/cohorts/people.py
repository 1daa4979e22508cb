"""One learner of a class, as their trainer sees them: number and seat, a new PIN, another class."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.cohorts import moving
from app.cohorts.forms import MoveForm, listed
from app.cohorts.keys import may_give_pin
from app.cohorts.models import Cohort
from app.cohorts.queries import Member, member_of, open_cohorts_beside, own_cohort
from app.core.permissions import Permission
from app.learners import services as learner_services
from app.web.access import requires
from app.web.forms import ButtonForm

cohort_people = Blueprint("cohort_people", __name__, url_prefix="/<locale:locale>/staff/classes/<int:cohort_id>/people")
Page = Response | str | tuple[str, int]


@cohort_people.get("/<int:learner_id>")
@requires(Permission.LEAD_COHORTS)
def person(cohort_id: int, learner_id: int) -> str:
    """Show one learner; the look is noted."""
    cohort, member = _found(cohort_id, learner_id)
    learner_services.look_up(number=member.learner.number, by=signed_in_staff())
    return _person_page(cohort, member, _move_form(cohort))


@cohort_people.post("/<int:learner_id>/move")
@requires(Permission.LEAD_COHORTS)
def move(cohort_id: int, learner_id: int) -> Page:
    """Let a learner go on in another class of this trainer."""
    cohort, member = _found(cohort_id, learner_id)
    form = _move_form(cohort)
    if not form.validate():
        return _person_page(cohort, member, form), 422
    staff = signed_in_staff()
    to = own_cohort(staff, int(form.to.data))
    moving.move_member(cohort=cohort, learner_id=learner_id, to=to, by=staff)
    return redirect(url_for("cohorts.cohort", cohort_id=to.id), 303)


@cohort_people.post("/<int:learner_id>/leave")
@requires(Permission.LEAD_COHORTS)
def leave(cohort_id: int, learner_id: int) -> Response:
    """Take a learner out of a class."""
    cohort, _member = _found(cohort_id, learner_id)
    moving.take_out(cohort=cohort, learner_id=learner_id, by=signed_in_staff())
    return redirect(url_for("cohorts.cohort", cohort_id=cohort_id), 303)


@cohort_people.post("/<int:learner_id>/new-pin")
@requires(Permission.LEAD_COHORTS)
def new_pin(cohort_id: int, learner_id: int) -> str:
    """Make a new PIN for a learner who stands before the trainer, and show it once."""
    cohort, member = _found(cohort_id, learner_id)
    pin = learner_services.reset_pin(learner=member.learner, by=signed_in_staff())
    done = url_for("cohorts.cohort", cohort_id=cohort.id)
    return render_template("learners/new-pin.html", learner=member.learner, pin=pin, done=done)


def _found(cohort_id: int, learner_id: int) -> tuple[Cohort, Member]:
    cohort = own_cohort(signed_in_staff(), cohort_id)
    return cohort, member_of(cohort, learner_id)


def _move_form(cohort: Cohort) -> MoveForm:
    form = MoveForm()
    others = open_cohorts_beside(signed_in_staff(), cohort)
    form.to.choices = listed({other.id: other.title for other in others})
    return form


def _person_page(cohort: Cohort, member: Member, form: MoveForm) -> str:
    has_keys = may_give_pin(signed_in_staff(), member.learner)
    return render_template(
        "cohorts/person.html", cohort=cohort, member=member, form=form, token=ButtonForm(), has_keys=has_keys
    )
