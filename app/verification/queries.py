"""Looks a claim up in the register."""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest

from sqlalchemy import select

from app.certificates.checkpointing import was_known_before
from app.certificates.log import payload_digest
from app.certificates.models import Certificate
from app.certificates.queries import stand_of_number, standing_of
from app.certificates.rules import Standing
from app.certificates.signed import read_address
from app.certificates.statement import Statement
from app.core.database import db
from app.course.queries import course
from app.course.versions import is_older
from app.signing.errors import BadSignature
from app.signing.keys import Use
from app.signing.present import present_keys
from app.verification.errors import ForgottenAndEnded, NameForgotten, NoSuchPaper
from app.verification.rules import Claim

_NO_CODE = "UUUUUUUU"
"""What a claimed code is compared with where no certificate has the number; no code ever holds a U."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What was printed, and how it stands today."""

    statement: Statement
    standing: Standing
    replaced_by: str | None = None
    """The number of the certificate that counts in its place."""
    is_unsafe: bool = False
    """Whether its key was revoked, and no checkpoint held its square before the day from which nothing is believed."""

    @property
    def is_sample(self) -> bool:
        """Tell whether it is no real certificate, whatever else is true of it."""
        return self.statement.watermark is not None

    @property
    def is_of_older_course(self) -> bool:
        """Tell whether the course has had a later version since; the certificate holds all the same."""
        return is_older(self.statement.course_version, course().version)


def paper_of(claim: Claim) -> Paper:
    """Find the certificate that a claim names; raise NoSuchPaper, with the same work for either part being wrong.

    Of somebody who was forgotten it raises NameForgotten or ForgottenAndEnded, which are no misses.
    """
    query = select(Certificate.id, Certificate.code).where(Certificate.number == str(claim.number))
    found = db.session.execute(query).one_or_none()
    right_code = found.code if found else _NO_CODE
    if not compare_digest(right_code, claim.code) or found is None:
        raise NoSuchPaper
    certificate = db.session.get_one(Certificate, found.id)
    if certificate.is_forgotten:
        raise NameForgotten if standing_of(certificate) is Standing.ACTIVE else ForgottenAndEnded
    stand = stand_of_number(certificate.number)
    statement = Statement.from_json(certificate.statement)
    return Paper(statement, standing_of(certificate), stand.replaced_by, is_unsafe=_is_unsafe(statement))


def _is_unsafe(statement: Statement) -> bool:
    """Say of a paper under a revoked key what the checker says that has no network: our register may be forged too."""
    trust = present_keys().trust
    revoked = [key for key in trust.of_use(Use.QR) if key.revoked_on] if trust else []
    try:
        _said, key = read_address(statement.check_address, revoked)
    except BadSignature:
        return False
    return key.revoked_on is not None and not was_known_before(payload_digest(statement.check_address), key.revoked_on)
