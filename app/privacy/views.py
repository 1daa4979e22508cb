"""What we keep about you: the public page, and the learner's own pages of it."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.errors import MustWait
from app.core import clock
from app.core.errors import Refused
from app.core.permissions import Permission
from app.learners.errors import WrongPin
from app.learners.models import Learner
from app.learners.services import confirm_pin
from app.learners.session import current_learner
from app.privacy import services
from app.privacy.declared import rules_of_topic
from app.privacy.everything import as_zip
from app.privacy.forms import ForgetForm, PinForm
from app.privacy.looks import looks_at
from app.privacy.models import Erasure
from app.privacy.queries import days_of, open_erasure_of, settled_terms
from app.privacy.showing import longest_terms
from app.privacy.words import TOPICS
from app.web.access import public, requires
from app.web.files import handed
from app.web.forms import ButtonForm

privacy = Blueprint("privacy", __name__, url_prefix="/<locale:locale>")
Page = Response | str | tuple[str, int]


@privacy.get("/privacy")
@public
def kept() -> str:
    """Tell in plain words what is kept of a learner, why and how long."""
    terms = settled_terms()
    lines = [(words, longest_terms(rules_of_topic(topic), terms)) for topic, words in TOPICS.items()]
    return render_template("privacy/kept.html", lines=lines, days=terms, is_learner=current_learner() is not None)


@privacy.get("/me/kept")
@requires(Permission.HOLD_ACCOUNT)
def mine() -> str:
    """Show the ways to what is kept, who looked, the copy and the end."""
    return render_template("privacy/mine.html", erasure=open_erasure_of(own()), button_form=ButtonForm())


@privacy.get("/me/looks")
@requires(Permission.HOLD_ACCOUNT)
def looks() -> str:
    """Show who looked at this learner, by office and day."""
    return render_template("privacy/looks.html", looks=looks_at(own()))


@privacy.route("/me/copy", methods=["GET", "POST"])
@requires(Permission.HOLD_ACCOUNT)
def copy() -> Page:
    """Hand out all that is kept, to who knows the PIN."""
    form = PinForm()
    if request.method == "POST" and form.validate() and _is_confirmed(form):
        return handed(as_zip(services.copy_own(learner=own())), "application/zip", copy_name())
    return render_template("privacy/my-copy.html", form=form), _status(form)


@privacy.route("/me/forget", methods=["GET", "POST"])
@requires(Permission.HOLD_ACCOUNT)
def forget() -> Page:
    """Say what is lost and what stays, and take the wish to be forgotten, from who knows the PIN."""
    form = ForgetForm()
    if request.method == "POST" and form.validate() and _is_confirmed(form):
        try:
            services.ask_erasure(learner=own())
        except Refused as problem:
            form.pin.errors = [problem.message]
        else:
            return redirect(url_for("privacy.mine"), 303)
    days = days_of("cooling-off")
    until = clock.today() + timedelta(days=days)
    return render_template("privacy/forget.html", form=form, days=days, until=until), _status(form)


@privacy.post("/me/forget/stop")
@requires(Permission.HOLD_ACCOUNT)
def stop() -> Page:
    """Stop it, whoever asked for it."""
    erasure = open_erasure_of(own())
    if erasure:
        services.stop(erasure=erasure, by=own())
    return redirect(url_for("privacy.mine"), 303)


def copy_name() -> str:
    """Name the file of a copy; the name tells nobody whose it is."""
    return f"waymark-copy-{clock.today():%Y-%m-%d}.zip"


def present_erasure() -> Erasure | None:
    """Find what is to be done about the learner at hand, for the page they see first."""
    learner = current_learner()
    return open_erasure_of(learner) if learner else None


def own() -> Learner:
    """Give the learner whom the door let in."""
    learner = current_learner()
    if learner is None:
        raise RuntimeError("ask this only in a view for learners")
    return learner


def _is_confirmed(form: PinForm) -> bool:
    try:
        confirm_pin(learner=own(), pin=form.pin.data or "", address=request.remote_addr or "")
    except (MustWait, WrongPin) as problem:
        form.pin.errors = [problem.message]
        return False
    return True


def _status(form: PinForm) -> int:
    return 422 if form.errors else 200
