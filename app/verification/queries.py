"""Looks a claim up in the register."""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest

from sqlalchemy import select

from app.certificates.models import Certificate
from app.certificates.queries import stand_of_number, standing_of
from app.certificates.rules import Standing
from app.certificates.statement import Statement
from app.core.database import db
from app.course.queries import course
from app.course.versions import is_older
from app.verification.errors import NoSuchPaper
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

    @property
    def is_sample(self) -> bool:
        """Tell whether it is no real certificate, whatever else is true of it."""
        return self.statement.watermark is not None

    @property
    def is_of_older_course(self) -> bool:
        """Tell whether the course has had a later version since; the certificate holds all the same."""
        return is_older(self.statement.course_version, course().version)


def paper_of(claim: Claim) -> Paper:
    """Find the certificate that a claim names; raise NoSuchPaper, with the same work for either part being wrong."""
    query = select(Certificate.id, Certificate.code).where(Certificate.number == str(claim.number))
    found = db.session.execute(query).one_or_none()
    right_code = found.code if found else _NO_CODE
    if not compare_digest(right_code, claim.code) or found is None:
        raise NoSuchPaper
    certificate = db.session.get_one(Certificate, found.id)
    if certificate.is_forgotten:
        raise NoSuchPaper
    stand = stand_of_number(certificate.number)
    return Paper(Statement.from_json(certificate.statement), standing_of(certificate), stand.replaced_by)
