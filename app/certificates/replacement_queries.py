"""Reads of what was proposed to stand in a certificate's place."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.certificates.models import Certificate
from app.certificates.replacement_models import ReplacementProposal
from app.core.database import db


def open_replacement(certificate: Certificate) -> ReplacementProposal | None:
    """Find what waits for a second officer; there is one at most."""
    query = select(ReplacementProposal).where(
        ReplacementProposal.certificate_id == certificate.id, ReplacementProposal.answer.is_(None)
    )
    return db.session.scalar(query)


def replacements_of(certificate: Certificate) -> Sequence[ReplacementProposal]:
    """List what was ever proposed, in its order."""
    query = select(ReplacementProposal).where(ReplacementProposal.certificate_id == certificate.id)
    return db.session.scalars(query.order_by(ReplacementProposal.id)).all()


def waiting_replacements(limit: int = 100) -> Sequence[tuple[str, ReplacementProposal]]:
    """List what waits for a second officer with the numbers, the oldest first."""
    query = (
        select(Certificate.number, ReplacementProposal)
        .join(Certificate, Certificate.id == ReplacementProposal.certificate_id)
        .where(ReplacementProposal.answer.is_(None))
        .order_by(ReplacementProposal.id)
        .limit(limit)
    )
    return [(number, proposal) for number, proposal in db.session.execute(query)]
