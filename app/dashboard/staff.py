"""The staff's first page: what this person may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, current_app, render_template
from flask_babel import lazy_gettext as _l

from app.accounts.session import signed_in_staff
from app.core.permissions import Permission
from app.web.access import may, requires
from app.web.forms import ButtonForm

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

staff = Blueprint("staff", __name__, url_prefix="/<locale:locale>/staff")


@dataclass(frozen=True, slots=True)
class Way:
    """A page of the staff, and who may go there."""

    permission: Permission
    endpoint: str
    words: LazyString


WAYS = (
    Way(Permission.LEAD_COHORTS, "cohorts.index", _l("My classes")),
    Way(Permission.RESET_PIN, "desk.find", _l("Give a learner a new PIN")),
    Way(Permission.DECIDE_CERTIFICATES, "certificate_desk.requests", _l("Requests for certificates")),
    Way(Permission.DECIDE_CERTIFICATES, "life_desk.find", _l("Find a certificate")),
    Way(Permission.SEE_SIGNALS, "integrity.index", _l("Signals from classes")),
    Way(Permission.REVIEW_TEXTS, "reviewing.languages", _l("Review translations")),
    Way(Permission.EDIT_FACTS, "editing.overview", _l("Facts: wages, rules, numbers to call")),
    Way(Permission.PRINT_HANDOUTS, "handouts.shelf", _l("Sheets to print")),
    Way(Permission.SEE_CERTIFIED, "sent.index", _l("People you sent: who is certified")),
    Way(Permission.READ_AUDIT, "audit.events", _l("Who did what")),
)


@staff.get("/")
@requires(Permission.USE_STAFF_PAGES)
def home() -> str:
    """Show the ways that are open to this person."""
    ways = [way for way in WAYS if way.endpoint in current_app.view_functions and may(way.permission)]
    return render_template("dashboard/staff.html", ways=ways, person=signed_in_staff(), sign_out=ButtonForm())
