"""Quizzes that a trainer brings in from the class or from paper count as if the learner had sent them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.core.database import db
from app.core.permissions import Role
from app.course.catalogue import Module
from app.course.queries import course
from app.learners.models import Learner
from app.quizzes.errors import NotOffered, OldDraw
from app.quizzes.models import Attempt
from app.quizzes.owner import owner_of
from app.quizzes.queries import pause_of, results_of
from app.quizzes.rules import Draw, Taken, draw_questions
from app.quizzes.services import save_response, start_attempt, submit_attempt
from app.quizzes.taking import is_whole_quiz, take_in_attempt
from tests.conftest import build_app
from tests.learners.people import a_learner, a_staff, sign_in, text_of
from tests.postgres import postgres, postgres_server
from tests.sampling import sampled

__all__ = ["postgres", "postgres_server"]

NOON = datetime(2026, 3, 9, 5, 0, tzinfo=UTC)
TOKEN = "class-quiz-token"


def contract() -> Module:
    return course().module("contract")


def a_draw(seed: int = 1) -> Draw:
    return draw_questions(contract(), Random(seed))


def right(draw: Draw) -> dict[str, Sequence[str]]:
    return {asked.question: course().question(asked.question).right for asked in draw}


def bring(learner: Learner, by: Staff, responses: Mapping[str, Sequence[str]], **changes: Any) -> Attempt:
    values: dict[str, Any] = {
        "learner": learner,
        "module": contract(),
        "draw": a_draw(),
        "responses": responses,
        "taken": Taken.CLASS,
        "locale": "km",
        "started_at": NOON,
        "submitted_at": NOON + timedelta(minutes=12),
        "token": TOKEN,
        "by": by,
    }
    return take_in_attempt(**(values | changes))


def test_it_is_marked_as_an_attempt_that_the_learner_sent(client: FlaskClient) -> None:
    learner, trainer = a_learner(), a_staff(Role.TRAINER)
    own = start_attempt(owner=owner_of(learner), course=course(), module=contract(), locale="km")
    draw = tuple(a_draw())
    answers = right(draw)
    answers.pop(draw[0].question)
    brought = bring(learner, trainer, answers)
    own.draw = [[asked.question, list(asked.options)] for asked in draw]
    db.session.commit()
    for question, options in answers.items():
        save_response(attempt=own, owner=owner_of(learner), question=course().question(question), options=list(options))
    result = submit_attempt(attempt=own, owner=owner_of(learner), course=course())
    assert (brought.right_count, brought.must_know_right, brought.passed, brought.asked) == (
        result.right,
        result.must_know_right,
        result.is_passed,
        result.asked,
    )
    assert (brought.course_digest, brought.locale, brought.submitted_at) == (
        course().digest,
        "km",
        NOON + timedelta(minutes=12),
    )


def test_it_counts_among_the_results_and_the_page_says_how_it_was_taken(client: FlaskClient) -> None:
    learner, trainer = a_learner(), a_staff(Role.TRAINER)
    bring(learner, trainer, right(a_draw()))
    bring(learner, trainer, right(a_draw()), token="paper-token", taken=Taken.PAPER)
    assert results_of(learner)["M03"].passed
    assert results_of(learner)["M03"].tries == 2
    sign_in(client, learner)
    in_class = text_of(client.get(f"/en/quiz/{TOKEN}/result"))
    assert "You did it" in in_class and "in class" in in_class
    assert "on paper" in text_of(client.get("/en/quiz/paper-token/result"))


def test_the_must_know_must_be_right_and_a_blank_is_wrong(client: FlaskClient) -> None:
    learner, trainer = a_learner(), a_staff(Role.TRAINER)
    star = next(asked.question for asked in a_draw() if course().question(asked.question).must_know)
    others = {question: options for question, options in right(a_draw()).items() if question != star}
    attempt = bring(learner, trainer, others)
    assert (attempt.right_count, attempt.must_know_right, attempt.passed) == (7, False, False)


def test_more_options_than_asked_for_are_wrong_and_not_refused(client: FlaskClient) -> None:
    learner, trainer = a_learner(), a_staff(Role.TRAINER)
    everything = {asked.question: asked.options for asked in a_draw()}
    assert bring(learner, trainer, everything).right_count == 0


def test_the_pause_is_not_asked_of_a_class(client: FlaskClient) -> None:
    learner, trainer = a_learner(), a_staff(Role.TRAINER)
    for number in range(3):
        bring(learner, trainer, {}, token=f"fail-{number}", submitted_at=NOON + timedelta(minutes=number + 1))
    assert pause_of(owner_of(learner), "M03") is None
    assert bring(learner, trainer, right(a_draw())).passed


def test_the_same_token_again_changes_nothing(client: FlaskClient) -> None:
    learner, trainer = a_learner(), a_staff(Role.TRAINER)
    first = bring(learner, trainer, right(a_draw())).id
    again = bring(learner, trainer, {}, submitted_at=NOON + timedelta(days=1))
    assert (again.id, again.passed) == (first, True)
    noted = select(func.count()).select_from(AuditEvent).where(AuditEvent.act == "attempt-taken-in")
    assert db.session.scalar(noted) == 1


def test_a_token_of_another_learner_is_a_mistake_of_ours(client: FlaskClient) -> None:
    trainer = a_staff(Role.TRAINER)
    bring(a_learner(), trainer, {})
    with pytest.raises(ValueError, match="one learner"):
        bring(a_learner("ច័ន្ទ សុភា", "CHAN SOPHEA"), trainer, {})


def test_what_is_no_whole_quiz_of_the_module_is_refused(client: FlaskClient) -> None:
    learner, trainer, draw = a_learner(), a_staff(Role.TRAINER), a_draw()
    star = next(asked for asked in draw if course().question(asked.question).must_know)
    other = draw_questions(course().module("rights"), Random(1))
    without_star = tuple(asked for asked in draw if asked is not star)
    for broken in (draw[:-1], (*without_star, without_star[0]), other, without_star):
        assert not is_whole_quiz(broken, contract())
        with pytest.raises(OldDraw):
            bring(learner, trainer, {}, draw=broken)
    with pytest.raises(NotOffered):
        bring(learner, trainer, {draw[0].question: ["z"]})
    with pytest.raises(NotOffered):
        bring(learner, trainer, {"M99-Q01": ["a"]})
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 0


@pytest.fixture(params=sampled(["sqlite", "postgresql"], "postgresql"))
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """An application on a real database that several threads may ask at once."""
    if request.param == "sqlite":
        return build_app(tmp_path)
    return build_app(tmp_path, DATABASE_URL=request.getfixturevalue("postgres"))


def test_two_phones_that_send_the_same_quiz_at_once_make_one_attempt(served: Flask) -> None:
    with served.app_context():
        learner_id, staff_id = a_learner().id, a_staff(Role.TRAINER).id
    together = Barrier(2)

    def send(_phone: int) -> int:
        with served.app_context():
            learner, by = db.session.get_one(Learner, learner_id), db.session.get_one(Staff, staff_id)
            together.wait()
            return bring(learner, by, right(a_draw())).id

    with ThreadPoolExecutor(2) as threads:
        made = list(threads.map(send, range(2)))
    with served.app_context():
        assert len(set(made)) == 1
        assert db.session.scalar(select(func.count()).select_from(Attempt)) == 1
        noted = select(func.count()).select_from(AuditEvent).where(AuditEvent.act == "attempt-taken-in")
        assert db.session.scalar(noted) == 1
        db.session.remove()
        db.engine.dispose()
