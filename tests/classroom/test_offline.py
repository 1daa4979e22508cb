"""The class page on a phone: marks and a quiz without a network, then all of it arrives once."""

from __future__ import annotations

from flask.testing import FlaskClient
from playwright.sync_api import expect
from sqlalchemy import func, select

from app.attendance.queries import standings_of
from app.classroom.models import ClassQuiz
from app.classroom.queries import drawn_in, standing_of
from app.cohorts.models import CohortSession
from app.core.database import db
from app.quizzes.models import Attempt
from tests.browser import Live, Visits, press
from tests.classroom.people import a_room
from tests.learners.people import PASSWORD, sign_in_staff

CLASS = 6


def test_people_are_marked_and_take_a_quiz_without_a_network(live: Live, visits: Visits) -> None:
    with live.app.app_context():
        room = a_room(CLASS, present=0)
        username, cohort, session = room.trainer.username, room.cohort.id, room.session.id
        count = len(drawn_in(room.quiz()))
        before = db.session.scalar(select(func.count(Attempt.id))) or 0
        db.session.remove()
    page = visits.phone()
    page.goto("/en/staff/sign-in")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    press(page, "main form button[type=submit]")
    page.goto(f"/en/staff/classes/{cohort}/offline")
    page.locator("[data-start]").wait_for()
    assert page.locator("[data-start]").is_disabled(), "nobody is marked yet"
    page.wait_for_selector("html[data-ready]")
    page.context.set_offline(True)
    page.locator("#all-present").click()
    page.locator("[data-start]:not([disabled])").wait_for()
    page.locator("[data-start]").click()
    for _question in range(count):
        page.locator(".class-quiz > .ends .go").click()
        expect(page.locator(".people .tile")).to_have_count(CLASS)
        page.locator('.pick[aria-label="B"]').click()
        page.locator(".tile").first.click()
        page.locator('.pick[aria-label="A"]').click()
        page.locator(".class-quiz > .ends button").nth(1).click()
        page.locator(".class-quiz > .ends .go").click()
        page.locator(".why").wait_for()
        page.locator(".class-quiz > .ends .go").click()
    page.locator(".class-quiz > .ends .go").click()
    page.locator(".class-quiz table").wait_for()
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator(".class-quiz > .head .state", has_text="All is sent").wait_for()
    with live.app.app_context():
        assert len(standings_of(db.session.get_one(CohortSession, session))) == CLASS
        quiz = db.session.scalars(select(ClassQuiz).where(ClassQuiz.session_id == session)).one()
        standing = standing_of(quiz)
        assert standing.is_over
        assert {len(own) for own in standing.answers.values()} == {count}
        assert (db.session.scalar(select(func.count(Attempt.id))) or 0) - before == CLASS
        db.session.remove()


def test_the_phone_holds_the_draw_that_the_pages_use(client: FlaskClient) -> None:
    room = a_room(2)
    sign_in_staff(client, room.trainer)
    page = client.get(f"/en/staff/classes/{room.cohort.id}/offline").text
    token = room.quiz().token
    assert token in page
    assert token in client.get(f"/en/staff/classes/{room.cohort.id}/offline").text
    assert token in client.get(f"/en/staff/classes/{room.cohort.id}/quiz/1/contract").text
