"""The pages of one fact: all that is known of it, and the forms by which an editor decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.core import clock
from app.core.permissions import Permission
from app.course.facts import FactBook
from app.course.queries import course
from app.course.sectors import sector_name
from app.editing.checks import EditFault, Rule
from app.editing.decisions import change_form, change_of, check_of
from app.editing.errors import ChangedMeanwhile, FaultyEdit
from app.editing.forms import OTHERS, CheckForm, NoteForm, ReasonForm, SeenForm
from app.editing.queries import PastEdit, history_of, known_state
from app.editing.revision import latest_facts
from app.editing.rules import Act, FactState
from app.editing.services import Decision, decide
from app.editing.views import place_name
from app.editing.watch import Watched, showings, watched
from app.editing.words import (
    ACTS,
    CONCERNS,
    MANNERS_DONE,
    SURENESS,
    fault_in_words,
    kind_name,
)
from app.web.access import requires

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

fact_desk = Blueprint("fact_desk", __name__, url_prefix="/<locale:locale>/staff/facts")
Page = str | tuple[str, int] | Response
_FIELDS = {
    Rule.FUTURE: "checked_on",
    Rule.EARLIER: "checked_on",
    Rule.NO_NUMBERS: "manner",
    Rule.CONTRADICTED: "confidence",
    Rule.NUMBER: "text",
}
"""The field beside which a broken rule is said; all others are said at the head of the form."""


@fact_desk.get("/<fact_id>")
@requires(Permission.EDIT_FACTS)
def fact(fact_id: str) -> str:
    """Show all that is known of a fact, and what can be done."""
    book = latest_facts()
    state = known_state(book, fact_id)
    return render_template(
        "editing/fact.html",
        **_known(book, state),
        showings=showings(book, course(), state.fact),
        history=history_of(fact_id),
        acts=ACTS,
        manners=MANNERS_DONE,
    )


@fact_desk.route("/<fact_id>/check", methods=["GET", "POST"])
@requires(Permission.EDIT_FACTS)
def check(fact_id: str) -> Page:
    """Record that a fact was checked and is right."""
    book = latest_facts()
    state = known_state(book, fact_id)
    form = CheckForm(seen=state.seen, checked_on=clock.today(), confidence=state.fact.confidence.value)
    return _form_page(book, state, form, "editing/check.html", lambda: check_of(form))


@fact_desk.route("/<fact_id>/change", methods=["GET", "POST"])
@requires(Permission.EDIT_FACTS)
def change(fact_id: str) -> Page:
    """Give a fact other words, another source or other numbers."""
    book = latest_facts()
    state = known_state(book, fact_id)
    form = change_form(book, state)
    return _form_page(book, state, form, "editing/change.html", lambda: change_of(form, state))


@fact_desk.route("/<fact_id>/retire", methods=["GET", "POST"])
@requires(Permission.EDIT_FACTS)
def retire(fact_id: str) -> Page:
    """Take a fact away from learners."""
    return _reason_page(fact_id, Act.RETIRE)


@fact_desk.route("/<fact_id>/restore", methods=["GET", "POST"])
@requires(Permission.EDIT_FACTS)
def restore(fact_id: str) -> Page:
    """Give a fact back to learners."""
    return _reason_page(fact_id, Act.RESTORE)


@fact_desk.route("/<fact_id>/note", methods=["GET", "POST"])
@requires(Permission.EDIT_FACTS)
def note(fact_id: str) -> Page:
    """Write a note about a fact for other editors."""
    return _reason_page(fact_id, Act.NOTE, NoteForm)


def _reason_page(fact_id: str, act: Act, shape: type[ReasonForm | NoteForm] = ReasonForm) -> Page:
    book = latest_facts()
    state = known_state(book, fact_id)
    form = shape(seen=state.seen)
    return _form_page(book, state, form, f"editing/{act}.html", lambda: Decision(act, form.digest, note=form.note.data))


def _form_page(
    book: FactBook, state: FactState, form: SeenForm, template: str, decision: Callable[[], Decision]
) -> Page:
    """Show a form, or take it; what cannot be taken comes back with all that was typed, and why."""
    if request.method == "GET":
        return render_template(template, form=form, faults=[], meanwhile=None, **_known(book, state))
    if not form.validate():
        faults = [_("Something is missing. Look at the marked fields.")]
        return render_template(template, form=form, faults=faults, meanwhile=None, **_known(book, state)), 422
    try:
        decide(fact_id=state.fact.id, decision=decision(), by=signed_in_staff())
    except FaultyEdit as faulty:
        return _again(form, template, state.fact.id, _place(form, faulty.faults), None)
    except ChangedMeanwhile as problem:
        return _again(form, template, state.fact.id, [], problem.message)
    return redirect(url_for("fact_desk.fact", fact_id=state.fact.id), 303)


def _again(
    form: SeenForm, template: str, fact_id: str, faults: list[str], message: LazyString | str | None
) -> tuple[str, int]:
    """Give a form back with the state of now before it; sent again, it is held against that state."""
    book = latest_facts()
    state = known_state(book, fact_id)
    newest: PastEdit | None = None
    if message is not None:
        form.look_again(state.seen)
        newest = next(iter(history_of(fact_id)), None)
    known = _known(book, state)
    page = render_template(template, form=form, faults=faults, meanwhile=message, newest=newest, acts=ACTS, **known)
    return page, 422


def _place(form: SeenForm, faults: tuple[EditFault, ...]) -> list[str]:
    """Say broken rules beside their fields, and give back those that belong to no field of the form."""
    left = []
    for fault in faults:
        words, name = fault_in_words(fault), _FIELDS.get(fault.rule)
        if name in form:
            form[name].errors = [*form[name].errors, words]
        else:
            left.append(words)
    return left


def _known(book: FactBook, state: FactState) -> dict[str, object]:
    """Gather what the head of every page about a fact shows."""
    return {
        "state": state,
        "fact": state.fact,
        "watched": _watched(book, state),
        "place": place_name(book, state.fact.country),
        "kind": kind_name(state.fact.kind),
        "concerns": CONCERNS,
        "sureness": SURENESS,
        "others": OTHERS,
        "today": clock.today(),
        "sectors": [sector_name(sector) for sector in state.fact.sectors],
        "place_name": lambda code: place_name(book, code),
    }


def _watched(book: FactBook, state: FactState) -> Watched:
    found = watched(book, clock.today(), [locale.tag for locale in OTHERS])
    return next(one for one in found if one.fact.id == state.fact.id)
