"""Takes a certificate back, and makes it count again: one person proposes, another one confirms."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.certificates.acts import PROPOSED, REINSTATED, REVOKED, WITHDREW
from app.certificates.entering import enter, lock_log
from app.certificates.errors import AlreadyDecided, AlreadyProposed, NotPossibleNow, SecondPersonNeeded
from app.certificates.life import PROPOSALS, Act, Reason, may_happen, open_proposal
from app.certificates.life import PROPOSED as PROPOSED_ACTS
from app.certificates.life_rules import check_reason
from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate
from app.certificates.queries import events_of, stand_of_number
from app.certificates.replacement_queries import open_replacement
from app.core.database import db, unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Permission


@unit_of_work()
def propose(
    *, certificate: Certificate, act: Act, reason: Reason, note: str | None = None, by: Staff
) -> CertificateEvent:
    """Propose to take a certificate back or to make it count again.

    Raises NotAllowed, WrongReason, NoteMissing, NotPossibleNow, and AlreadyProposed where something waits already.
    """
    _check_person(by)
    note = check_reason(act, reason, note)
    lock_log()
    if not may_happen(act, stand_of_number(certificate.number).status):
        raise NotPossibleNow
    if open_proposal(events_of(certificate.number)) is not None or open_replacement(certificate):
        raise AlreadyProposed
    actor = Actor.staff(by.id)
    event = enter(certificate.number, PROPOSALS[act], actor, reason=reason.value, note=note)
    _note(PROPOSED, certificate.number, by, event)
    return event


@unit_of_work()
def confirm(*, certificate: Certificate, proposal: int, by: Staff) -> CertificateEvent:
    """Do what another person proposed.

    Raises NotAllowed, SecondPersonNeeded for who proposed it, and AlreadyDecided where it does not wait any more.
    """
    _check_person(by)
    proposed = _waiting(certificate, proposal)
    if proposed.actor_id == by.id:
        raise SecondPersonNeeded
    act = PROPOSED_ACTS[Act(proposed.act)]
    if not may_happen(act, stand_of_number(certificate.number).status):
        raise NotPossibleNow
    event = enter(
        certificate.number,
        act,
        Actor.staff(proposed.actor_id or 0),
        second_id=by.id,
        reason=proposed.reason,
        answers_id=proposed.id,
    )
    _note(REVOKED if act is Act.REVOKED else REINSTATED, certificate.number, by, event)
    return event


@unit_of_work()
def withdraw(*, certificate: Certificate, proposal: int, by: Staff) -> CertificateEvent:
    """Drop a proposal, which whoever made it may do, and whoever would have to confirm it as well.

    Raises NotAllowed and AlreadyDecided.
    """
    _check_person(by)
    proposed = _waiting(certificate, proposal)
    event = enter(certificate.number, Act.WITHDREW_PROPOSAL, Actor.staff(by.id), answers_id=proposed.id)
    _note(WITHDREW, certificate.number, by, event)
    return event


def _waiting(certificate: Certificate, proposal: int) -> CertificateEvent:
    """Find a proposal that waits, with the log locked, so that two who answer at once do it one after the other."""
    lock_log()
    if open_proposal(events_of(certificate.number)) != proposal:
        raise AlreadyDecided
    return db.session.scalars(select(CertificateEvent).where(CertificateEvent.id == proposal)).one()


def _check_person(by: Staff) -> None:
    if Permission.DECIDE_CERTIFICATES not in by.permissions:
        raise NotAllowed


def _note(act: str, number: str, by: Staff, event: CertificateEvent) -> None:
    detail = {"act": event.act, "reason": event.reason}
    record(act, actor=Actor.staff(by.id), subject=Subject("certificate", number), detail=detail)
