"""The office's pages of data protection: what is kept, terms, copies, and whom to forget."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.core.errors import Refused
from app.core.permissions import Permission
from app.learners.models import Learner
from app.learners.numbering import read_number
from app.learners.queries import learner_by_number
from app.privacy import services, showing
from app.privacy.errors import OutOfBounds
from app.privacy.everything import as_zip
from app.privacy.forms import CopyForm, EraseForm, FindForm
from app.privacy.queries import erasure_by_id, legal_bases, open_erasure_of, open_erasures, settled_terms
from app.privacy.rules import Purpose
from app.privacy.terms import TERMS
from app.privacy.views import copy_name
from app.privacy.words import (
    ERASURE_REASONS,
    KEPT_WORDS,
    PURPOSES,
    SORT_WORDS,
    TERM_WORDS,
    THEN_WORDS,
)
from app.web.access import requires
from app.web.files import handed
from app.web.forms import ButtonForm

privacy_desk = Blueprint("privacy_desk", __name__, url_prefix="/<locale:locale>/staff/privacy")
Page = Response | str | tuple[str, int]


@privacy_desk.get("")
@requires(Permission.HANDLE_PRIVACY)
def home() -> str:
    """Show what is open, and the ways."""
    return _home(FindForm(formdata=None))


@privacy_desk.post("/person")
@requires(Permission.HANDLE_PRIVACY)
def person() -> Page:
    """Find a learner by number and by nothing else; the look is noted."""
    form = FindForm()
    if not form.validate():
        return _home(form), 422
    learner = services.look_up(number=form.number.number or "", by=signed_in_staff())
    if learner is None:
        form.number.errors = [_("Nobody has this number.")]
        return _home(form), 404
    return _person(learner)


@privacy_desk.post("/person/copy")
@requires(Permission.HANDLE_PRIVACY)
def copy() -> Page:
    """Hand out all that is kept of a learner, for a reason."""
    form = CopyForm()
    learner = _asked_for(form)
    if learner is None:
        return redirect(url_for("privacy_desk.home"), 303)
    if not form.validate():
        return _person_again(learner, copy_form=form), 422
    whole = services.copy_for(learner=learner, reason=form.reason, by=signed_in_staff())
    return handed(as_zip(whole), "application/zip", copy_name())


@privacy_desk.post("/person/forget")
@requires(Permission.HANDLE_PRIVACY)
def forget() -> Page:
    """Ask a second person to agree that a learner be forgotten."""
    form = EraseForm()
    learner = _asked_for(form)
    if learner is None:
        return redirect(url_for("privacy_desk.home"), 303)
    if not form.validate():
        return _person_again(learner, erase_form=form), 422
    try:
        services.propose_erasure(learner=learner, reason=form.reason, by=signed_in_staff())
    except Refused as problem:
        form.erase_reason.errors = [problem.message]
        return _person_again(learner, erase_form=form), 422
    return redirect(url_for("privacy_desk.home"), 303)


@privacy_desk.post("/erasures/<int:erasure_id>/agree")
@requires(Permission.HANDLE_PRIVACY)
def agree(erasure_id: int) -> Page:
    """Be the second person."""
    try:
        services.agree(erasure=erasure_by_id(erasure_id), by=signed_in_staff())
    except Refused as problem:
        return _home(FindForm(formdata=None), problem), 422
    return redirect(url_for("privacy_desk.home"), 303)


@privacy_desk.post("/erasures/<int:erasure_id>/stop")
@requires(Permission.HANDLE_PRIVACY)
def stop(erasure_id: int) -> Page:
    """Stop what staff asked for; what a learner asked for, only the learner stops."""
    try:
        services.stop(erasure=erasure_by_id(erasure_id), by=signed_in_staff())
    except Refused as problem:
        return _home(FindForm(formdata=None), problem), 422
    return redirect(url_for("privacy_desk.home"), 303)


@privacy_desk.get("/record")
@requires(Permission.HANDLE_PRIVACY)
def record() -> str:
    """Show of every table what is kept, why and how long."""
    return render_template(
        "privacy/record.html",
        tables=showing.by_purpose(),
        terms=settled_terms(),
        bases=legal_bases(),
        purposes=PURPOSES,
        term_words=TERM_WORDS,
        kept_words=KEPT_WORDS,
        then_words=THEN_WORDS,
        sort_words=SORT_WORDS,
    )


@privacy_desk.get("/record.csv")
@requires(Permission.HANDLE_PRIVACY)
def record_csv() -> Response:
    """Hand out the record as a table."""
    content = showing.as_csv(showing.lines(settled_terms(), legal_bases()))
    return handed("\ufeff" + content, "text/csv; charset=utf-8", "waymark-record.csv")


@privacy_desk.get("/record.json")
@requires(Permission.HANDLE_PRIVACY)
def record_json() -> Response:
    """Hand out the record for programs."""
    content = showing.as_json(showing.lines(settled_terms(), legal_bases()))
    return handed(content, "application/json", "waymark-record.json")


@privacy_desk.route("/terms", methods=["GET", "POST"])
@requires(Permission.HANDLE_PRIVACY)
def terms() -> Page:
    """Settle how long things are kept, and on what law each purpose rests."""
    if request.method == "GET":
        return _terms({}, {})
    typed = {name: request.form.get(name, "").strip() for name, term in TERMS.items() if not term.is_fixed}
    wrong = {name: OutOfBounds.message for name, days in typed.items() if not _is_within(name, days)}
    if wrong:
        return _terms(typed, wrong), 422
    for name, days in typed.items():
        services.set_term(name=name, days=int(days), by=signed_in_staff())
    for purpose in Purpose:
        basis = request.form.get(f"basis-{purpose}", "").strip()[:500]
        services.set_basis(purpose=purpose, text=basis, by=signed_in_staff())
    return redirect(url_for("privacy_desk.record"), 303)


def _is_within(name: str, days: str) -> bool:
    return days.isdecimal() and len(days) < 7 and TERMS[name].within(int(days))


def _terms(typed: dict[str, str], wrong: dict[str, object]) -> str:
    bases = {one.value: request.form[f"basis-{one}"] for one in Purpose if f"basis-{one}" in request.form}
    return render_template(
        "privacy/terms.html",
        terms=TERMS,
        days={name: str(days) for name, days in settled_terms().items()} | typed,
        wrong=wrong,
        bases=dict(legal_bases()) | bases,
        term_words=TERM_WORDS,
        purposes=PURPOSES,
        form=ButtonForm(),
    )


def _home(form: FindForm, problem: Refused | None = None) -> str:
    return render_template(
        "privacy/home.html",
        form=form,
        problem=problem,
        pending=open_erasures(),
        reasons={one.value: words for one, words in ERASURE_REASONS.items()},
        button_form=ButtonForm(),
        staff=signed_in_staff(),
    )


def _asked_for(form: CopyForm | EraseForm) -> Learner | None:
    return learner_by_number(read_number(form.number.data or "") or "")


def _person_again(learner: Learner, **forms: CopyForm | EraseForm) -> str:
    """Show a person whose form was not filled in; the number comes from the form, so this look is noted, too."""
    services.look_up(number=learner.number, by=signed_in_staff())
    return _person(learner, **forms)


def _person(learner: Learner, copy_form: CopyForm | None = None, erase_form: EraseForm | None = None) -> str:
    return render_template(
        "privacy/person.html",
        learner=learner,
        erasure=open_erasure_of(learner),
        copy_form=copy_form or CopyForm(formdata=None, number=learner.number),
        erase_form=erase_form or EraseForm(formdata=None, number=learner.number),
    )
