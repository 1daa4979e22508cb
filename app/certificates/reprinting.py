"""Counts how often the same paper leaves the register again."""

from __future__ import annotations

from datetime import UTC, datetime, time

from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.certificates.acts import REPRINTED
from app.certificates.entering import enter
from app.certificates.errors import NotPossibleNow
from app.certificates.life import Act
from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate
from app.certificates.queries import stand_of_number
from app.certificates.rules import Status
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Permission


@unit_of_work()
def note_reprint(*, certificate: Certificate, by: Staff) -> None:
    """Note that an officer prints a paper again; raise NotAllowed, or NotPossibleNow where there is none."""
    if Permission.DECIDE_CERTIFICATES not in by.permissions:
        raise NotAllowed
    if certificate.is_forgotten or stand_of_number(certificate.number).status is not Status.ACTIVE:
        raise NotPossibleNow
    enter(certificate.number, Act.REPRINTED, Actor.staff(by.id))
    record(REPRINTED, actor=Actor.staff(by.id), subject=Subject("certificate", certificate.number))


def note_download(certificate: Certificate) -> None:
    """Note that the learner took the file, once a day, so that a phone that asks often does not fill the log."""
    since = datetime.combine(clock.today(), time(), UTC)
    query = select(CertificateEvent.id).where(
        CertificateEvent.number == certificate.number,
        CertificateEvent.act == Act.DOWNLOADED.value,
        CertificateEvent.at >= since,
    )
    if certificate.learner_id is None or db.session.scalar(query.limit(1)) is not None:
        return
    with unit_of_work():
        enter(certificate.number, Act.DOWNLOADED, Actor.learner(certificate.learner_id))
