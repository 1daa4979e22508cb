"""Who is learning on this phone: signing in and out, the lock after a pause, and what comes along from before."""

from __future__ import annotations

from collections.abc import Callable
from hmac import compare_digest
from typing import TypedDict

from flask import Flask, current_app, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from app.core.database import db
from app.core.permissions import LEARNER_PERMISSIONS
from app.learners.forms import SignInForm
from app.learners.models import Learner
from app.web.access import Gate, admit
from app.web.held import held_form, sealed
from app.web.localisation import CHOSEN
from app.web.presence import arrive, is_back_in_time

Carry = Callable[[Learner], None]

LEARNER = "learner"
HERE = "learner_here"
JOURNEY = "journey"
UNSAVED = ("seen", "visitor")
"""Where learning and quizzes keep what was done without an account."""

_CARRIES = "waymark-carry-over"


class Ticket(TypedDict):
    """What the cookie of a signed-in learner holds."""

    id: int
    token: str


def init_learners(app: Flask) -> None:
    """Let learners in."""
    admit(app, Gate(LEARNER_PERMISSIONS, current_learner, ask_to_sign_in))


def current_learner() -> Learner | None:
    """Find who is signed in; people without an account cost no look into the database."""
    if "learner" not in g:
        g.learner = _holder(session[LEARNER]) if LEARNER in session else None
        if g.learner is None:
            g.locked_out = session.pop(LEARNER, None)
    learner: Learner | None = g.learner
    return learner


def _holder(ticket: Ticket) -> Learner | None:
    if not is_back_in_time(HERE, current_app.config["LEARNER_IDLE"]):
        return None
    learner = db.session.get(Learner, ticket["id"])
    return learner if learner and compare_digest(learner.session_token, ticket["token"]) else None


def sign_in(learner: Learner) -> None:
    """Begin a session of this person; of what the phone held before, only what belongs to any reader stays.

    The journey chosen on the phone gives way to the account's own, because a phone is shared.
    """
    _start_anew(CHOSEN, *UNSAVED, *(() if learner.has_journey else (JOURNEY,)))
    session[LEARNER] = Ticket(id=learner.id, token=learner.session_token)
    arrive(HERE)
    g.learner = learner


def sign_out() -> None:
    """Forget the person on this phone; the language stays."""
    _start_anew(CHOSEN)


def _start_anew(*kept: str) -> None:
    """Empty the session, so that nobody can go on with one they prepared, nor with the one before."""
    stays = {key: session[key] for key in kept if key in session}
    session.clear()
    session.update(stays)
    session.permanent = True
    for found in ("learner", "principal", "csrf_token"):
        g.pop(found, None)


def has_unsaved() -> bool:
    """Tell whether something was done on this phone without an account."""
    return any(session.get(key) for key in UNSAVED)


def on_join(app: Flask, callback: Carry) -> None:
    """Have something done inside the transaction in which a learner joins, or adds what was read on this phone."""
    app.extensions.setdefault(_CARRIES, []).append(callback)


def carry_over(learner: Learner) -> None:
    """Move what was done on this phone without an account to a learner."""
    for callback in current_app.extensions.get(_CARRIES, []):
        callback(learner)


def ask_to_sign_in() -> Response:
    """Send a reader to the sign-in page and back; a form that was sent is held there, so that nothing is lost."""
    if request.method != "POST":
        return redirect(url_for("learners.sign_in", next=request.full_path.rstrip("?")))
    ticket: Ticket | None = g.get("locked_out")
    held = sealed(held_form(), writer=ticket["id"] if ticket else None)
    return sign_in_page(SignInForm(formdata=None, held=held), 401)


def sign_in_page(form: SignInForm, status: int = 200) -> Response:
    """Show the sign-in page."""
    page = render_template("learners/sign-in.html", form=form, has_unsaved=has_unsaved())
    return Response(page, status, mimetype="text/html")
