"""The trainer's desk: a new PIN for a learner who has come in person."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from app.accounts.session import signed_in_staff
from app.core.permissions import Permission
from app.learners import services
from app.learners.errors import NoSuchLearner
from app.learners.forms import FindForm
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
    try:
        learner = services.look_up(number=form.number.number or "", by=signed_in_staff())
    except NoSuchLearner as nobody:
        form.number.errors = [nobody.message]
        return render_template("learners/find.html", form=form), 404
    return render_template("learners/found.html", learner=learner, form=FindForm(number=learner.shown_number))


@desk.post("/learner/new-pin")
@requires(Permission.RESET_PIN)
def reset_pin() -> Page:
    """Make a new PIN and show it once."""
    form = FindForm()
    if not form.validate():
        return render_template("learners/find.html", form=form), 422
    staff = signed_in_staff()
    learner = services.look_up(number=form.number.number or "", by=staff)
    pin = services.reset_pin(learner=learner, by=staff)
    return render_template("learners/new-pin.html", learner=learner, pin=pin)
