"""Verbs about learners who leave a class, or go to another."""

from __future__ import annotations

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.cohorts.acts import MEMBER_LEFT, MEMBER_MOVED
from app.cohorts.errors import CohortClosed, NoSuchMember
from app.cohorts.models import Cohort, CohortMember
from app.cohorts.services import add_member, place_of
from app.core import clock
from app.core.database import db, unit_of_work
from app.learners.models import Learner


@unit_of_work()
def take_out(*, cohort: Cohort, learner_id: int, by: Staff) -> None:
    """Let a learner leave; what they did stays. Raise NoSuchMember or CohortClosed."""
    _leave(cohort, learner_id)
    subject = Subject("learner", learner_id)
    record(MEMBER_LEFT, actor=Actor.staff(by.id), subject=subject, detail={"cohort": cohort.id})


@unit_of_work()
def move_member(*, cohort: Cohort, learner_id: int, to: Cohort, by: Staff) -> CohortMember:
    """Let a learner go on in another class of the same trainer; raise NoSuchMember or CohortClosed."""
    if not to.is_open:
        raise CohortClosed
    _leave(cohort, learner_id).moved_to_id = to.id
    detail = {"cohort": cohort.id, "to": to.id}
    record(MEMBER_MOVED, actor=Actor.staff(by.id), subject=Subject("learner", learner_id), detail=detail)
    return add_member(cohort=to, learner=db.session.get_one(Learner, learner_id), by=by)


def _leave(cohort: Cohort, learner_id: int) -> CohortMember:
    if not cohort.is_open:
        raise CohortClosed
    place = place_of(cohort, learner_id)
    if place is None:
        raise NoSuchMember
    place.left_at = clock.now()
    return place
