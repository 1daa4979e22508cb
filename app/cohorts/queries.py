"""Reads of cohorts, each as far as the person who asks may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.accounts.models import Staff
from app.cohorts.errors import NoSuchCohort, NoSuchMember, NoSuchSession
from app.cohorts.models import Cohort, CohortMember, CohortSession, CohortTrainer
from app.core.database import db
from app.learners.models import Learner
from app.programme.centre_models import Centre


@dataclass(frozen=True, slots=True)
class Member:
    """A learner in a cohort, and the number on their card in class quizzes."""

    learner: Learner
    seat: int
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """A cohort in a list."""

    cohort: Cohort
    centre: Centre
    members: int


def cohorts_of(staff: Staff) -> Sequence[Listed]:
    """List the cohorts somebody leads, the newest first."""
    count = select(func.count(CohortMember.id)).where(
        CohortMember.cohort_id == Cohort.id, CohortMember.left_at.is_(None)
    )
    query = (
        select(Cohort, Centre, count.scalar_subquery())
        .join(CohortTrainer, CohortTrainer.cohort_id == Cohort.id)
        .join(Centre, Centre.id == Cohort.centre_id)
        .where(CohortTrainer.staff_id == staff.id)
        .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
    )
    return [Listed(*row) for row in db.session.execute(query)]


def open_cohorts_beside(staff: Staff, cohort: Cohort) -> list[Cohort]:
    """List the open cohorts somebody leads, but for one."""
    others = (listed.cohort for listed in cohorts_of(staff))
    return [other for other in others if other.is_open and other.id != cohort.id]


def own_cohort(staff: Staff, cohort_id: int) -> Cohort:
    """Find a cohort that somebody leads; raise NoSuchCohort where there is none or another leads it."""
    query = (
        select(Cohort)
        .join(CohortTrainer, CohortTrainer.cohort_id == Cohort.id)
        .where(Cohort.id == cohort_id, CohortTrainer.staff_id == staff.id)
    )
    found = db.session.scalar(query)
    if found is None:
        raise NoSuchCohort
    return found


def cohort_by_code(code: str) -> Cohort | None:
    """Find a cohort by what people type to join it."""
    return db.session.scalar(select(Cohort).where(Cohort.code == code))


def members_of(cohort: Cohort) -> Sequence[Member]:
    """List who is in a cohort now, by the number on their cards, with one query."""
    query = (
        select(Learner, CohortMember.seat, CohortMember.joined_at)
        .join(CohortMember, CohortMember.learner_id == Learner.id)
        .where(CohortMember.cohort_id == cohort.id, CohortMember.left_at.is_(None))
        .order_by(CohortMember.seat)
    )
    return [Member(*row) for row in db.session.execute(query)]


def member_of(cohort: Cohort, learner_id: int) -> Member:
    """Find a present member; raise NoSuchMember."""
    found = next((member for member in members_of(cohort) if member.learner.id == learner_id), None)
    if found is None:
        raise NoSuchMember
    return found


def sessions_of(cohort: Cohort) -> Sequence[CohortSession]:
    """List the sessions of a cohort in their order, those that were cancelled too."""
    query = select(CohortSession).where(CohortSession.cohort_id == cohort.id).order_by(CohortSession.number)
    return db.session.scalars(query).all()


def session_of(cohort: Cohort, number: int) -> CohortSession:
    """Find a session by its place in the plan; raise NoSuchSession."""
    query = select(CohortSession).where(CohortSession.cohort_id == cohort.id, CohortSession.number == number)
    found = db.session.scalar(query)
    if found is None:
        raise NoSuchSession
    return found
