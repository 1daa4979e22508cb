"""Reads of batches: what became of each request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Staff
from app.certificates.batch_models import DONE, DecisionBatch, DecisionItem, Outcome
from app.certificates.errors import NoSuchRequest
from app.certificates.models import Certificate, CertificateRequest
from app.core.database import db
from app.learners.models import Learner


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one request; nothing yet where there is no outcome."""

    request: CertificateRequest
    learner: Learner
    outcome: Outcome | None
    number: str | None
    """Of the certificate, where one was issued."""


@dataclass(frozen=True, slots=True)
class Results:
    """What became of all of them."""

    lines: Sequence[Line]

    @property
    def decided(self) -> int:
        """Count those whose turn has come."""
        return sum(line.outcome is not None for line in self.lines)

    @property
    def failed(self) -> Sequence[Line]:
        """List those with whom it did not go as the officer wanted."""
        return [line for line in self.lines if line.outcome is not None and line.outcome not in DONE]

    def by(self, outcome: Outcome) -> Sequence[Line]:
        """List those with one outcome."""
        return [line for line in self.lines if line.outcome == outcome]


def own_batch(token: str, by: Staff) -> DecisionBatch:
    """Find a batch of this officer; raise NoSuchRequest where there is none or it is another's."""
    found = batch_of(token, by)
    if found is None:
        raise NoSuchRequest
    return found


def batch_of(token: str, by: Staff) -> DecisionBatch | None:
    """Find a batch of this officer, if there is one."""
    return db.session.scalar(select(DecisionBatch).where(DecisionBatch.token == token, DecisionBatch.by_id == by.id))


def results_of_batch(batch: DecisionBatch) -> Results:
    """Read what became of each request, in the order of the requests, with one query."""
    query = (
        select(DecisionItem.outcome, CertificateRequest, Learner, Certificate.number)
        .join(CertificateRequest, CertificateRequest.id == DecisionItem.request_id)
        .join(Learner, Learner.id == CertificateRequest.learner_id)
        .outerjoin(Certificate, Certificate.id == CertificateRequest.certificate_id)
        .where(DecisionItem.batch_id == batch.id)
        .order_by(DecisionItem.request_id)
    )
    rows = db.session.execute(query)
    return Results(
        [Line(request, learner, Outcome(how) if how else None, number) for how, request, learner, number in rows]
    )
