"""Proposes a new certificate in an older one's place, and does it once a second officer says yes."""

from __future__ import annotations

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.certificates.acts import PROPOSED, WITHDREW
from app.certificates.composing import Names
from app.certificates.entering import lock_log
from app.certificates.errors import AlreadyDecided, AlreadyProposed, NotPossibleNow, SecondPersonNeeded
from app.certificates.life import Act, Reason, open_proposal
from app.certificates.life_rules import check_reason
from app.certificates.models import Certificate
from app.certificates.queries import events_of, standing_of
from app.certificates.replacement_models import Answer, ReplacementProposal
from app.certificates.replacement_queries import open_replacement
from app.certificates.rules import Standing
from app.certificates.services import check_printable
from app.certificates.superseding import supersede
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Permission
from app.programme.queries import current_programme


def replace_certificate(
    *, certificate: Certificate, names: Names, reason: Reason, note: str | None = None, by: Staff
) -> Certificate | None:
    """Give a new certificate in an older one's place; where two officers decide, propose it and give None.

    Raises what supersede raises, and AlreadyProposed where something waits already.
    """
    if not current_programme().second_approval:
        return supersede(certificate=certificate, names=names, reason=reason, note=note, by=by)
    propose_replacement(certificate=certificate, names=names, reason=reason, note=note, by=by)
    return None


@unit_of_work()
def propose_replacement(
    *, certificate: Certificate, names: Names, reason: Reason, note: str | None = None, by: Staff
) -> ReplacementProposal:
    """Ask a second officer for a new certificate in this one's place."""
    _check_person(by)
    note = check_reason(Act.SUPERSEDED, reason, note)
    check_printable(names.native, names.latin)
    lock_log()
    if standing_of(certificate) is not Standing.ACTIVE or certificate.learner_id is None:
        raise NotPossibleNow
    if open_replacement(certificate) or open_proposal(events_of(certificate.number)) is not None:
        raise AlreadyProposed
    proposal = ReplacementProposal(
        certificate_id=certificate.id,
        name_native=names.native,
        name_latin=names.latin,
        reason=reason.value,
        note=note,
        by_id=by.id,
        at=clock.now(),
    )
    db.session.add(proposal)
    db.session.flush()
    _note(PROPOSED, certificate, proposal, by)
    return proposal


@unit_of_work()
def confirm_replacement(*, certificate: Certificate, proposal: int, by: Staff) -> Certificate:
    """Do what another officer proposed; raise SecondPersonNeeded for who proposed it, and AlreadyDecided."""
    _check_person(by)
    asked = _waiting(certificate, proposal)
    if asked.by_id == by.id:
        raise SecondPersonNeeded
    new = supersede(
        certificate=certificate,
        names=Names(asked.name_native, asked.name_latin),
        reason=Reason(asked.reason),
        note=asked.note,
        by=by,
        proposed_by=asked.by_id,
    )
    _answer(asked, Answer.DONE, by)
    return new


@unit_of_work()
def drop_replacement(*, certificate: Certificate, proposal: int, by: Staff) -> None:
    """Drop what was proposed, which who proposed it may do, and any other officer as well; raise AlreadyDecided."""
    _check_person(by)
    asked = _waiting(certificate, proposal)
    _answer(asked, Answer.DROPPED, by)
    _note(WITHDREW, certificate, asked, by)


def _waiting(certificate: Certificate, proposal: int) -> ReplacementProposal:
    """Find a proposal that waits, locked, so that two who answer at once do it one after the other."""
    asked = db.session.get(ReplacementProposal, proposal, with_for_update=True, populate_existing=True)
    if asked is None or asked.certificate_id != certificate.id or asked.answer is not None:
        raise AlreadyDecided
    return asked


def _answer(asked: ReplacementProposal, answer: Answer, by: Staff) -> None:
    """Write the answer down, and forget the names, which stand on the certificate if they stand anywhere."""
    officer = by.id
    asked.name_native, asked.name_latin = None, None
    asked.answer, asked.answered_by_id, asked.answered_at = answer.value, officer, clock.now()
    db.session.flush()


def _check_person(by: Staff) -> None:
    if Permission.DECIDE_CERTIFICATES not in by.permissions:
        raise NotAllowed


def _note(act: str, certificate: Certificate, proposal: ReplacementProposal, by: Staff) -> None:
    detail = {"act": "proposed-replacement", "reason": proposal.reason}
    record(act, actor=Actor.staff(by.id), subject=Subject("certificate", certificate.number), detail=detail)
