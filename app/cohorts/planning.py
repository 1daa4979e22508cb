"""Verbs about the sessions of a class."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta

from app.accounts.models import Staff
from app.audit.rules import Actor
from app.audit.services import record
from app.cohorts.acts import SESSION_CANCELLED, SESSION_CHANGED, SESSION_PLANNED, SESSION_RESTORED
from app.cohorts.errors import CohortClosed, NothingToPlan, SessionBegan
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.queries import sessions_of
from app.cohorts.rules import Proposal, propose, teaching_days
from app.cohorts.services import add_session, subject_of
from app.cohorts.times import moment_at, today_at, zone_of
from app.core import clock
from app.core.database import unit_of_work
from app.course.catalogue import Module
from app.course.queries import course
from app.programme.centre_models import Centre
from app.programme.queries import programme_or_none
from app.programme.rules import Award, Completion


def modules_of(cohort: Cohort) -> list[Module]:
    """List the modules that the award of a class asks for, in their order."""
    programme = programme_or_none()
    completion = programme.completion if programme else Completion()
    award = Award(cohort.award)
    return [module for module in course().modules if completion.asks_for(award, module.id, core=module.core)]


def proposal_for(cohort: Cohort, centre: Centre, weekdays: Collection[int]) -> list[Proposal]:
    """Spread the modules without a session over the days without one that are still to come."""
    held = [session for session in sessions_of(cohort) if session.cancelled_at is None]
    planned = {module for session in held for module in session.modules}
    taken = {session.starts_at.astimezone(zone_of(centre)).date() for session in held}
    first = max(cohort.starts_on, today_at(centre))
    days = teaching_days(first, cohort.ends_on, weekdays, taken)
    minutes = {one.id: one.lesson_minutes + one.quiz_minutes for one in modules_of(cohort) if one.id not in planned}
    return propose(minutes, days)


@unit_of_work()
def plan_all(
    *, cohort: Cohort, centre: Centre, weekdays: Collection[int], begins: time, by: Staff
) -> list[CohortSession]:
    """Plan the sessions of a proposal, each beginning at the same hour; raise NothingToPlan or CohortClosed."""
    proposal = proposal_for(cohort, centre, weekdays)
    if not proposal:
        raise NothingToPlan
    sessions = []
    for one in proposal:
        starts_at = moment_at(centre, one.day, begins)
        ends_at = starts_at + timedelta(minutes=one.minutes)
        sessions.append(plan_session(cohort=cohort, times=(starts_at, ends_at), modules=one.modules, room=None, by=by))
    return sessions


@unit_of_work()
def plan_session(
    *, cohort: Cohort, times: tuple[datetime, datetime], modules: Sequence[str], room: str | None, by: Staff
) -> CohortSession:
    """Add a session to the plan; raise CohortClosed. The audit tells whether it was over already."""
    session = add_session(cohort=cohort, starts_at=times[0], ends_at=times[1], modules=modules, room=room)
    detail = {"session": session.number, "afterwards": session.ends_at < clock.now()}
    record(SESSION_PLANNED, actor=Actor.staff(by.id), subject=subject_of(cohort), detail=detail)
    return session


@unit_of_work()
def change_session(
    *,
    cohort: Cohort,
    session: CohortSession,
    times: tuple[datetime, datetime],
    modules: Sequence[str],
    room: str | None,
    by: Staff,
) -> None:
    """Change a session; raise CohortClosed, and SessionBegan where its times would change after its beginning."""
    if not cohort.is_open:
        raise CohortClosed
    if times != (session.starts_at, session.ends_at) and session.starts_at <= clock.now():
        raise SessionBegan
    session.starts_at, session.ends_at = times
    session.modules, session.room = list(modules), room
    _tell(SESSION_CHANGED, cohort, session, by)


@unit_of_work()
def cancel_session(*, cohort: Cohort, session: CohortSession, by: Staff) -> None:
    """Cancel a session, which stays in the plan; raise CohortClosed."""
    if not cohort.is_open:
        raise CohortClosed
    if session.cancelled_at is None:
        session.cancelled_at = clock.now()
        _tell(SESSION_CANCELLED, cohort, session, by)


@unit_of_work()
def restore_session(*, cohort: Cohort, session: CohortSession, by: Staff) -> None:
    """Hold a session after all; raise CohortClosed."""
    if not cohort.is_open:
        raise CohortClosed
    if session.cancelled_at is not None:
        session.cancelled_at = None
        _tell(SESSION_RESTORED, cohort, session, by)


def _tell(act: str, cohort: Cohort, session: CohortSession, by: Staff) -> None:
    record(act, actor=Actor.staff(by.id), subject=subject_of(cohort), detail={"session": session.number})
