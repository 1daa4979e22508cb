"""Agencies on pages, for officers: invite one, say which classes it sees, take a class away."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import DataRequired

from app.accounts.models import Staff
from app.accounts.session import signed_in_staff
from app.cohorts.leading import link_agency, unlink_agency
from app.cohorts.models import Cohort
from app.cohorts.queries import cohort_by_code
from app.cohorts.services import CODE_SIGNS
from app.core.codes import read_code
from app.core.database import db
from app.core.permissions import Permission, Role
from app.office import links
from app.office.changes import Change
from app.office.errors import NoSuchPerson
from app.office.handing_over import link_page
from app.office.queries import (
    classes_by_agency,
    classes_of_agency,
    link_by_id,
    members_in,
    newest_open_classes,
    open_invites,
    people,
    person_by_id,
)
from app.web.access import requires
from app.web.forms import ButtonForm, Form

office_agencies = Blueprint("office_agencies", __name__, url_prefix="/<locale:locale>/staff/agencies")
Page = Response | str | tuple[str, int]


class ClassForm(Form):
    """Which class an agency shall see."""

    code = StringField(
        _l("Code of the class"),
        validators=[DataRequired(_l("Fill this in."))],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "list": "classes"},
    )
    cohort: Cohort | None = None

    def find(self) -> bool:
        """Find the class, or say that there is none."""
        self.cohort = cohort_by_code(read_code(self.code.data or "", CODE_SIGNS) or "")
        if self.cohort is None:
            self.code.errors = [_("There is no class with this code. It stands on the poster of the class.")]
        return self.cohort is not None


@office_agencies.get("")
@requires(Permission.MANAGE_AGENCIES)
def index() -> str:
    """List the agencies, and the invitations nobody has used yet."""
    return render_template(
        "office/agencies.html",
        agencies=people(role=Role.AGENCY),
        classes=classes_by_agency(),
        invites=open_invites(role=Role.AGENCY),
        token=ButtonForm(),
    )


@office_agencies.post("/invite")
@requires(Permission.MANAGE_AGENCIES)
def invite() -> str:
    """Invite an agency; the link is shown once."""
    secret = links.invite(roles=[Role.AGENCY], by=signed_in_staff())
    return link_page(secret, back=url_for("office_agencies.index"))


@office_agencies.post("/links/<int:link_id>/withdraw")
@requires(Permission.MANAGE_AGENCIES)
def withdraw(link_id: int) -> Response:
    """Take an agency's invitation back; those of other people belong to administrators."""
    link = link_by_id(link_id)
    if link.roles != [Role.AGENCY.value]:
        raise NoSuchPerson
    links.withdraw(link=link, by=signed_in_staff())
    return redirect(url_for("office_agencies.index"), 303)


@office_agencies.route("/<int:staff_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_AGENCIES)
def agency(staff_id: int) -> Page:
    """Show which classes an agency sees; let it see another, once it was said what that shows."""
    found, form = _agency(staff_id), ClassForm()
    if request.method == "GET" or request.form.get("step") == "back":
        return _page(found, form)
    if not (form.validate() and form.find()) or form.cohort is None:
        return _page(found, form), 422
    if request.form.get("step") != "keep":
        return _look(found, form.cohort)
    link_agency(cohort=form.cohort, username=found.username, by=signed_in_staff())
    return redirect(url_for("office_agencies.agency", staff_id=staff_id), 303)


@office_agencies.post("/<int:staff_id>/classes/<int:class_id>/remove")
@requires(Permission.MANAGE_AGENCIES)
def remove(staff_id: int, class_id: int) -> Response:
    """Let an agency see a class no more."""
    cohort = db.session.get(Cohort, class_id)
    if cohort is not None:
        unlink_agency(cohort=cohort, staff_id=_agency(staff_id).id, by=signed_in_staff())
    return redirect(url_for("office_agencies.agency", staff_id=staff_id), 303)


def _agency(staff_id: int) -> Staff:
    """Find an agency; other people are none of an officer's business."""
    found = person_by_id(staff_id)
    if [role.name for role in found.roles] != [Role.AGENCY.value]:
        raise NoSuchPerson
    return found


def _page(found: Staff, form: ClassForm) -> str:
    return render_template(
        "office/agency.html",
        agency=found,
        classes=classes_of_agency(found),
        offered=newest_open_classes(),
        form=form,
        token=ButtonForm(),
    )


def _look(found: Staff, cohort: Cohort) -> str:
    effect = ngettext(
        "From now on this agency sees the name of %(num)s person, and whether that person is certified. It sees who "
        "joins later, too, and nothing else.",
        "From now on this agency sees the names of %(num)s people, and who of them is certified. It sees who joins "
        "later, too, and nothing else.",
        members_in(cohort),
    )
    change = Change("class", cohort.title, _("does not see it"), _("sees who is certified"), effect)
    sent = [("code", cohort.code)]
    address = url_for("office_agencies.agency", staff_id=found.id)
    return render_template(
        "office/look.html", title=found.username, changes=[change], sent=sent, address=address, token=ButtonForm()
    )
