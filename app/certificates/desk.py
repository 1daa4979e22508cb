"""The officer's desk: requests that wait, and the button that approves one."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.certificates.queries import request_by_id, waiting_requests
from app.certificates.services import approve_request
from app.core.permissions import Permission
from app.web.access import requires
from app.web.forms import ButtonForm

certificate_desk = Blueprint("certificate_desk", __name__, url_prefix="/<locale:locale>/staff")


@certificate_desk.get("/requests")
@requires(Permission.DECIDE_CERTIFICATES)
def requests() -> str:
    """List the requests that wait, the oldest first."""
    return render_template("certificates/requests.html", waiting=waiting_requests(), form=ButtonForm())


@certificate_desk.post("/requests/<int(max=2147483647):request_id>/approve")
@requires(Permission.DECIDE_CERTIFICATES)
def approve(request_id: int) -> Response:
    """Approve one request and issue its certificate."""
    approve_request(request=request_by_id(request_id), by=signed_in_staff())
    return redirect(url_for("certificate_desk.requests"), 303)
