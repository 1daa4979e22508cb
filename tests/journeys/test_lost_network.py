"""The network goes in the middle of a quiz and comes back; the answer is still on the page and counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app.core.database import db
from app.course.catalogue import Course, Module
from app.quizzes.models import Attempt
from tests.browser import Live, Visits
from tests.journeys.learner import WAY_ON, Learner

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOTE = "[data-offline-note]"


@pytest.fixture
def learner(live: Live, visits: Visits) -> Learner:
    """A learner with the first question of a quiz before them."""
    course: Course = live.app.extensions["course"]
    learner = Learner(visits.phone("en"), "en", course)
    learner.page.goto("/en/course/contract/quiz")
    learner.starts_the_questions()
    return learner


def test_an_answer_sent_without_a_network_stays_on_the_page_and_is_sent_once_later(
    live: Live, learner: Learner
) -> None:
    page = learner.page
    chosen = answer_first_question(learner)
    loses_the_network(page)
    learner.tap(WAY_ON)
    page.wait_for_selector(NOTE)
    assert "No network now. Your answer is still here." in learner.words(NOTE)
    assert page.url.endswith("/1")
    assert sorted(checked(page)) == sorted(chosen)
    finds_the_network(page)
    learner.goes_on()
    assert page.url.endswith("/2")
    assert attempts_at(live, page) == [[sorted(chosen)]]


def test_a_quiz_sent_without_a_network_stays_on_the_page_and_counts_once_later(live: Live, learner: Learner) -> None:
    page = learner.page
    learner.answers_every_question(contract(learner))
    loses_the_network(page)
    learner.tap(WAY_ON)
    page.wait_for_selector(NOTE)
    assert "Your answers are still here." in learner.words(NOTE)
    finds_the_network(page)
    learner.sends_the_answers()
    assert learner.words("main h1") == "You did it"
    assert len(attempts_at(live, page)) == 1


def test_what_the_server_refuses_is_said_on_the_page_that_was_sent_without_leaving_it(learner: Learner) -> None:
    page = learner.page
    learner.tap(WAY_ON)
    page.wait_for_selector("#answer-error")
    assert learner.words("#answer-error").startswith("Please choose")
    answer_first_question(learner)
    learner.goes_on()
    assert page.url.endswith("/2")


def contract(learner: Learner) -> Module:
    return learner.course.module("contract")


def answer_first_question(learner: Learner) -> list[str]:
    right = list(learner.question_before_me(contract(learner)).right)
    for option in right:
        learner.chooses("option", option)
    return right


def checked(page: Page) -> list[str]:
    values: list[str] = page.eval_on_selector_all("input[name=option]:checked", "all => all.map(one => one.value)")
    return values


def loses_the_network(page: Page) -> None:
    page.context.set_offline(True)


def finds_the_network(page: Page) -> None:
    page.context.set_offline(False)


def attempts_at(live: Live, page: Page) -> list[list[list[str]]]:
    """Read what was kept of the attempt in the address, and of every other of the same person."""
    token = page.url.split("/quiz/")[1].split("/")[0]
    with live.app.app_context():
        visitor = db.session.scalar(select(Attempt.visitor).where(Attempt.token == token))
        kept = db.session.scalars(select(Attempt).where(Attempt.visitor == visitor)).all()
        return [[sorted(options) for options in attempt.responses.values()] for attempt in kept]
