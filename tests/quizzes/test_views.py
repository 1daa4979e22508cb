"""Taking a quiz: the draw stays, answers are kept, a quiz counts once, nobody sees another's."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.core import clock
from app.core.database import db
from app.course.queries import course
from app.quizzes.models import Attempt
from app.quizzes.services import draw_of

MODULE = "contract"


def start(client: FlaskClient, module: str = MODULE) -> str:
    """Start or go on with a quiz and return the token of its attempt."""
    answer = client.post(f"/en/course/{module}/quiz")
    assert answer.status_code == 302
    found = re.search(r"/quiz/([\w-]+)", answer.location)
    assert found, answer.location
    return found[1]


def attempt_of(token: str) -> Attempt:
    db.session.expire_all()
    return db.session.scalars(select(Attempt).where(Attempt.token == token)).one()


def right_options(question: str) -> list[str]:
    return list(course().question(question).right)


def wrong_options(question: str) -> list[str]:
    asked = course().question(question)
    wrong = [option for option in asked.options if option not in asked.right]
    return (wrong + list(asked.right))[: len(asked.right)]


def answer_all(client: FlaskClient, token: str, *, right: bool = True) -> None:
    for number, drawn in enumerate(draw_of(attempt_of(token)), 1):
        options = right_options(drawn.question) if right else wrong_options(drawn.question)
        answer = client.post(f"/en/quiz/{token}/{number}", data={"option": options})
        assert answer.status_code == 302, answer.text


def send(client: FlaskClient, token: str) -> TestResponse:
    return client.post(f"/en/quiz/{token}", follow_redirects=True)


def fail(client: FlaskClient) -> TestResponse:
    token = start(client)
    answer_all(client, token, right=False)
    return send(client, token)


def test_reloading_and_going_back_change_neither_questions_nor_order(client: FlaskClient) -> None:
    token = start(client)
    first = client.get(f"/en/quiz/{token}/1").text
    client.get(f"/en/quiz/{token}/2")
    assert client.get(f"/en/quiz/{token}/1").text == first
    assert start(client) == token


def test_a_page_of_the_quiz_tells_nothing_of_the_right_answer(client: FlaskClient) -> None:
    token = start(client)
    for number, drawn in enumerate(draw_of(attempt_of(token)), 1):
        page = client.get(f"/en/quiz/{token}/{number}").text
        text = course().question_text(course().question(drawn.question), "en")
        assert text.explanation not in page
        assert "checked" not in page
        values = re.findall(r'name="option" value="(\w+)"', page)
        assert values == list(drawn.options)


def test_all_right_passes_and_says_so_in_counts(client: FlaskClient) -> None:
    token = start(client)
    answer_all(client, token)
    page = send(client, token).text
    assert "You did it" in page
    assert "8 of 8 answers are right" in page
    assert "%" not in re.sub(r"<[^>]+>", "", page)


def test_an_attempt_sent_twice_counts_once(client: FlaskClient) -> None:
    token = start(client)
    answer_all(client, token)
    send(client, token)
    first = attempt_of(token).submitted_at
    clock.move(timedelta(minutes=3))
    assert "You did it" in send(client, token).text
    assert attempt_of(token).submitted_at == first
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_an_answer_after_sending_changes_nothing(client: FlaskClient) -> None:
    token = start(client)
    send(client, token)
    drawn = draw_of(attempt_of(token))[0]
    answer = client.post(f"/en/quiz/{token}/1", data={"option": right_options(drawn.question)})
    assert answer.status_code == 302
    assert answer.location.endswith("/result")
    assert attempt_of(token).responses == {}


def test_an_option_that_was_not_offered_is_refused_and_the_question_stays(client: FlaskClient) -> None:
    token = start(client)
    answer = client.post(f"/en/quiz/{token}/1", data={"option": "z"})
    assert answer.status_code == 422
    assert "This answer is not one of the choices" in answer.text
    assert 'name="option"' in answer.text
    assert attempt_of(token).responses == {}


def test_no_choice_at_all_is_asked_for_again(client: FlaskClient) -> None:
    token = start(client)
    number = next(
        number
        for number, drawn in enumerate(draw_of(attempt_of(token)), 1)
        if len(course().question(drawn.question).right) == 1
    )
    answer = client.post(f"/en/quiz/{token}/{number}", data={})
    assert answer.status_code == 422
    assert "Please choose one answer" in answer.text


def test_one_choice_of_two_is_kept_on_the_page_and_asked_to_be_two(client: FlaskClient) -> None:
    token, number, drawn = _attempt_with_choose_two(client)
    answer = client.post(f"/en/quiz/{token}/{number}", data={"option": drawn[0]})
    assert answer.status_code == 422
    assert "Please choose two answers" in answer.text
    assert f'value="{drawn[0]}" checked' in answer.text


def _attempt_with_choose_two(client: FlaskClient) -> tuple[str, int, tuple[str, ...]]:
    for _try in range(30):
        token = start(client)
        for number, drawn in enumerate(draw_of(attempt_of(token)), 1):
            if len(course().question(drawn.question).right) == 2:
                return token, number, drawn.options
        answer_all(client, token)
        send(client, token)
    raise AssertionError("no draw held a question with two right options")


def test_two_fails_make_a_pause_and_then_it_goes_on(client: FlaskClient) -> None:
    assert "Not yet" in fail(client).text
    page = fail(client).text
    assert "You can try again in 10 minutes" in page
    assert client.post(f"/en/course/{MODULE}/quiz").location.endswith(f"/en/course/{MODULE}/quiz")
    assert "Take a short rest" in client.get(f"/en/course/{MODULE}/quiz").text
    clock.move(timedelta(minutes=10, seconds=1))
    assert "Take a short rest" not in client.get(f"/en/course/{MODULE}/quiz").text
    start(client)


def test_the_result_leads_back_to_a_lesson_and_explains(client: FlaskClient) -> None:
    token = start(client)
    answer_all(client, token, right=False)
    page = send(client, token).text
    assert "Look again:" in page
    for drawn in draw_of(attempt_of(token)):
        text = course().question_text(course().question(drawn.question), "en")
        assert text.explanation.split(",")[0].replace("'", "&#39;") in page


def test_nobody_sees_the_attempt_of_another(client: FlaskClient) -> None:
    token = start(client)
    answer_all(client, token)
    client.get("/leave")
    for address in (f"/en/quiz/{token}", f"/en/quiz/{token}/1", f"/en/quiz/{token}/result"):
        assert client.get(address).status_code == 404


def test_whoever_lost_the_cookie_in_the_middle_sends_the_page_again_and_goes_on(client: FlaskClient) -> None:
    token = start(client)
    drawn = draw_of(attempt_of(token))[0]
    client.get("/leave")
    answer = client.post(f"/en/quiz/{token}/1", data={"option": right_options(drawn.question)})
    assert answer.status_code == 302
    assert attempt_of(token).responses[drawn.question] == right_options(drawn.question)


@pytest.mark.parametrize(
    "address", ["/en/quiz/nonsense", "/en/quiz/nonsense/1", "/en/course/nothing/quiz", "/en/quiz/x/99"]
)
def test_what_does_not_exist_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_number_beyond_the_draw_is_not_found(client: FlaskClient) -> None:
    token = start(client)
    assert client.get(f"/en/quiz/{token}/99").status_code == 404
    assert client.get(f"/en/quiz/{token}/0").status_code == 404
