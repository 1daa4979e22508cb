"""The class quiz as plain pages, without a script."""

from __future__ import annotations

from functools import partial

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.classroom.models import ClassAnswer, ClassQuiz
from app.classroom.queries import drawn_in, standing_of
from app.core.database import db
from app.course.queries import course
from app.quizzes.models import Attempt
from tests.classroom.people import Room, a_room, right_or_wrong
from tests.classroom.test_services import statements
from tests.cohorts.people import a_trainer
from tests.learners.people import sign_in_staff, text_of


@pytest.fixture
def room(client: FlaskClient) -> Room:
    """A class whose trainer has signed in."""
    room = a_room(4, present=3)
    sign_in_staff(client, room.trainer)
    return room


def address(room: Room, page: str = "") -> str:
    return f"/en/staff/classes/{room.cohort.id}/quiz/{room.session.number}/contract{page}"


def answers_for(room: Room, question: str, *, right: bool = True) -> dict[str, list[str]]:
    return {f"person-{person.id}": right_or_wrong(question, right=right) for person in room.people[:3]}


def test_a_class_takes_a_quiz_without_a_script(client: FlaskClient, room: Room) -> None:
    assert "My work contract" in client.get(f"/en/staff/classes/{room.cohort.id}/quiz").text
    page = text_of(client.get(address(room)))
    assert "3 people are marked as here" in page
    assert "1 person is not marked as here" in page
    for number, drawn in enumerate(drawn_in(room.quiz()), 1):
        explanation = course().question_text(course().question(drawn.question), "km").explanation
        asked = client.get(address(room, f"/{number}"))
        assert explanation not in asked.text
        assert 'class="right"' not in asked.text
        form = client.get(address(room, f"/{number}/answers")).text
        assert f'name="person-{room.people[0].id}"' in form
        assert f'name="person-{room.people[3].id}"' not in form, "who is absent is left out"
        sent = client.post(
            address(room, f"/{number}/answers"), data=answers_for(room, drawn.question) | {"do": "close"}
        )
        assert sent.status_code == 303
        closed = client.get(sent.location)
        assert explanation in closed.text
        assert 'class="right"' in closed.text
    ended = client.post(address(room, "/end"))
    assert ended.location.endswith("/results/1")
    results = text_of(client.get(ended.location))
    assert results.count("8 of 8") == 3
    assert "Taken in class" in results
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 3


def test_what_stays_the_same_is_not_written_again(client: FlaskClient, room: Room) -> None:
    question = drawn_in(room.quiz())[0].question
    for _ in range(2):
        client.post(address(room, "/1/answers"), data=answers_for(room, question) | {"do": "keep"})
    assert db.session.scalar(select(func.count()).select_from(ClassAnswer)) == 3
    assert 'class="right"' not in client.get(address(room, "/1")).text


def test_a_refused_form_keeps_what_was_chosen(client: FlaskClient, room: Room) -> None:
    question = drawn_in(room.quiz())[0].question
    data = answers_for(room, question) | {f"person-{room.people[3].id}": right_or_wrong(question, right=True)}
    refused = client.post(address(room, "/1/answers"), data=data | {"do": "close"})
    assert refused.status_code == 422
    assert "not marked as present" in refused.text
    assert refused.text.count(" checked") >= 3
    assert standing_of(room.quiz()).answers == {}
    assert standing_of(room.quiz()).closed == {}


def test_an_empty_quiz_is_not_ended_and_an_ended_one_shows_its_results(client: FlaskClient, room: Room) -> None:
    room.quiz()
    empty = client.post(address(room, "/end"))
    assert empty.status_code == 422
    assert "Nobody has an answer yet" in empty.text
    room.answer_all(room.quiz(), room.people[0], right=False)
    client.post(address(room, "/end"))
    assert client.get(address(room)).location.endswith("/results/1")
    assert client.get(address(room, "/end")).location.endswith("/results/1")
    results = text_of(client.get(address(room, "/results/1")))
    assert "Not yet" in results
    assert results.count("No answers, so no result") == 2
    assert client.post(address(room, "/again")).location.endswith("/contract")
    assert db.session.scalars(select(ClassQuiz.round).order_by(ClassQuiz.round)).all() == [1, 2]


@pytest.mark.parametrize("page", ["", "/1", "/1/answers", "/end", "/results/1"])
def test_another_trainer_finds_nothing(client: FlaskClient, page: str) -> None:
    room = a_room()
    room.quiz()
    sign_in_staff(client, a_trainer())
    assert client.get(address(room, page)).status_code == 404
    assert client.get(f"/en/staff/classes/{room.cohort.id}/quiz").status_code == 404


def test_what_is_not_in_the_plan_is_not_found(client: FlaskClient, room: Room) -> None:
    base = f"/en/staff/classes/{room.cohort.id}/quiz"
    for wrong in ("/1/rights", "/9/contract", "/1/nothing", "/1/contract/1", "/1/contract/results/1"):
        assert client.get(base + wrong).status_code == 404, wrong
    room.quiz()
    assert client.get(f"{base}/1/contract/9").status_code == 404


def test_a_large_class_costs_no_more_questions_to_the_database(client: FlaskClient) -> None:
    def cost(count: int) -> list[int]:
        room = a_room(count)
        for person in room.people:
            room.answer_all(room.quiz(), person)
        sign_in_staff(client, room.trainer)
        pages = [address(room, page) for page in ("", "", "/1", "/1/answers", "/end")]
        found = [statements(partial(client.get, page)) for page in pages]
        client.post("/en/staff/sign-out")
        return found[1:]

    few, many = cost(3), cost(40)
    assert few == many
    assert max(few) <= 25
