"""Reads progress, of a learner or of the person at hand."""

from __future__ import annotations

from collections.abc import Collection

from flask import g
from sqlalchemy import bindparam, select

from app.core.database import db
from app.course.catalogue import Lesson
from app.course.queries import course
from app.learners.models import Learner
from app.learners.session import current_learner
from app.learning.cookie import cookie_progress
from app.learning.models import LessonProgress
from app.learning.rules import Progress

_SEEN = select(LessonProgress.seen).where(
    LessonProgress.learner_id == bindparam("learner"), LessonProgress.lesson == bindparam("lesson")
)
"""Built once, because it is asked with every card."""


def seen_of(learner: Learner, lesson: Lesson) -> frozenset[str]:
    """Read which cards of one lesson a learner has seen."""
    seen = db.session.scalar(_SEEN, {"learner": learner.id, "lesson": lesson.key})
    return frozenset((seen or "").split())


def progress_of(learner: Learner) -> Progress:
    """Read what a learner has seen."""
    rows = db.session.execute(
        select(LessonProgress.lesson, LessonProgress.seen).where(LessonProgress.learner_id == learner.id)
    )
    return Progress({lesson: frozenset(seen.split()) for lesson, seen in rows})


def progress_of_many(learner_ids: Collection[int]) -> dict[int, Progress]:
    """Read what many learners have seen, with one query; who has seen nothing is left out."""
    rows = db.session.execute(
        select(LessonProgress.learner_id, LessonProgress.lesson, LessonProgress.seen).where(
            LessonProgress.learner_id.in_(learner_ids)
        )
    )
    seen: dict[int, dict[str, frozenset[str]]] = {}
    for learner, lesson, cards in rows:
        seen.setdefault(learner, {})[lesson] = frozenset(cards.split())
    return {learner: Progress(own) for learner, own in seen.items()}


def present_progress() -> Progress:
    """Read what the person at hand has seen, once a request."""
    if "progress" not in g:
        learner = current_learner()
        g.progress = progress_of(learner) if learner else cookie_progress(course())
    progress: Progress = g.progress
    return progress
