"""The verb of lessons that a class goes through together."""

from __future__ import annotations

from app.accounts.models import Staff
from app.audit.rules import Actor
from app.audit.services import record
from app.classroom.acts import LESSON_SHOWN
from app.classroom.errors import NobodyPresent
from app.classroom.models import GroupLesson
from app.classroom.presence import present_at
from app.cohorts.errors import CohortClosed
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.queries import members_of
from app.cohorts.services import subject_of
from app.core import clock
from app.core.database import db, unit_of_work
from app.course.catalogue import Lesson
from app.course.queries import course
from app.learning.services import record_seen_by_all


@unit_of_work()
def credit_present(*, cohort: Cohort, session: CohortSession, lesson: Lesson, by: Staff) -> int:
    """Count a lesson's cards as seen by all who are marked present, and return how many they are.

    Pressed again, it adds who was marked since. Raises NobodyPresent and CohortClosed.
    """
    if not cohort.is_open:
        raise CohortClosed
    here = present_at(session)
    learners = [member.learner for member in members_of(cohort) if member.learner.id in here]
    if not learners:
        raise NobodyPresent
    cards = [card.id for card in lesson.cards]
    record_seen_by_all(learners=learners, course_version=course().version, lesson=lesson.key, cards=cards)
    db.session.add(
        GroupLesson(
            session_id=session.id,
            lesson=lesson.key,
            course_version=course().version,
            at=clock.now(),
            staff_id=by.id,
            learners=[learner.id for learner in learners],
        )
    )
    record(
        LESSON_SHOWN,
        actor=Actor.staff(by.id),
        subject=subject_of(cohort),
        detail={"session": session.number, "lesson": lesson.key, "learners": len(learners)},
    )
    return len(learners)
