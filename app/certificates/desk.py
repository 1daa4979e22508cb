"""The officer's desk: requests that wait, approved by one button or declined with a reason."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.certificates.life_forms import DeclineForm
from app.certificates.queries import learner_of, own_requests, request_by_id, waiting_requests
from app.certificates.services import approve_request, decline_request
from app.core.permissions import Permission
from app.web.access import requires
from app.web.forms import ButtonForm

certificate_desk = Blueprint("certificate_desk", __name__, url_prefix="/<locale:locale>/staff")
Page = Response | str | tuple[str, int]


@certificate_desk.get("/requests")
@requires(Permission.DECIDE_CERTIFICATES)
def requests() -> str:
    """List the requests that wait, the oldest first."""
    waiting = waiting_requests()
    own = own_requests((one.request for one in waiting), signed_in_staff())
    return render_template("certificates/requests.html", waiting=waiting, own=own, form=ButtonForm())


@certificate_desk.post("/requests/<int:request_id>/approve")
@requires(Permission.DECIDE_CERTIFICATES)
def approve(request_id: int) -> Response:
    """Approve one request and issue its certificate."""
    approve_request(request=request_by_id(request_id), by=signed_in_staff())
    return redirect(url_for("certificate_desk.requests"), 303)


@certificate_desk.route("/requests/<int:request_id>/decline", methods=["GET", "POST"])
@requires(Permission.DECIDE_CERTIFICATES)
def decline(request_id: int) -> Page:
    """Say no to one request, with a reason that the learner reads."""
    waiting, form = request_by_id(request_id), DeclineForm()
    if request.method == "POST" and form.validate():
        decline_request(request=waiting, reason=form.chosen, note=form.note.data, by=signed_in_staff())
        return redirect(url_for("certificate_desk.requests"), 303)
    page = render_template("certificates/decline.html", waiting=waiting, learner=learner_of(waiting), form=form)
    return page if request.method == "GET" else (page, 422)
