"""Where somebody of the staff is signed in, and the way to end it elsewhere."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts.services import end_other_sessions
from app.accounts.session import signed_in_staff
from app.accounts.sessions import is_present, open_sessions
from app.core.permissions import Permission
from app.web.access import requires
from app.web.forms import ButtonForm

office_sessions = Blueprint("office_sessions", __name__, url_prefix="/<locale:locale>/staff/sessions")


@office_sessions.get("")
@requires(Permission.USE_STAFF_PAGES)
def index() -> str:
    """List the devices on which this person is signed in."""
    listed = [(row, is_present(row)) for row in open_sessions(signed_in_staff())]
    return render_template("office/sessions.html", listed=listed, token=ButtonForm())


@office_sessions.post("/end")
@requires(Permission.USE_STAFF_PAGES)
def end() -> Response:
    """Sign this person out everywhere else."""
    end_other_sessions(staff=signed_in_staff())
    return redirect(url_for("office_sessions.index"), 303)
