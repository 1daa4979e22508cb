"""The class quizzes that a trainer's phone keeps, drawn beforehand, for when there is no network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import cast

from app.accounts.session import signed_in_staff
from app.attendance.carried import carried_sessions
from app.attendance.parts import OfflinePart
from app.classroom.queries import Standing, standings_of
from app.classroom.quiz_page import class_for_phone, quiz_for_phone, session_for_phone, shown_questions
from app.classroom.quiz_words import quiz_words
from app.classroom.services import prepare_quiz
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.queries import members_of
from app.cohorts.syncing import Json
from app.cohorts.times import class_day
from app.core import clock
from app.course.catalogue import Module
from app.course.queries import course
from app.programme.centres import centre_by_id

NEAR = timedelta(hours=36)
"""A phone keeps the quizzes of sessions that are so near; the trainer prepares the evening before."""
MOST = 6
"""Quizzes on one phone; each weighs some ten kilobytes."""
Kept = tuple[CohortSession, Module, Standing]


def class_quiz_part() -> OfflinePart:
    """Describe the part of the class page."""
    return OfflinePart(
        name="class-quiz",
        template="classroom/offline.html",
        scripts=("js/class/quiz.js",),
        styles=("css/classroom.css",),
        data=_data,
        files=_pictures,
    )


def _data(cohort: Cohort) -> Json:
    """Write the quizzes of the sessions that are near; each is drawn once, so that it is the same for every phone."""
    centre, kept = centre_by_id(cohort.centre_id), list(_kept(cohort))
    sessions = {session.id: session for session, _module, _standing in kept}
    written = [
        session_for_phone(
            session,
            class_day(session.starts_at, centre),
            [quiz_for_phone(cohort, module, standing) for of, module, standing in kept if of.id == session.id],
        )
        for session in sessions.values()
    ]
    return cast("Json", class_for_phone(cohort, members_of(cohort)) | {"words": quiz_words(), "sessions": written})


def _pictures(cohort: Cohort) -> Sequence[str]:
    shown = (asked for _, module, standing in _kept(cohort) for asked in shown_questions(cohort, module, standing))
    return list(dict.fromkeys(asked.picture.address for asked in shown if asked.picture))


def _kept(cohort: Cohort) -> Iterator[Kept]:
    """Draw, or find, the quizzes of the sessions that are near and name their modules."""
    now, by = clock.now(), signed_in_staff()
    near = [session for session in carried_sessions(cohort) if abs(session.starts_at - now) <= NEAR]
    wanted = [(session, course().module_by_id(name)) for session in near for name in session.modules][:MOST]
    quizzes = [prepare_quiz(cohort=cohort, session=session, module=module, by=by) for session, module in wanted]
    for (session, module), standing in zip(wanted, standings_of(quizzes), strict=True):
        yield session, module, standing
