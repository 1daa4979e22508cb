"""Keeps progress after each card in the learner's record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from app.core import clock
from app.core.database import db, dialect_insert, insert_unless_there, unit_of_work
from app.course.corridor import Corridor
from app.learners.models import Learner
from app.learning.models import LessonProgress


@unit_of_work()
def record_seen(*, learner: Learner, course_version: str, lessons: Mapping[str, Iterable[str]]) -> None:
    """Add seen cards, by lesson key, to what the learner has seen; nothing is ever taken away."""
    for lesson, cards in lessons.items():
        row = _locked_row(learner, lesson, course_version)
        row.seen = " ".join(sorted({*row.seen.split(), *cards}))
        row.course_version = course_version
        row.updated_at = clock.now()


@unit_of_work()
def record_seen_by_all(*, learners: Sequence[Learner], course_version: str, lesson: str, cards: Sequence[str]) -> None:
    """Add cards of one lesson to what each of many learners has seen, with as many statements as for one."""
    ids = sorted(learner.id for learner in learners)
    fresh = {"lesson": lesson, "seen": "", "course_version": course_version, "updated_at": clock.now()}
    rows = [{"learner_id": learner, **fresh} for learner in ids]
    db.session.execute(dialect_insert(LessonProgress).values(rows).on_conflict_do_nothing())
    query = select(LessonProgress).where(LessonProgress.learner_id.in_(ids), LessonProgress.lesson == lesson)
    for row in db.session.scalars(query.order_by(LessonProgress.learner_id).with_for_update()):
        row.seen = " ".join(sorted({*row.seen.split(), *cards}))
        row.course_version = course_version
        row.updated_at = clock.now()


def _locked_row(learner: Learner, lesson: str, course_version: str) -> LessonProgress:
    insert_unless_there(
        LessonProgress,
        learner_id=learner.id,
        lesson=lesson,
        seen="",
        course_version=course_version,
        updated_at=clock.now(),
    )
    query = select(LessonProgress).where(LessonProgress.learner_id == learner.id, LessonProgress.lesson == lesson)
    return db.session.scalars(query.with_for_update()).one()


@unit_of_work()
def change_journey(*, learner: Learner, corridor: Corridor) -> None:
    """Keep another journey on the learner's record."""
    learner.origin = corridor.origin
    learner.destination = corridor.destination
    learner.sector = corridor.sector
