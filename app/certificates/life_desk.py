"""The officer's page of one certificate: its whole life, and what this person may do about it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.session import signed_in_staff
from app.audit.rules import Actor, Subject
from app.audit.services import record_look
from app.certificates.acts import CERTIFICATE_SEEN
from app.certificates.desk import evidence_page
from app.certificates.drawing import draw
from app.certificates.errors import NoSuchCertificate
from app.certificates.life import Act
from app.certificates.life_forms import FindPaperForm, ReasonForm, ReplaceForm
from app.certificates.life_lines import lines_of
from app.certificates.life_queries import Life, life_of, waiting_proposals
from app.certificates.life_words import ACTS, REASON_WORDS
from app.certificates.numbering import parse_number
from app.certificates.queries import certificate_by_number
from app.certificates.replacement_queries import waiting_replacements
from app.certificates.replacing import confirm_replacement, drop_replacement, replace_certificate
from app.certificates.reprinting import note_reprint
from app.certificates.statement import Statement
from app.certificates.withdrawing import confirm, propose, withdraw
from app.core.database import db
from app.core.errors import Refused
from app.core.permissions import Permission
from app.learners.models import Learner
from app.programme.queries import current_programme
from app.web.access import may, requires
from app.web.files import handed_pdf
from app.web.forms import ButtonForm

life_desk = Blueprint("life_desk", __name__, url_prefix="/<locale:locale>/staff/certificates")
Page = Response | str | tuple[str, int]


@life_desk.get("/")
@requires(Permission.DECIDE_CERTIFICATES)
def find() -> Page:
    """Find a certificate by its number, as people type it."""
    form = FindPaperForm(request.args)
    if not form.number.data:
        return _search(form)
    number = parse_number(form.number.data)
    try:
        found = certificate_by_number(str(number)) if number else None
    except NoSuchCertificate:
        found = None
    if found is None:
        return _search(form, is_unknown=True), 404
    return redirect(url_for("life_desk.life", number=found.number))


@life_desk.get("/<number>")
@requires(Permission.DECIDE_CERTIFICATES)
def life(number: str) -> str:
    """Show the whole life of a certificate; the look is noted."""
    page = _page(life_of(certificate_by_number(number)))
    record_look(CERTIFICATE_SEEN, actor=Actor.staff(signed_in_staff().id), subject=Subject("certificate", number))
    return page


@life_desk.post("/<number>/replace")
@requires(Permission.DECIDE_CERTIFICATES)
def replace(number: str) -> Page:
    """Issue a new certificate in this one's place, and show it."""
    certificate, form = certificate_by_number(number), ReplaceForm()
    if not form.validate():
        return _page(life_of(certificate), replacing=form), 422
    try:
        new = replace_certificate(
            certificate=certificate, names=form.names, reason=form.chosen, note=form.note.data, by=signed_in_staff()
        )
    except Refused as problem:
        return _page(life_of(certificate), replacing=form, problem=problem), 422
    return redirect(url_for("life_desk.life", number=new.number if new else number), 303)


@life_desk.post("/<number>/replacements/<int:proposal>/<any(confirm, drop):answer>")
@requires(Permission.DECIDE_CERTIFICATES)
def answer_replacement(number: str, proposal: int, answer: str) -> Page:
    """Give the new certificate that another person asked for, or drop it."""
    certificate, staff = certificate_by_number(number), signed_in_staff()
    try:
        if answer == "confirm":
            number = confirm_replacement(certificate=certificate, proposal=proposal, by=staff).number
        else:
            drop_replacement(certificate=certificate, proposal=proposal, by=staff)
    except Refused as problem:
        return _page(life_of(certificate), problem=problem), 422
    return redirect(url_for("life_desk.life", number=number), 303)


@life_desk.get("/<number>/evidence")
@requires(Permission.DECIDE_CERTIFICATES)
def evidence(number: str) -> str:
    """Show how the certificate was earned: every try and every session of its learner."""
    certificate = certificate_by_number(number)
    if certificate.learner_id is None:
        raise NoSuchCertificate
    learner = db.session.get_one(Learner, certificate.learner_id)
    return evidence_page(learner, url_for("life_desk.life", number=number))


@life_desk.post("/<number>/<any(revoked, reinstated):act>")
@requires(Permission.DECIDE_CERTIFICATES)
def ask(number: str, act: str) -> Page:
    """Ask a second person to take a certificate back or to let it count again."""
    certificate, form = certificate_by_number(number), ReasonForm(Act(act))
    if not form.validate():
        return _page(life_of(certificate), asking=form), 422
    try:
        propose(certificate=certificate, act=Act(act), reason=form.chosen, note=form.note.data, by=signed_in_staff())
    except Refused as problem:
        return _page(life_of(certificate), asking=form, problem=problem), 422
    return redirect(url_for("life_desk.life", number=number), 303)


@life_desk.post("/<number>/proposals/<int:proposal>/<any(confirm, drop):answer>")
@requires(Permission.DECIDE_CERTIFICATES)
def answer(number: str, proposal: int, answer: str) -> Page:
    """Do what another person asked for, or drop it."""
    certificate = certificate_by_number(number)
    decide = confirm if answer == "confirm" else withdraw
    try:
        decide(certificate=certificate, proposal=proposal, by=signed_in_staff())
    except Refused as problem:
        return _page(life_of(certificate), problem=problem), 422
    return redirect(url_for("life_desk.life", number=number), 303)


@life_desk.post("/<number>/print")
@requires(Permission.DECIDE_CERTIFICATES)
def print_again(number: str) -> Page:
    """Give the same paper once more, and count it."""
    certificate = certificate_by_number(number)
    try:
        note_reprint(certificate=certificate, by=signed_in_staff())
    except Refused as problem:
        return _page(life_of(certificate), problem=problem), 422
    return handed_pdf(draw(Statement.from_json(certificate.statement)), certificate.number)


def _search(form: FindPaperForm, *, is_unknown: bool = False) -> str:
    return render_template(
        "certificates/find.html",
        form=form,
        is_unknown=is_unknown,
        waiting=waiting_proposals(),
        replacements=waiting_replacements(),
        acts=ACTS,
        reasons=REASON_WORDS,
    )


def _page(life: Life, *, problem: Refused | None = None, **filled: Any) -> str:
    """Show the page, with the form that was filled in and the others empty."""
    learner, possible = life.learner, life.may_be_proposed
    names = {"name_native": learner.name_native, "name_latin": learner.name_latin} if learner else {}
    return render_template(
        "certificates/life.html",
        life=life,
        lines=lines_of(life),
        may_read_audit=may(Permission.READ_AUDIT),
        second_approval=current_programme().second_approval,
        me=signed_in_staff(),
        replacing=filled.get("replacing") or ReplaceForm(formdata=None, **names),
        asking=filled.get("asking") or (ReasonForm(possible, formdata=None) if possible else None),
        open_form=next(iter(filled), None),
        problem=problem,
        form=ButtonForm(),
        acts=ACTS,
        reasons=REASON_WORDS,
    )
