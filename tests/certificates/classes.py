"""Classes that met, and who was there: the evidence of certificates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from app.accounts.models import Staff
from app.attendance.rules import Choice, Status
from app.attendance.services import mark_list
from app.cohorts.models import Cohort
from app.cohorts.queries import members_of, sessions_of
from app.core import clock
from app.learners.models import Learner
from app.programme.rules import Award
from tests.certificates.people import complete, core_modules
from tests.cohorts.people import MONDAY, a_cohort, a_session, members

SESSIONS = 6


def a_class_that_met(by: Staff | None = None, sessions: int = SESSIONS, award: Award = Award.CORE) -> Cohort:
    """A class whose sessions are over; nobody is in it yet."""
    cohort = a_cohort(by, award=award)
    last = MONDAY
    for day in range(sessions):
        last = a_session(cohort, MONDAY + timedelta(days=day)).ends_at
    clock.move(last + timedelta(hours=1) - clock.now())
    return cohort


def were_at(cohort: Cohort, sessions: int, learners: Iterable[Learner], by: Staff) -> None:
    """Have learners be at so many of the sessions, and absent from the others."""
    present, absent, people = Choice(Status.PRESENT), Choice(Status.ABSENT), list(learners)
    for place, session in enumerate(sessions_of(cohort)):
        choice = present if place < sessions else absent
        mark_list(cohort=cohort, session=session, choices={one.id: choice for one in people}, why=None, by=by)


def a_class_of(size: int, by: Staff, *, due: int | None = None) -> Cohort:
    """A class that met, in which everybody was there and the first so many have done all the core modules."""
    cohort = a_class_that_met(by)
    learners = members(cohort, size)
    for learner in learners[: size if due is None else due]:
        complete(learner, core_modules())
    were_at(cohort, SESSIONS, learners, by)
    return cohort


def learners_of(cohort: Cohort) -> list[Learner]:
    return [member.learner for member in members_of(cohort)]
