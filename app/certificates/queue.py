"""The requests that wait, class by class; as many queries for ten thousand of them as for ten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select

from app.accounts.models import Staff
from app.certificates.models import CertificateRequest, RequestStatus
from app.cohorts.models import Cohort, CohortTrainer
from app.core import clock
from app.core.database import db
from app.integrity.models import IntegritySignal
from app.programme.centre_models import Centre

GROUPS = 25
AGES = (0, 3, 7, 14, 30)
"""Days for which a request may have waited at least."""


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which requests to show."""

    centre: int | None = None
    words: str = ""
    """The code of a class, or a part of its name."""
    days: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is left out."""
        return self == QueueFilter()


@dataclass(frozen=True, slots=True)
class Group:
    """The requests for one class, or those of people who asked by themselves (without a class)."""

    cohort: Cohort | None
    centre: Centre | None
    trainers: tuple[Staff, ...]
    waiting: int
    first_approved: int
    """How many of them wait for a second officer alone."""
    oldest: datetime
    signals: int
    """How many signals about the class nobody has decided about."""

    def is_taught_by(self, staff: Staff) -> bool:
        """Tell whether somebody leads the class."""
        return any(trainer.id == staff.id for trainer in self.trainers)


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of groups, that with the oldest request first."""

    groups: tuple[Group, ...]
    waiting: int
    """How many requests wait in all groups together, those on other pages too."""
    page: int
    has_more: bool


def waits() -> ColumnElement[bool]:
    """Give the condition that a request waits for an officer."""
    return CertificateRequest.status == RequestStatus.WAITING.value


def count_waiting() -> int:
    """Count the requests that wait."""
    return db.session.scalar(_counted().where(waits())) or 0


def queue_page(chosen: QueueFilter, page: int = 1) -> Queue:
    """Read a page of groups."""
    page = min(max(page, 1), 10_000)
    query = _narrowed(_by_class(), chosen).order_by(func.min(CertificateRequest.asked_at), CertificateRequest.cohort_id)
    rows = db.session.execute(query.limit(GROUPS + 1).offset((page - 1) * GROUPS)).all()
    shown = rows[:GROUPS]
    total = db.session.scalar(_narrowed(_counted(), chosen)) or 0
    return Queue(tuple(_groups(shown)), total, page, len(rows) > GROUPS)


def group_of(cohort_id: int | None) -> Group | None:
    """Find the group of a class, or of those who asked by themselves; None where nobody waits in it."""
    rows = db.session.execute(_by_class().where(waits(), in_group(cohort_id))).all()
    return next(iter(_groups(rows)), None)


def in_group(cohort_id: int | None) -> ColumnElement[bool]:
    """Give the condition that a request belongs to a class, or to none."""
    if cohort_id is None:
        return CertificateRequest.cohort_id.is_(None)
    return CertificateRequest.cohort_id == cohort_id


def older_than(days: int) -> ColumnElement[bool]:
    """Give the condition that a request has waited for so many days."""
    return CertificateRequest.asked_at <= clock.now() - timedelta(days=days)


def _counted() -> Any:
    return select(func.count()).select_from(CertificateRequest)


def _by_class() -> Any:
    first = case((CertificateRequest.first_approved_by_id.is_not(None), 1), else_=0)
    return select(
        CertificateRequest.cohort_id,
        func.count().label("waiting"),
        func.sum(first).label("first"),
        func.min(CertificateRequest.asked_at).label("oldest"),
    ).group_by(CertificateRequest.cohort_id)


def _narrowed(query: Any, chosen: QueueFilter) -> Any:
    query = query.where(waits())
    if chosen.days:
        query = query.where(older_than(chosen.days))
    if not (chosen.centre or chosen.words):
        return query
    query = query.join(Cohort, Cohort.id == CertificateRequest.cohort_id)
    if chosen.centre:
        query = query.where(Cohort.centre_id == chosen.centre)
    if chosen.words:
        words = chosen.words.strip()
        query = query.where(or_(Cohort.title.icontains(words, autoescape=True), Cohort.code == words.upper()))
    return query


def _groups(rows: Sequence[Any]) -> list[Group]:
    ids = [row.cohort_id for row in rows if row.cohort_id is not None]
    places = select(Cohort, Centre).join(Centre, Centre.id == Cohort.centre_id).where(Cohort.id.in_(ids))
    classes = {cohort.id: (cohort, centre) for cohort, centre in db.session.execute(places)}
    trainers, signals = _trainers(ids), _signals(ids)
    return [
        Group(
            cohort=classes[row.cohort_id][0] if row.cohort_id in classes else None,
            centre=classes[row.cohort_id][1] if row.cohort_id in classes else None,
            trainers=tuple(trainers[row.cohort_id]),
            waiting=row.waiting,
            first_approved=row.first or 0,
            oldest=row.oldest,
            signals=signals.get(row.cohort_id, 0),
        )
        for row in rows
    ]


def _trainers(ids: Collection[int]) -> defaultdict[int, list[Staff]]:
    query = (
        select(CohortTrainer.cohort_id, Staff)
        .join(Staff, Staff.id == CohortTrainer.staff_id)
        .where(CohortTrainer.cohort_id.in_(ids))
        .order_by(CohortTrainer.is_lead.desc(), Staff.username)
    )
    found: defaultdict[int, list[Staff]] = defaultdict(list)
    for cohort_id, staff in db.session.execute(query):
        found[cohort_id].append(staff)
    return found


def _signals(ids: Collection[int]) -> dict[int, int]:
    query = (
        select(IntegritySignal.cohort_id, func.count())
        .where(IntegritySignal.cohort_id.in_(ids), IntegritySignal.verdict.is_(None))
        .group_by(IntegritySignal.cohort_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}
