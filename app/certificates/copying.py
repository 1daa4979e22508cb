"""Gives a holder their certificate again, whole or with parts left out, and notes a square that is new."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from app.audit.rules import Actor
from app.certificates.checkpointing import was_known_before
from app.certificates.entering import enter, lock_log
from app.certificates.errors import NotPossibleNow
from app.certificates.life import Act
from app.certificates.log import payload_digest
from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate
from app.certificates.queries import stand_of_number
from app.certificates.rules import Status
from app.certificates.signed import Signed, read_address
from app.certificates.sparing import Part, has_corridor, sign_sparer, sparer
from app.certificates.statement import Statement
from app.core.database import db, unit_of_work
from app.signing.errors import BadSignature
from app.signing.keys import Use
from app.signing.present import present_keys


def copy_of(*, certificate: Certificate, without: Collection[Part] = ()) -> Statement:
    """Give what a certificate states, without some parts.

    Where the square names the journey and must not, it is signed anew and the log learns of it. Raises
    NotPossibleNow where the certificate does not count or its square is not to be trusted, and KeyProblem.
    """
    statement = sparer(Statement.from_json(certificate.statement), without)
    if Part.JOURNEY not in without or not has_corridor(statement):
        return statement
    signed, signer = _trusted(certificate, statement), present_keys().signer_for(certificate.issuer, Use.QR)
    copy = sign_sparer(statement, signed, signer)
    _note(certificate, payload_digest(copy.check_address))
    return copy


def _trusted(certificate: Certificate, statement: Statement) -> Signed:
    """Read the square, if one of our keys signed it before anybody else may have had that key.

    Otherwise a copy would make a forged row genuine.
    """
    if stand_of_number(certificate.number).status is not Status.ACTIVE:
        raise NotPossibleNow
    trust, square = present_keys().trust, statement.check_address
    try:
        signed, key = read_address(square, trust.of_use(Use.QR) if trust else ())
    except BadSignature:
        raise NotPossibleNow from None
    if key.revoked_on and not was_known_before(payload_digest(square), key.revoked_on):
        raise NotPossibleNow
    if signed.number != certificate.number:
        raise NotPossibleNow
    return signed


def _note(certificate: Certificate, digest: str) -> None:
    """Enter the square of a copy into the log, once, however many ask for it at the same time."""
    if certificate.learner_id is None or _is_noted(certificate.number, digest):
        return
    with unit_of_work():
        lock_log()
        if not _is_noted(certificate.number, digest):
            enter(certificate.number, Act.COPIED, Actor.learner(certificate.learner_id), payload_digest=digest)


def _is_noted(number: str, digest: str) -> bool:
    query = select(CertificateEvent.id).where(
        CertificateEvent.number == number, CertificateEvent.payload_digest == digest
    )
    return db.session.scalar(query.limit(1)) is not None
