"""People and their roles on pages, for administrators."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts import services as accounts
from app.accounts.models import Staff
from app.accounts.session import signed_in_staff
from app.core.errors import Refused
from app.core.i18n import LOCALES
from app.core.permissions import Permission, Role
from app.office import links, services
from app.office.handing_over import link_page
from app.office.people_forms import ROLE_NAMES, LostCodeForm, RolesForm
from app.office.queries import languages_of, link_by_id, open_invites, people, person_by_id
from app.web.access import requires
from app.web.forms import ButtonForm

office_people = Blueprint("office_people", __name__, url_prefix="/<locale:locale>/staff/people")
Page = Response | str | tuple[str, int]
OWN_NAMES = {locale.tag: locale.own_name for locale in LOCALES}


@office_people.get("")
@requires(Permission.MANAGE_PEOPLE)
def index() -> str:
    """List the staff, and the invitations nobody has used yet."""
    name, role = request.args.get("name", ""), _role(request.args.get("role", ""))
    listed = people(name=name, role=role)
    return render_template(
        "office/people.html",
        people=listed,
        languages=languages_of([person.id for person in listed]),
        own_names=OWN_NAMES,
        invites=open_invites(),
        role_names=ROLE_NAMES,
        name=name,
        role=role,
        token=ButtonForm(),
    )


@office_people.route("/invite", methods=["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def invite() -> Page:
    """Invite somebody; the link is shown once."""
    form = RolesForm()
    if request.method == "POST" and form.validate():
        try:
            languages = form.languages.data or ()
            secret = links.invite(roles=form.chosen, languages=languages, by=signed_in_staff())
        except Refused as problem:
            form.roles.errors = [problem.message]
        else:
            return link_page(secret, back=url_for("office_people.index"))
    page = render_template("office/invite.html", form=form)
    return page if request.method == "GET" else (page, 422)


@office_people.post("/links/<int:link_id>/withdraw")
@requires(Permission.MANAGE_PEOPLE)
def withdraw(link_id: int) -> Response:
    """Take an invitation back."""
    links.withdraw(link=link_by_id(link_id), by=signed_in_staff())
    return redirect(url_for("office_people.index"), 303)


@office_people.get("/<int:staff_id>")
@requires(Permission.MANAGE_PEOPLE)
def person(staff_id: int) -> Page:
    """Show one person and what can be done."""
    return _page(person_by_id(staff_id))


@office_people.post("/<int:staff_id>/roles")
@requires(Permission.MANAGE_PEOPLE)
def roles(staff_id: int) -> Page:
    """Decide what somebody is."""
    found, form, by = person_by_id(staff_id), RolesForm(), signed_in_staff()
    if not form.validate():
        return _page(found, roles_form=form), 422
    try:
        services.decide_roles(staff=found, roles=form.chosen, languages=form.languages.data or (), by=by)
    except Refused as problem:
        form.roles.errors = [problem.message]
        return _page(found, roles_form=form), 422
    return redirect(url_for("office_people.person", staff_id=staff_id, done="roles"), 303)


@office_people.post("/<int:staff_id>/lost-code")
@requires(Permission.MANAGE_PEOPLE)
def lost_code(staff_id: int) -> Page:
    """Take a code away whose phone was lost."""
    found, form = person_by_id(staff_id), LostCodeForm()
    if not form.validate():
        return _page(found, lost_form=form), 422
    try:
        services.take_code(staff=found, how=form.how.data, witness=form.witness.data or "", by=signed_in_staff())
    except Refused as problem:
        form.witness.errors = [problem.message]
        return _page(found, lost_form=form), 422
    return redirect(url_for("office_people.person", staff_id=staff_id, done="code"), 303)


@office_people.post("/<int:staff_id>/password")
@requires(Permission.MANAGE_PEOPLE)
def password(staff_id: int) -> Page:
    """Make a link by which somebody chooses a new password."""
    found = person_by_id(staff_id)
    try:
        secret = links.offer_password(staff=found, by=signed_in_staff())
    except Refused as problem:
        return _page(found, problem=problem), 422
    return link_page(secret, whose=found, back=url_for("office_people.person", staff_id=staff_id))


@office_people.post("/<int:staff_id>/<any(disable, enable, sign_out):act>")
@requires(Permission.MANAGE_PEOPLE)
def decide(staff_id: int, act: str) -> Page:
    """Close an account, open it again, or end its sessions."""
    found = person_by_id(staff_id)
    verbs: dict[str, Callable[..., None]] = {
        "disable": services.disable,
        "enable": services.enable,
        "sign_out": accounts.end_sessions,
    }
    try:
        verbs[act](staff=found, by=signed_in_staff())
    except Refused as problem:
        return _page(found, problem=problem), 422
    return redirect(url_for("office_people.person", staff_id=staff_id, done=act), 303)


def _page(
    found: Staff,
    *,
    roles_form: RolesForm | None = None,
    lost_form: LostCodeForm | None = None,
    problem: Refused | None = None,
) -> str:
    languages = languages_of([found.id]).get(found.id, ())
    told = {"roles": [role.name for role in found.roles], "languages": languages}
    return render_template(
        "office/person.html",
        person=found,
        me=signed_in_staff(),
        roles_form=roles_form or RolesForm(formdata=None, data=told),
        lost_form=lost_form or LostCodeForm(formdata=None),
        problem=problem,
        role_names=ROLE_NAMES,
        token=ButtonForm(),
    )


def _role(value: str) -> Role | None:
    return Role(value) if value in set(Role) else None
