"""Who of the staff is at the screen: the gate, the lock after a pause, a clean session at both ends."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Flask, current_app, g, redirect, render_template, request, session, url_for
from flask_login import user_logged_out
from flask_security import current_user, logout_user, user_authenticated
from werkzeug.wrappers import Response

from app.accounts import sessions
from app.accounts.models import Staff
from app.core import clock
from app.core.permissions import LEARNER_PERMISSIONS, Permission
from app.web.access import Gate, admit
from app.web.held import held_form
from app.web.localisation import CHOSEN
from app.web.presence import arrive, is_back_in_time

HERE = "staff_here"
STAFF_PERMISSIONS = frozenset(Permission) - LEARNER_PERMISSIONS
_LIBRARYS = ("_", "fs_", "identity.")
"""How the keys begin under which the libraries keep who is signed in."""


def init_gate(app: Flask) -> None:
    """Let staff in, and keep their sessions apart from everybody else's."""
    admit(app, Gate(STAFF_PERMISSIONS, current_staff, ask_to_sign_in))
    user_authenticated.connect(_begin, app)
    user_logged_out.connect(_end, app)
    app.after_request(_keep_no_page)


def current_staff() -> Staff | None:
    """Find who is signed in; for anybody else this costs no look into the database."""
    if "_user_id" not in session:
        return None
    if "staff_here" not in g:
        g.staff_here = _present_staff()
    found: Staff | None = g.staff_here
    return found


def _present_staff() -> Staff | None:
    """Find who holds the session, unless they were away too long or the session was ended, here or elsewhere."""
    if not is_back_in_time(HERE, current_app.config["STAFF_IDLE"]):
        logout_user()
        return None
    staff = current_user._get_current_object() if current_user.is_authenticated else None
    if staff is not None and not sessions.is_open(staff):
        logout_user()
        return None
    return staff


def signed_in_staff() -> Staff:
    """Give the member of staff whom the door let in."""
    staff = current_staff()
    if staff is None:
        raise RuntimeError("ask this only in a view that requires a permission of the staff")
    return staff


def ask_to_sign_in() -> Response:
    """Send somebody to the staff's sign-in page, and back to the page they wanted.

    Who was locked out while filling in a form keeps it on the page: they sign in beside it and send it again.
    """
    form = held_form()
    if form is not None:
        page = render_template("security/away.html", form=form)
        return Response(page, HTTPStatus.FORBIDDEN, mimetype="text/html")
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("security.login", next=wanted))


def _keep_no_page(response: Response) -> Response:
    """Let the browser of a member of staff keep no page, which may name learners or hold a new PIN."""
    if "_user_id" in session:
        response.headers["Cache-Control"] = "no-store"
    return response


def _begin(_app: Flask, *, user: Staff, **_more: Any) -> None:
    """Drop what the browser held before, so that nobody goes on with a session they prepared."""
    user.signed_in_at = clock.now()
    for key in [key for key in session if key != CHOSEN and not key.startswith(_LIBRARYS)]:
        del session[key]
    session.permanent = False
    arrive(HERE)
    sessions.begin(user)


def _end(_app: Flask, **_more: Any) -> None:
    """Forget the person; the language stays. A copy of the cookie opens nothing any more."""
    sessions.end_present()
    g.pop("staff_here", None)
    for key in [key for key in session if key not in (CHOSEN, "_remember")]:
        del session[key]
