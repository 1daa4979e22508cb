"""The checks before and after the course: one question a module, nobody passes or fails, the counts side by side."""

from __future__ import annotations

import re
from random import Random

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.core.database import db
from app.course.catalogue import QuestionUse
from app.course.queries import course
from app.quizzes.models import Attempt
from app.quizzes.owner import Owner, owner_of
from app.quizzes.queries import results_of
from app.quizzes.rules import Purpose, check_offered, draw_check
from app.quizzes.services import carry_over, draw_of, start_check
from tests.certificates.people import passed
from tests.learners.people import a_learner, sign_in, text_of
from tests.quizzes.test_rules import COURSE
from tests.quizzes.test_views import answer_all, attempt_of, fail, send

SEEDS = st.integers()


def start(client: FlaskClient, purpose: str) -> str:
    answer = client.post(f"/en/check/{purpose}")
    assert answer.status_code == 302
    found = re.search(r"/quiz/([\w-]+)", answer.location)
    assert found, answer.location
    return found[1]


def take(client: FlaskClient, purpose: str, *, right: bool) -> str:
    token = start(client, purpose)
    answer_all(client, token, right=right)
    return text_of(send(client, token))


def asked_in(token: str) -> set[str]:
    return {drawn.question for drawn in draw_of(attempt_of(token))}


@given(seed=SEEDS)
def test_a_check_asks_one_question_of_each_module_that_no_quiz_asks(seed: int) -> None:
    draw = draw_check(COURSE.modules, Random(seed))
    asked = [COURSE.question(drawn.question) for drawn in draw]
    assert [question.outcome[:3] for question in asked] == [module.id for module in COURSE.modules]
    assert all(question.use is QuestionUse.CHECK and not question.must_know for question in asked)


@given(seed=SEEDS)
def test_the_check_after_asks_nothing_the_check_before_asked(seed: int) -> None:
    random = Random(seed)
    before = {drawn.question: 1 for drawn in draw_check(COURSE.modules, random)}
    after = draw_check(COURSE.modules, random, before)
    assert len(after) == len(COURSE.modules)
    assert not set(before) & {drawn.question for drawn in after}


def test_either_question_of_a_module_may_come_before() -> None:
    firsts = {draw_check(COURSE.modules, Random(seed))[0].question for seed in range(40)}
    assert firsts == {question.id for question in COURSE.modules[0].check_questions}


@pytest.mark.parametrize(
    ("tried", "passed_all", "before", "after", "offered"),
    [
        (False, False, False, False, Purpose.BEFORE),
        (False, False, True, False, None),
        (True, False, False, False, None),
        (True, True, True, False, Purpose.AFTER),
        (True, True, False, False, Purpose.AFTER),
        (True, True, True, True, None),
    ],
)
def test_which_check_is_offered_when(
    tried: bool, passed_all: bool, before: bool, after: bool, offered: Purpose | None
) -> None:
    now = check_offered(tried_a_quiz=tried, passed_all=passed_all, before_sent=before, after_sent=after)
    assert now is offered


def test_before_the_course_only_the_count_is_told_and_no_answer(client: FlaskClient) -> None:
    assert "what do you know already?" in client.get("/en/course").text
    token = start(client, "before")
    answer_all(client, token)
    page = client.post(f"/en/quiz/{token}", follow_redirects=True).text
    assert "Before the course" in page
    assert "12 of 12 answers are right" in page
    assert not any(course().question_text(course().question(name), "en").text in page for name in asked_in(token))
    assert "what do you know already?" not in client.get("/en/course").text


def test_a_check_is_no_quiz_and_brings_no_pause(client: FlaskClient) -> None:
    learner = a_learner()
    sign_in(client, learner)
    take(client, "before", right=False)
    assert results_of(learner) == {}
    assert not attempt_of(db.session.scalars(select(Attempt.token)).one()).passed
    assert client.post("/en/course/contract/quiz").location.endswith("/1")


def test_before_and_after_stand_side_by_side_and_the_answers_are_told_after(client: FlaskClient) -> None:
    learner = a_learner()
    sign_in(client, learner)
    first = start(client, "before")
    answer_all(client, first, right=False)
    send(client, first)
    for module in course().modules:
        passed(learner, module)
    assert "What do you know now?" in client.get("/en/course").text
    second = start(client, "after")
    answer_all(client, second)
    page = text_of(send(client, second))
    assert "Before the course: 0 of 12" in page
    assert "After the course: 12 of 12" in page
    assert course().question_text(course().question(next(iter(asked_in(second)))), "en").explanation in page
    assert not asked_in(first) & asked_in(second)
    assert "How much I know" in client.get("/en/course").text


def test_who_tried_a_quiz_first_is_not_asked_before_any_more(client: FlaskClient) -> None:
    fail(client)
    assert "what do you know already?" not in client.get("/en/course").text
    assert client.post("/en/check/before").location.endswith("/en/check/before")
    assert client.get("/en/check/before").status_code == 200


def test_starting_twice_gives_the_same_check(client: FlaskClient) -> None:
    assert start(client, "before") == start(client, "before")
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_a_check_after_the_course_is_not_given_early(client: FlaskClient) -> None:
    assert client.post("/en/check/after").location.endswith("/en/check/after")
    assert "When you have done all parts" in client.get("/en/check/after").text
    assert client.get("/en/check/between").status_code == 404


def test_a_check_begun_without_an_account_goes_into_the_account(client: FlaskClient) -> None:
    learner, visitor = a_learner(), Owner(None, "v" * 64)
    begun = start_check(owner=visitor, course=course(), purpose=Purpose.BEFORE, locale="en")
    carry_over(visitor=visitor, learner=learner)
    again = start_check(owner=owner_of(learner), course=course(), purpose=Purpose.BEFORE, locale="en")
    assert again.token == begun.token


def test_of_two_begun_checks_the_accounts_own_stays(client: FlaskClient) -> None:
    learner, visitor = a_learner(), Owner(None, "v" * 64)
    own = start_check(owner=owner_of(learner), course=course(), purpose=Purpose.BEFORE, locale="en").token
    start_check(owner=visitor, course=course(), purpose=Purpose.BEFORE, locale="en")
    carry_over(visitor=visitor, learner=learner)
    assert [attempt.token for attempt in db.session.scalars(select(Attempt))] == [own]
