"""What the square on a learner's card opens: a first PIN, or the sign-in with the number filled in.

The key stands in the address and nowhere else: our log names routes and not addresses, and no browser keeps the page.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.errors import NetworkMustWait
from app.accounts.guessing import check_network, count_network_failure
from app.core.codes import read_code
from app.learners import services, session
from app.learners.cards import KEY_SIGNS, learner_by_card
from app.learners.errors import CardOfNobody
from app.learners.forms import NewPinForm, SignInForm
from app.learners.models import Learner
from app.web.access import public
from app.web.errors import problem_page

learner_cards = Blueprint("learner_cards", __name__, url_prefix="/<locale:locale>")


class FirstPinForm(NewPinForm):
    """A PIN of one's own, which may not be part of one's number."""

    own_number: str | None = None


@learner_cards.route("/card/<key>", methods=["GET", "POST"])
@public
def card(key: str) -> Response:
    """Let a person without a PIN choose one; ask everybody else for theirs."""
    response = _answer(read_code(key, KEY_SIGNS) or "")
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer(key: str) -> Response:
    address = request.remote_addr or ""
    try:
        check_network(address)
    except NetworkMustWait as wait:
        return problem_page(429, wait.message)
    learner = learner_by_card(key) if key else None
    if learner is None:
        count_network_failure(address)
        return problem_page(404, CardOfNobody.message)
    return _ask_for_pin(learner) if learner.pin_hash else _first_pin(key, learner)


def _ask_for_pin(learner: Learner) -> Response:
    if session.current_learner() == learner:
        return redirect(url_for("dashboard.course_page"), 303)
    return session.sign_in_page(SignInForm(formdata=None, number=learner.shown_number))


def _first_pin(key: str, learner: Learner) -> Response:
    form = FirstPinForm()
    form.own_number = learner.number
    if request.method == "POST" and form.validate():
        session.sign_in(services.choose_first_pin(key=key, pin=form.new_pin.data or ""))
        return redirect(url_for("dashboard.course_page"), 303)
    page = render_template("learners/first-pin.html", form=form, learner=learner)
    return Response(page, 422 if request.method == "POST" else 200, mimetype="text/html")
