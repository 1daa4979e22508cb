"""Verbs about cohorts and who belongs to them; each is one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.audit.rules import Actor, ActorKind, Subject
from app.audit.services import record
from app.cohorts.acts import CLASS_CONFIRMED, CLASS_SEEN, COHORT_OPENED, MEMBER_ADDED
from app.cohorts.errors import CohortClosed
from app.cohorts.models import Cohort, CohortAct, CohortEvent, CohortMember, CohortSession, CohortTrainer
from app.core import clock
from app.core.codes import new_code
from app.core.database import db, unit_of_work
from app.course.corridor import Corridor
from app.learners.models import Learner
from app.programme.rules import Award

CODE_SIGNS = 6
A_LOOK = timedelta(hours=1)
"""So long, seeing the people of a class again is the same look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is decided about a cohort when it is opened."""

    title: str
    centre_id: int
    award: Award
    locales: tuple[str, ...]
    starts_on: date
    ends_on: date
    corridor: Corridor = field(default_factory=Corridor)
    room: str | None = None


@unit_of_work()
def open_cohort(*, plan: Plan, by: Staff) -> Cohort:
    """Open a cohort that its maker leads."""
    cohort = Cohort(code=_free_code(), created_at=clock.now(), **columns_of(plan))
    db.session.add(cohort)
    db.session.flush()
    db.session.add(CohortTrainer(cohort_id=cohort.id, staff_id=by.id, is_lead=True))
    db.session.add(CohortEvent(cohort_id=cohort.id, at=clock.now(), staff_id=by.id, act=CohortAct.OPENED.value))
    record(COHORT_OPENED, actor=Actor.staff(by.id), subject=subject_of(cohort))
    return cohort


@unit_of_work()
def add_member(*, cohort: Cohort, learner: Learner, by: Staff | None = None) -> CohortMember:
    """Take a learner in, or give the place they have already; raise CohortClosed.

    Without ``by`` they joined by themselves. Who chose no journey yet gets that of the class. The cohort is locked
    meanwhile, so that two who come at once get two seats.
    """
    db.session.execute(select(Cohort.id).where(Cohort.id == cohort.id).with_for_update())
    found = place_of(cohort, learner.id)
    if found is not None:
        return found if by else _joined_as_well(found)
    if not cohort.is_open:
        raise CohortClosed
    member = CohortMember(
        cohort_id=cohort.id,
        learner_id=learner.id,
        seat=_free_seat(cohort),
        joined_at=clock.now(),
        added_by_id=by.id if by else None,
    )
    if not learner.has_journey:
        learner.origin, learner.destination, learner.sector = cohort.origin, cohort.destination, cohort.sector
    db.session.add(member)
    db.session.flush()
    actor = Actor.staff(by.id) if by else Actor.learner(learner.id)
    record(MEMBER_ADDED, actor=actor, subject=Subject("learner", learner.id), detail={"cohort": cohort.id})
    return member


@unit_of_work()
def add_session(
    *, cohort: Cohort, starts_at: datetime, ends_at: datetime, modules: Sequence[str], room: str | None = None
) -> CohortSession:
    """Put a session at the end of the plan; raise CohortClosed."""
    if not cohort.is_open:
        raise CohortClosed
    last = db.session.scalar(select(func.max(CohortSession.number)).where(CohortSession.cohort_id == cohort.id))
    session = CohortSession(
        cohort_id=cohort.id,
        number=(last or 0) + 1,
        starts_at=starts_at,
        ends_at=ends_at,
        modules=list(modules),
        room=room,
        board_secret=secrets.token_hex(32),
    )
    db.session.add(session)
    db.session.flush()
    return session


def note_look(*, cohort: Cohort, by: Staff) -> None:
    """Note that somebody saw the people of a class, once an hour."""
    query = select(AuditEvent.id).where(
        AuditEvent.act == CLASS_SEEN,
        AuditEvent.subject_kind == "cohort",
        AuditEvent.subject_id == str(cohort.id),
        AuditEvent.actor_kind == ActorKind.STAFF.value,
        AuditEvent.actor_id == by.id,
        AuditEvent.at > clock.now() - A_LOOK,
    )
    if db.session.scalar(query.limit(1)) is None:
        record(CLASS_SEEN, actor=Actor.staff(by.id), subject=subject_of(cohort))


def place_of(cohort: Cohort, learner_id: int) -> CohortMember | None:
    """Find the present place of a learner in a cohort."""
    query = select(CohortMember).where(
        CohortMember.cohort_id == cohort.id, CohortMember.learner_id == learner_id, CohortMember.left_at.is_(None)
    )
    return db.session.scalar(query)


def columns_of(plan: Plan) -> dict[str, Any]:
    """Write a plan as the columns of a cohort."""
    return {
        "title": plan.title,
        "centre_id": plan.centre_id,
        "award": plan.award.value,
        "locales": list(plan.locales),
        "origin": plan.corridor.origin,
        "destination": plan.corridor.destination,
        "sector": plan.corridor.sector,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "room": plan.room,
    }


def subject_of(cohort: Cohort) -> Subject:
    """Name a cohort in the audit."""
    return Subject("cohort", cohort.id)


def _joined_as_well(member: CohortMember) -> CohortMember:
    """Note that who was put on the list joins by themselves too; from then on the class's trainers may give a PIN."""
    if not member.is_own:
        member.own_at = clock.now()
        actor, subject = Actor.learner(member.learner_id), Subject("learner", member.learner_id)
        record(CLASS_CONFIRMED, actor=actor, subject=subject, detail={"cohort": member.cohort_id})
    return member


def _free_seat(cohort: Cohort) -> int:
    """Give the number after the highest that anybody ever had here, so that a card never means two people."""
    highest = db.session.scalar(select(func.max(CohortMember.seat)).where(CohortMember.cohort_id == cohort.id))
    return (highest or 0) + 1


def _free_code() -> str:
    while True:
        code = new_code(CODE_SIGNS)
        if db.session.scalar(select(Cohort.id).where(Cohort.code == code)) is None:
            return code
