"""What a one-time link opens: a new account, or a new password.

The secret stands in the address and nowhere else: our log names routes and not addresses, and no browser keeps the
page.
"""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_security import login_user
from werkzeug.wrappers import Response

from app.accounts.errors import BadUsername, NetworkMustWait, UsernameTaken, WeakPassword
from app.accounts.guessing import check_network, count_network_failure
from app.accounts.models import Staff
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.office.errors import LinkOfNobody
from app.office.links import accept_invite, link_by_secret, use_password_link
from app.office.models import LinkKind, StaffLink
from app.office.people_forms import ROLES, InvitedForm, NewPasswordForm
from app.web.access import public
from app.web.errors import problem_page

office_links = Blueprint("office_links", __name__, url_prefix="/<locale:locale>/staff/link")


@office_links.route("/<secret>", methods=["GET", "POST"])
@public
def use(secret: str) -> Response:
    """Let an invited person make an account, or somebody choose a new password."""
    response = _answer(secret)
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer(secret: str) -> Response:
    address = request.remote_addr or ""
    try:
        check_network(address)
        link = link_by_secret(secret)
        return _invited(secret, link) if link.kind == LinkKind.INVITE else _new_password(secret, link)
    except NetworkMustWait as wait:
        return problem_page(429, wait.message)
    except LinkOfNobody as problem:
        count_network_failure(address)
        return problem_page(404, problem.message)


def _invited(secret: str, link: StaffLink) -> Response:
    form = InvitedForm()
    if request.method == "POST" and form.validate():
        try:
            return _enter(secret, form)
        except (UsernameTaken, BadUsername) as problem:
            form.username.errors = [problem.message]
        except WeakPassword as problem:
            form.new_password.errors = [problem.message]
    roles = [ROLES[Role(role)] for role in link.roles]
    return _page(render_template("office/invited.html", form=form, roles=roles))


def _enter(secret: str, form: InvitedForm) -> Response:
    """Make the account and sign its owner in, in one transaction; where a code is demanded it is set up next."""
    with unit_of_work():
        staff = accept_invite(secret=secret, username=form.username.data or "", password=form.new_password.data or "")
        login_user(staff, authn_via=["invite"])  # type: ignore[arg-type]  # The mixin is there at run time.
    return redirect(url_for("staff.home"), 303)


def _new_password(secret: str, link: StaffLink) -> Response:
    form, staff = NewPasswordForm(), db.session.get_one(Staff, link.staff_id)
    if request.method == "POST" and form.validate():
        try:
            use_password_link(secret=secret, password=form.new_password.data or "")
            return redirect(url_for("security.login"), 303)
        except WeakPassword as problem:
            form.new_password.errors = [problem.message]
    return _page(render_template("office/new-password.html", form=form, person=staff))


def _page(page: str) -> Response:
    return Response(page, 422 if request.method == "POST" else 200, mimetype="text/html")
