"""In which class a certificate was earned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate
from app.cohorts.models import Cohort, CohortMember
from app.core.database import db
from app.register.models import RegisterEntry

Place = tuple[int | None, int | None]
"""A class and its centre."""
NOWHERE: Place = (None, None)


def places_of(certificates: Sequence[Certificate]) -> dict[int, Place]:
    """Tell in which class and centre certificates were earned, by their ids.

    It is the last class for that award that the learner joined before. Who learned alone has none; a replacement
    belongs where the paper was that it stands for; of a person who was forgotten stays what was known.
    """
    earned = _firsts(certificates)
    joined = _joined([*earned.values()])
    known = _known([one.id for one in certificates if one.is_forgotten])
    return {one.id: known.get(one.id) or joined.get(earned[one.id].id, NOWHERE) for one in certificates}


def place_of_new(certificate: Certificate) -> Place:
    """Tell the same of a certificate that has just been given and so stands for no other yet."""
    return _joined([certificate]).get(certificate.id, NOWHERE)


def _firsts(certificates: Sequence[Certificate]) -> dict[int, Certificate]:
    """Give for each certificate the paper at the beginning of its row, which most often is itself."""
    row_of = {one.number: one for one in certificates}
    firsts = {one.id: one for one in certificates}
    while row_of:
        query = (
            select(CertificateEvent.replacement, Certificate)
            .join(Certificate, Certificate.number == CertificateEvent.number)
            .where(CertificateEvent.replacement.in_(row_of))
        )
        before = {old.number: (row_of[new], old) for new, old in db.session.execute(query) if new}
        firsts |= {one.id: old for one, old in before.values()}
        row_of = {number: one for number, (one, _old) in before.items()}
    return firsts


def _joined(certificates: Sequence[Certificate]) -> dict[int, Place]:
    """Find the last class of each learner for the award, joined before the paper was given."""
    learners = {one.learner_id for one in certificates if one.learner_id}
    query = (
        select(CohortMember.learner_id, CohortMember.joined_at, Cohort.award, Cohort.id, Cohort.centre_id)
        .join(Cohort, Cohort.id == CohortMember.cohort_id)
        .where(CohortMember.learner_id.in_(learners))
        .order_by(CohortMember.joined_at, CohortMember.id)
    )
    joined: dict[tuple[int, str], list[tuple[datetime, Place]]] = {}
    for row in db.session.execute(query) if learners else ():
        joined.setdefault((row.learner_id, row.award), []).append((row.joined_at, (row.id, row.centre_id)))
    found: dict[int, Place] = {}
    for one in certificates:
        for at, place in joined.get((one.learner_id or 0, one.kind), ()):
            if at <= one.issued_at:
                found[one.id] = place
    return found


def _known(ids: Sequence[int]) -> dict[int, Place]:
    if not ids:
        return {}
    query = select(RegisterEntry.id, RegisterEntry.cohort_id, RegisterEntry.centre_id).where(RegisterEntry.id.in_(ids))
    return {row.id: (row.cohort_id, row.centre_id) for row in db.session.execute(query)}
