"""Reads of attendance; each costs the same number of queries whatever the size of the class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from app.accounts.models import Staff
from app.attendance.models import AttendanceMark
from app.attendance.rules import Choice, How, Mark, Standing, Status, standing_of
from app.cohorts.models import CohortMember, CohortSession
from app.core.database import db
from app.learners.models import Learner

_COLUMNS = (
    AttendanceMark.id,
    AttendanceMark.token,
    AttendanceMark.learner_id,
    AttendanceMark.status,
    AttendanceMark.minutes,
    AttendanceMark.how,
    AttendanceMark.at,
    AttendanceMark.clock_off,
    AttendanceMark.recorded_at,
    AttendanceMark.staff_id,
    AttendanceMark.device,
    AttendanceMark.corrects_id,
    AttendanceMark.why,
)
Standings = Mapping[tuple[int, int], Standing]
"""How people stand, by session and learner."""


def standings_at(session_ids: Collection[int], learner_ids: Collection[int] | None = None) -> Standings:
    """Work out how everybody, or these learners, stand at some sessions, with one query."""
    query = select(AttendanceMark.session_id, *_COLUMNS).where(AttendanceMark.session_id.in_(session_ids))
    if learner_ids is not None:
        query = query.where(AttendanceMark.learner_id.in_(learner_ids))
    found: defaultdict[tuple[int, int], list[Mark]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.session_id, row.learner_id].append(_mark(row))
    standings = ((place, standing_of(marks)) for place, marks in found.items())
    return {place: standing for place, standing in standings if standing}


def standings_of(session: CohortSession) -> dict[int, Standing]:
    """Work out how everybody stands at a session, by learner."""
    return {learner_id: standing for (_session, learner_id), standing in standings_at([session.id]).items()}


def marked_among(session_ids: Collection[int]) -> set[int]:
    """Sort out at which of some sessions anybody was marked."""
    query = select(AttendanceMark.session_id).where(AttendanceMark.session_id.in_(session_ids)).distinct()
    return set(db.session.scalars(query))


def marks_of(session: CohortSession, learner_id: int) -> list[Mark]:
    """List every mark of a learner at a session, as we heard of them."""
    query = select(*_COLUMNS).where(AttendanceMark.session_id == session.id, AttendanceMark.learner_id == learner_id)
    return [_mark(row) for row in db.session.execute(query.order_by(AttendanceMark.id))]


def ever_members(cohort_id: int) -> set[int]:
    """Give who is in a class or was once, by the learners' rows."""
    return set(db.session.scalars(select(CohortMember.learner_id).where(CohortMember.cohort_id == cohort_id)))


def sessions_now(learner: Learner, *, until: datetime, since: datetime) -> list[CohortSession]:
    """List the sessions of a learner's own classes that begin before one moment and end after another."""
    query = (
        select(CohortSession)
        .join(CohortMember, CohortMember.cohort_id == CohortSession.cohort_id)
        .where(
            CohortMember.learner_id == learner.id,
            CohortMember.left_at.is_(None),
            CohortSession.cancelled_at.is_(None),
            CohortSession.starts_at <= until,
            CohortSession.ends_at >= since,
        )
        .order_by(CohortSession.starts_at, CohortSession.id)
    )
    return list(db.session.scalars(query))


def staff_names(marks: Collection[Mark]) -> dict[int, str]:
    """Give the sign-in names of who made marks."""
    ids = {mark.staff_id for mark in marks if mark.staff_id}
    rows = db.session.execute(select(Staff.id, Staff.username).where(Staff.id.in_(ids)))
    return {row.id: row.username for row in rows}


def _mark(row: Row[*tuple[Any, ...]]) -> Mark:
    return Mark(
        id=row.id,
        token=row.token,
        learner_id=row.learner_id,
        choice=Choice(Status(row.status), row.minutes),
        how=How(row.how),
        at=row.at,
        clock_off=row.clock_off,
        recorded_at=row.recorded_at,
        staff_id=row.staff_id,
        device=row.device,
        corrects_id=row.corrects_id,
        why=row.why,
    )
