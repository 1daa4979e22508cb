"""Reads of terms, legal bases and erasures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from app.core.database import db
from app.learners.models import Learner
from app.privacy.errors import NoSuchErasure
from app.privacy.models import Erasure, LegalBasis, RetentionTerm
from app.privacy.rules import Term
from app.privacy.terms import TERMS


@dataclass(frozen=True, slots=True)
class Pending:
    """An erasure that is open, and whom it is about."""

    erasure: Erasure
    learner: Learner


def days_of(name: str) -> int:
    """Tell how many days something is kept here."""
    return settled_terms()[name]


def length_of(name: str) -> timedelta:
    """Give the same as a length of time."""
    return timedelta(days=days_of(name))


def settled_terms() -> Mapping[str, int]:
    """Give the days of all terms: as the ministry set them, within the bounds, or as Waymark proposes."""
    rows = {row.name: row.days for row in db.session.scalars(select(RetentionTerm))}
    return {name: _bounded(term, rows.get(name, term.days)) for name, term in TERMS.items()}


def _bounded(term: Term, days: int) -> int:
    return min(max(days, term.least), term.most)


def legal_bases() -> Mapping[str, str]:
    """Give on what law each purpose rests, as far as the ministry wrote it down."""
    return {row.purpose: row.text for row in db.session.scalars(select(LegalBasis))}


def open_erasure_of(learner: Learner) -> Erasure | None:
    """Find what is to be done about a learner."""
    return db.session.scalar(
        select(Erasure).where(Erasure.learner_id == learner.id, Erasure.stopped_at.is_(None), Erasure.done_at.is_(None))
    )


def open_erasures(limit: int = 200) -> Sequence[Pending]:
    """List what is open, the oldest first."""
    query = (
        select(Erasure, Learner)
        .join(Learner, Learner.id == Erasure.learner_id)
        .where(Erasure.stopped_at.is_(None), Erasure.done_at.is_(None))
        .order_by(Erasure.id)
        .limit(limit)
    )
    return [Pending(erasure, learner) for erasure, learner in db.session.execute(query)]


def count_waiting() -> int:
    """Count what waits for a second person."""
    waits = (Erasure.asked_by_id.is_not(None), Erasure.agreed_by_id.is_(None))
    query = select(func.count(Erasure.id)).where(*waits, Erasure.stopped_at.is_(None), Erasure.done_at.is_(None))
    return db.session.scalar(query) or 0


def erasure_by_id(erasure_id: int) -> Erasure:
    """Find an erasure; raise NoSuchErasure."""
    found = db.session.get(Erasure, erasure_id)
    if found is None:
        raise NoSuchErasure
    return found
