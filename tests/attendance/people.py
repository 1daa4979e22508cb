"""A class that meets, and marks made at it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from app.accounts.models import Staff
from app.attendance.models import AttendanceMark
from app.attendance.queries import standings_of
from app.attendance.rules import Choice, Standing, Status
from app.attendance.services import mark_list
from app.cohorts.models import Cohort, CohortSession, CohortTrainer
from app.cohorts.syncing import Outcome, take_in
from app.core import clock
from app.core.database import db, unit_of_work
from app.learners.models import Learner
from tests.cohorts.people import MONDAY, a_cohort, a_session, a_trainer

PRESENT, ABSENT, EXCUSED = Choice(Status.PRESENT), Choice(Status.ABSENT), Choice(Status.EXCUSED)
DEVICE, OTHER_DEVICE = str(uuid4()), str(uuid4())


def late(minutes: int) -> Choice:
    return Choice(Status.LATE, minutes)


def it_is(moment: datetime) -> None:
    """Bring the clock to a moment."""
    clock.move(moment - clock.now())


def a_class(by: Staff | None = None) -> tuple[Staff, Cohort, CohortSession]:
    """A class with one session, half an hour after it began."""
    trainer = by or a_trainer()
    cohort = a_cohort(trainer)
    session = a_session(cohort)
    it_is(MONDAY + timedelta(minutes=30))
    return trainer, cohort, session


@unit_of_work()
def a_co_trainer(cohort: Cohort) -> Staff:
    other = a_trainer()
    db.session.add(CohortTrainer(cohort_id=cohort.id, staff_id=other.id, is_lead=False))
    return other


def mark(
    cohort: Cohort, session: CohortSession, by: Staff, learner: Learner, choice: Choice, why: str | None = None
) -> int:
    return mark_list(cohort=cohort, session=session, choices={learner.id: choice}, why=why, by=by)


def an_entry(session: CohortSession, learner: Learner, status: str = "present", **more: Any) -> dict[str, Any]:
    """What a phone sends of a mark."""
    at = more.pop("at", clock.now())
    entry = {"id": str(uuid4()), "kind": "mark", "at": at.isoformat(), "session": session.id, "learner": learner.id}
    return entry | {"status": status} | more


def send(cohort: Cohort, by: Staff, *entries: dict[str, Any], device: str = DEVICE, off: int = 0) -> Outcome:
    return take_in(cohort=cohort, sent=entries, device=device, clock_off=timedelta(seconds=off), by=by)


def standing(session: CohortSession, learner: Learner) -> Standing:
    return standings_of(session)[learner.id]


def status(session: CohortSession, learner: Learner) -> str:
    return standing(session, learner).mark.choice.status.value


def every_mark(session: CohortSession) -> list[AttendanceMark]:
    query = select(AttendanceMark).where(AttendanceMark.session_id == session.id).order_by(AttendanceMark.id)
    return list(db.session.scalars(query))


def statuses(marks: Iterable[AttendanceMark]) -> list[str]:
    return [mark.status for mark in marks]


def noon(day: int) -> datetime:
    return datetime(2026, 3, day, 5, 0, tzinfo=UTC)
