"""Reads of signals, for officers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Staff
from app.cohorts.models import Cohort
from app.core.database import db
from app.integrity.errors import NoSuchSignal
from app.integrity.models import IntegritySignal
from app.learners.models import Learner
from app.programme.centre_models import Centre


@dataclass(frozen=True, slots=True)
class Raised:
    """A signal with the class it is about."""

    signal: IntegritySignal
    cohort: Cohort
    centre: Centre


@dataclass(frozen=True, slots=True)
class Shown:
    """A signal with everybody it names."""

    raised: Raised
    learners: Sequence[Learner]
    trainer: Staff | None
    decided_by: Staff | None


def signals(*, decided: bool, limit: int = 200) -> list[Raised]:
    """List the signals that wait for a decision, the oldest first, or those decided, the newest first."""
    waiting = IntegritySignal.verdict.is_(None)
    order = IntegritySignal.decided_at.desc() if decided else IntegritySignal.raised_at.asc()
    query = (
        select(IntegritySignal, Cohort, Centre)
        .join(Cohort, Cohort.id == IntegritySignal.cohort_id)
        .join(Centre, Centre.id == Cohort.centre_id)
        .where(~waiting if decided else waiting)
        .order_by(order, IntegritySignal.id)
        .limit(limit)
    )
    return [Raised(*row) for row in db.session.execute(query)]


def signals_of(cohort: Cohort) -> Sequence[IntegritySignal]:
    """List what was raised about a class."""
    query = select(IntegritySignal).where(IntegritySignal.cohort_id == cohort.id).order_by(IntegritySignal.id)
    return db.session.scalars(query).all()


def shown_signal(signal_id: int) -> Shown:
    """Find a signal with everybody it names; raise NoSuchSignal."""
    signal = db.session.get(IntegritySignal, signal_id)
    if signal is None:
        raise NoSuchSignal
    cohort = db.session.get_one(Cohort, signal.cohort_id)
    learners = db.session.scalars(select(Learner).where(Learner.id.in_(signal.learners)).order_by(Learner.id)).all()
    return Shown(
        Raised(signal, cohort, db.session.get_one(Centre, cohort.centre_id)),
        learners,
        db.session.get(Staff, signal.staff_id) if signal.staff_id else None,
        db.session.get(Staff, signal.decided_by_id) if signal.decided_by_id else None,
    )
