"""The trainer's desk: a new PIN for a learner who has come in person."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from app.accounts.session import signed_in_staff
from app.core.permissions import Permission
from app.learners import services
from app.learners.forms import FindForm
from app.learners.queries import learner_by_number
from app.learners.resetting import may_reset
from app.web.access import requires

desk = Blueprint("desk", __name__, url_prefix="/<locale:locale>/staff")
Page = str | tuple[str, int]


@desk.route("/learner", methods=["GET", "POST"])
@requires(Permission.RESET_PIN)
def find() -> Page:
    """Find a learner by number and by nothing else; the look is noted."""
    form = FindForm()
    if request.method == "GET":
        return render_template("learners/find.html", form=form)
    if not form.validate():
        return render_template("learners/find.html", form=form), 422
    staff, learner = signed_in_staff(), learner_by_number(form.number.number or "")
    if learner is None or not may_reset(staff, learner):
        return _nobody(form)
    services.look_up(number=learner.number, by=staff)
    return render_template("learners/found.html", learner=learner, form=FindForm(number=learner.shown_number))


@desk.post("/learner/new-pin")
@requires(Permission.RESET_PIN)
def reset_pin() -> Page:
    """Make a new PIN and show it once."""
    form = FindForm()
    if not form.validate():
        return render_template("learners/find.html", form=form), 422
    staff, learner = signed_in_staff(), learner_by_number(form.number.number or "")
    if learner is None or not may_reset(staff, learner):
        return _nobody(form)
    pin = services.reset_pin(learner=learner, by=staff)
    return render_template("learners/new-pin.html", learner=learner, pin=pin)


def _nobody(form: FindForm) -> Page:
    """Say the same of a number nobody has and of a learner in another trainer's class."""
    form.number.errors = [_("You cannot give a PIN for this number. Look at it again, or ask their trainer.")]
    return render_template("learners/find.html", form=form), 404
