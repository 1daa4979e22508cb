"""Two trainers before one class at the same time, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.classroom.models import ClassQuiz
from app.classroom.queries import drawn_in, standing_of
from app.classroom.services import Moment, end_quiz, prepare_quiz, take_answer
from app.cohorts.models import Cohort, CohortSession
from app.core.database import db
from app.course.queries import course
from app.quizzes.models import Attempt
from tests.classroom.people import a_room, right_or_wrong
from tests.conftest import build_app
from tests.postgres import postgres, postgres_server
from tests.sampling import sampled

__all__ = ["postgres", "postgres_server"]


@pytest.fixture(params=sampled(["sqlite", "postgresql"], "postgresql"))
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """An application on a real database that several threads may ask at once."""
    if request.param == "sqlite":
        return build_app(tmp_path)
    return build_app(tmp_path, DATABASE_URL=request.getfixturevalue("postgres"))


def test_two_trainers_draw_answer_and_end_one_quiz_together(served: Flask) -> None:
    with served.app_context():
        room = a_room(4)
        cohort_id, session_id, staff_id = room.cohort.id, room.session.id, room.trainer.id
        people = [person.id for person in room.people]
        db.session.remove()
    together = Barrier(2)

    def take_part(half: int) -> str:
        with served.app_context():
            cohort, session = db.session.get_one(Cohort, cohort_id), db.session.get_one(CohortSession, session_id)
            by = db.session.get_one(Staff, staff_id)
            together.wait()
            module = course().module_by_id("M03")
            quiz = prepare_quiz(cohort=cohort, session=session, module=module, by=by)
            for person in people[half::2]:
                for drawn in drawn_in(quiz):
                    take_answer(
                        cohort=cohort,
                        quiz=quiz,
                        learner_id=person,
                        question=drawn.question,
                        options=right_or_wrong(drawn.question, right=True),
                        when=Moment.now(),
                        by=by,
                    )
            together.wait()
            end_quiz(cohort=cohort, quiz=quiz, when=Moment.now(), by=by)
            return quiz.token

    with ThreadPoolExecutor(2) as threads:
        tokens = set(threads.map(take_part, range(2)))
    with served.app_context():
        quiz = db.session.scalars(select(ClassQuiz)).one()
        assert tokens == {quiz.token}
        assert {len(own) for own in standing_of(quiz).answers.values()} == {8}
        attempts = db.session.scalars(select(Attempt)).all()
        assert sorted(attempt.learner_id or 0 for attempt in attempts) == sorted(people)
        assert all(attempt.passed for attempt in attempts)
        ended = select(func.count()).select_from(AuditEvent).where(AuditEvent.act == "class-quiz-ended")
        assert db.session.scalar(ended) == 1
        db.session.remove()
        db.engine.dispose()
