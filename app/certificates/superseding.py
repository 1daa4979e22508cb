"""Gives a certificate anew under another number; the old number answers from then on that it was replaced."""

from __future__ import annotations

from sqlalchemy import update

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.certificates.acts import SUPERSEDED
from app.certificates.composing import Names, Replacement, compose_anew
from app.certificates.entering import enter
from app.certificates.errors import NotPossibleNow, SecondPersonNeeded
from app.certificates.life import Act, Reason
from app.certificates.life_rules import check_reason
from app.certificates.models import Certificate, CertificateCurrent
from app.certificates.queries import standing_of
from app.certificates.rules import Standing
from app.certificates.services import check_printable, register
from app.certificates.statement import Statement
from app.core.database import db, unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Permission
from app.learners.models import Learner
from app.learners.services import change_names
from app.programme.queries import current_programme


def supersede(
    *,
    certificate: Certificate,
    names: Names,
    reason: Reason,
    note: str | None = None,
    by: Staff,
    proposed_by: int | None = None,
) -> Certificate:
    """Issue a new certificate in an older one's place; all or nothing.

    The paper says what the old one said, with these names, and ends when the old one ends; names that were corrected
    are corrected on the learner's account as well. Raises NotAllowed, NotPossibleNow where the old one does not count,
    NoteMissing and NotPrintable; where two officers decide, SecondPersonNeeded unless another one proposed it.
    """
    if Permission.DECIDE_CERTIFICATES not in by.permissions:
        raise NotAllowed
    if current_programme().second_approval and proposed_by in (None, by.id):
        raise SecondPersonNeeded
    note = check_reason(Act.SUPERSEDED, reason, note)
    if certificate.learner_id is None:
        raise NotPossibleNow
    draft = compose_anew(Statement.from_json(certificate.statement), names, certificate.issuer)
    check_printable(names.native, names.latin)
    learner = db.session.get_one(Learner, certificate.learner_id)
    with unit_of_work():
        db.session.refresh(learner, with_for_update=True)
        return _replace(certificate, learner, draft, reason, note, by)


def _replace(
    old: Certificate, learner: Learner, draft: Replacement, reason: Reason, note: str | None, by: Staff
) -> Certificate:
    if standing_of(old) is not Standing.ACTIVE:
        raise NotPossibleNow
    names = Names(draft.parts["name_native"], draft.parts["name_latin"])
    change_names(learner=learner, native=names.native, latin=names.latin, by=by)
    new = register(learner, draft, by)
    _hand_over(old, new)
    actor = Actor.staff(by.id)
    enter(old.number, Act.SUPERSEDED, actor, reason=reason.value, note=note, replacement=new.number)
    record(
        SUPERSEDED,
        actor=actor,
        subject=Subject("certificate", old.number),
        detail={"reason": reason.value, "replacement": new.number},
    )
    return new


def _hand_over(old: Certificate, new: Certificate) -> None:
    """Let the new one count; raise NotPossibleNow where the old one does not count any more."""
    took_over = db.session.scalar(
        update(CertificateCurrent)
        .where(CertificateCurrent.certificate_id == old.id)
        .values(certificate_id=new.id)
        .returning(CertificateCurrent.certificate_id)
        .execution_options(synchronize_session=False)
    )
    if took_over is None:
        raise NotPossibleNow
