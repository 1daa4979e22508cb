"""The staff's first page: what this person may do, by task, and what waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, current_app, render_template
from flask_babel import lazy_gettext as _l

from app.accounts.session import signed_in_staff
from app.core.permissions import Permission
from app.web.access import may, requires
from app.web.forms import ButtonForm
from app.web.waiting import waiting_at

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
    Way(Permission.PRINT_CERTIFICATES, "printroom.index", _l("Print room")),
    Way(Permission.SEARCH_REGISTER, "register.search", _l("Search the register")),
    Way(Permission.DECIDE_CERTIFICATES, "certificate_desk.requests", _l("Requests for certificates")),
    Way(Permission.DECIDE_CERTIFICATES, "life_desk.find", _l("Find a certificate")),
    Way(Permission.SEE_SIGNALS, "integrity.index", _l("Signals from classes")),
    Way(Permission.REVIEW_TEXTS, "reviewing.languages", _l("Review translations")),
    Way(Permission.EDIT_FACTS, "editing.overview", _l("Facts: wages, rules, numbers to call")),
    Way(Permission.PRINT_HANDOUTS, "handouts.shelf", _l("Sheets to print")),
    Way(Permission.SEE_CERTIFIED, "sent.index", _l("People you sent: who is certified")),
    Way(Permission.MANAGE_PROGRAMME, "design_desk.designs", _l("Design of certificates")),
    Way(Permission.SEE_FIGURES, "figures.index", _l("Figures")),
    Way(Permission.MANAGE_API, "api_desk.clients", _l("Other systems: tokens and webhooks")),
    Way(Permission.READ_AUDIT, "audit.events", _l("Who did what")),
    Way(Permission.HANDLE_PRIVACY, "privacy_desk.home", _l("Data protection")),
    Way(Permission.MANAGE_PROGRAMME, "office_settings.index", _l("Settings of the programme, centres")),
    Way(Permission.MANAGE_PEOPLE, "office_people.index", _l("People and roles")),
    Way(Permission.MANAGE_AGENCIES, "office_agencies.index", _l("Agencies")),
)
TASKS = (
    (
        _l("Classes and learners"),
        frozenset(
            {
                Permission.LEAD_COHORTS,
                Permission.RESET_PIN,
                Permission.SEE_LEARNERS,
                Permission.PRINT_HANDOUTS,
                Permission.SEE_CERTIFIED,
            }
        ),
    ),
    (
        _l("Certificates"),
        frozenset(
            {
                Permission.DECIDE_CERTIFICATES,
                Permission.PRINT_CERTIFICATES,
                Permission.SEARCH_REGISTER,
                Permission.SEE_SIGNALS,
            }
        ),
    ),
    (_l("Words and facts of the course"), frozenset({Permission.REVIEW_TEXTS, Permission.EDIT_FACTS})),
    (
        _l("Figures and records"),
        frozenset({Permission.SEE_FIGURES, Permission.READ_AUDIT, Permission.HANDLE_PRIVACY}),
    ),
    (
        _l("Settings"),
        frozenset(
            {
                Permission.MANAGE_PROGRAMME,
                Permission.MANAGE_PEOPLE,
                Permission.MANAGE_AGENCIES,
                Permission.MANAGE_API,
            }
        ),
    ),
)
"""The tasks in the order of the page, each with the permissions whose ways belong to it."""


@dataclass(frozen=True, slots=True)
class Task:
    """Ways that belong together, under one heading."""

    words: LazyString
    ways: Sequence[Way]


def tasks_of(ways: Sequence[Way]) -> list[Task]:
    """Put the ways that are open to somebody under their tasks; a task without a way is left out."""
    tasks = [Task(words, [way for way in ways if way.permission in permissions]) for words, permissions in TASKS]
    return [task for task in tasks if task.ways]


@staff.get("/")
@requires(Permission.USE_STAFF_PAGES)
def home() -> str:
    """Show the ways that are open to this person."""
    ways = [way for way in WAYS if way.endpoint in current_app.view_functions and may(way.permission)]
    return render_template(
        "dashboard/staff.html",
        tasks=tasks_of(ways),
        waiting=waiting_at(way.endpoint for way in ways),
        person=signed_in_staff(),
        sign_out=ButtonForm(),
    )
