"""Whatever goes wrong while somebody types or sends is said in clear words, and nothing they wrote is lost."""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from sqlalchemy import select

from app.certificates.models import Certificate
from app.certificates.rules import Wish
from app.certificates.services import ask_for_certificate
from app.core import clock
from app.core.database import db
from app.course.queries import course
from app.learners.models import Learner
from app.learners.queries import learner_by_number
from app.programme.rules import Award
from app.quizzes.models import Attempt
from app.quizzes.services import draw_of
from tests.browser import Live
from tests.certificates.people import complete, core_modules
from tests.pages.visitor import OWN_PAGE, Answer, Visitor

PIN = "482915"
KHMER = re.compile("[\u1780-\u17ff]")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Write your name here."),
        ("     ", "Write your name here."),
        ("x" * 500, "This is too long. Write at most 100 letters."),
        ("😀😀", "A name needs letters."),
        ("Sok 😀", "Pictures cannot be printed in a name. Write letters only."),
    ],
)
def test_what_is_no_name_is_said_beside_the_field_and_stays_in_it(live: Live, typed: str, says: str) -> None:
    visitor = Visitor(live.app)
    refused = visitor.sends(visitor.goes_to("/join"), name_native=typed)
    assert refused.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert says in refused.text
    assert refused.value("name_native") == typed
    assert visitor.sends(refused, name_native="សុខ ចាន់ធូ").value("name_native") == "សុខ ចាន់ធូ"


def test_a_passport_name_in_other_letters_is_refused_and_the_right_one_stays(live: Live) -> None:
    visitor = Visitor(live.app)
    refused = visitor.sends(visitor.goes_to("/join"), name_native="សុខ", name_latin="សុខ")
    assert "Write this name with the letters A to Z, as in your passport." in refused.text
    assert refused.value("name_native") == "សុខ"


@pytest.mark.parametrize(
    ("pin", "says"),
    [
        ("123456", "These digits stand in a row. Others guess this first. Choose another PIN."),
        ("១២៣៤៥៦", "These digits stand in a row. Others guess this first. Choose another PIN."),
        ("111111", "All digits are the same. Others guess this first. Choose another PIN."),
        ("4829", "A PIN has six digits."),
    ],
)
def test_a_pin_that_others_guess_is_refused_and_the_names_stay(live: Live, pin: str, says: str) -> None:
    visitor = Visitor(live.app)
    names = visitor.sends(visitor.goes_to("/join"), name_latin="SOK CHANTHOU")
    refused = visitor.sends(names, new_pin=pin, pin_again=pin)
    assert refused.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert says in refused.text
    assert pin not in refused.html.replace("like 123456", "")
    assert visitor.sends(refused, new_pin=PIN, pin_again=PIN).address.endswith("/me/number")


def test_a_wrong_token_brings_the_names_back_with_one_button(live: Live) -> None:
    visitor = Visitor(live.app)
    again = visitor.sends(visitor.goes_to("/join"), name_native="សុខ", name_latin="SOK", csrf_token="wrong")
    assert again.status == HTTPStatus.BAD_REQUEST
    assert "What you wrote is still here. Please send it again." in again.text
    assert (again.value("name_native"), again.value("name_latin")) == ("សុខ", "SOK")
    assert "Choose a PIN" in visitor.sends(again).text


def test_a_wrong_token_never_brings_a_pin_back(live: Live) -> None:
    visitor = Visitor(live.app)
    names = visitor.sends(visitor.goes_to("/join"), name_latin="SOK")
    again = visitor.sends(names, new_pin=PIN, pin_again=PIN, csrf_token="wrong")
    assert again.value("name_latin") == "SOK"
    assert PIN not in again.html
    assert "Choose a PIN" in visitor.sends(again).text


def test_a_wrong_token_from_another_site_brings_nothing_back(live: Live) -> None:
    visitor = Visitor(live.app)
    visitor.goes_to("/join")
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = visitor.client.post("/en/join", data={"name_latin": "MALLORY"}, headers=headers)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "MALLORY" not in answer.text


def test_who_was_locked_out_in_the_middle_of_a_quiz_signs_in_and_sends_the_same_answer(live: Live) -> None:
    visitor = Visitor(live.app)
    number = visitor.joins(pin=PIN)
    first = visitor.sends(visitor.goes_to("/course/contract/quiz"), "/quiz")
    token = first.address.split("/")[-2]
    options = right_options(live, token, 1)
    clock.move(timedelta(minutes=31))
    locked = visitor.sends(first, option=options)
    assert locked.status == HTTPStatus.UNAUTHORIZED
    assert "What you wrote is kept. Sign in, and you can send it again." in locked.text
    kept = visitor.sends(locked, "/sign-in", number=number, pin=PIN)
    second = visitor.sends(kept)
    assert second.address.endswith(f"/quiz/{token}/2")
    assert responses_of(live, token) == [options]


def test_an_option_that_was_not_offered_is_refused_and_the_question_stays(live: Live) -> None:
    visitor = Visitor(live.app)
    first = visitor.sends(visitor.goes_to("/course/contract/quiz"), "/quiz")
    refused = visitor.sends(first, option="z")
    assert refused.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This answer is not one of the choices. Please choose again." in refused.text
    assert refused.text.startswith("Question 1 of 8")
    token = first.address.split("/")[-2]
    assert visitor.sends(refused, option=right_options(live, token, 1)).address.endswith("/2")


@pytest.mark.parametrize(
    "path",
    [
        "/course/nothing",
        "/course/nothing/1/1",
        "/course/contract/99/1",
        "/course/contract/1/99",
        "/course/contract/0/0",
        "/course/nothing/quiz",
        "/nothing",
    ],
)
def test_a_module_lesson_or_page_that_does_not_exist_is_said_so_in_the_readers_language(live: Live, path: str) -> None:
    answer = Visitor(live.app, "km").goes_to(path)
    assert_is_said_in_khmer(answer, HTTPStatus.NOT_FOUND)


@pytest.mark.parametrize("locale", ["xx", "zz-Latn", "KM", "english"])
def test_a_language_that_does_not_exist_is_said_so_in_the_one_chosen_before(live: Live, locale: str) -> None:
    visitor = Visitor(live.app, "km")
    visitor.goes_to("/")
    assert_is_said_in_khmer(visitor.goes_to(f"//{locale}/course"), HTTPStatus.NOT_FOUND)


def test_a_certificate_of_another_learner_is_not_found(live: Live) -> None:
    holder, other = Visitor(live.app), Visitor(live.app)
    number = holder.joins(pin=PIN)
    other.joins(pin=PIN)
    paper = certificate_for(live, number)
    assert paper in holder.goes_to("/certificates").text
    refused = other.goes_to(f"/certificates/{paper}.pdf")
    nowhere = other.goes_to("/certificates/XX-TEST-26-9999999-0.pdf")
    assert refused.status == nowhere.status == HTTPStatus.NOT_FOUND
    assert refused.text == nowhere.text
    assert "SOK" not in refused.html


def test_a_certificate_asked_for_without_an_account_leads_to_the_sign_in(live: Live) -> None:
    answer = Visitor(live.app).goes_to("/certificates/XX-TEST-26-0000001-8.pdf")
    assert answer.address.endswith("/sign-in")


def test_a_form_too_big_to_read_is_refused_in_words(live: Live) -> None:
    visitor = Visitor(live.app)
    page = visitor.goes_to("/join")
    answer = visitor.sends(page, name_native="x" * 300_000)
    assert answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "This is too big to send." in answer.text


def test_an_answer_that_came_without_its_page_is_refused(live: Live) -> None:
    answer = Visitor(live.app).client.post("/en/course/contract/quiz", headers=OWN_PAGE)
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def assert_is_said_in_khmer(answer: Answer, status: HTTPStatus) -> None:
    assert answer.status == status
    assert next(answer.page.every("html")).get("lang") == "km"
    assert KHMER.search(next(answer.page.every("h1")).text)
    ways = [link.get("href") for link in next(answer.page.every("main")).every("a")]
    assert ways == ["/km/", "/km/course"]


def right_options(live: Live, token: str, number: int) -> list[str]:
    with live.app.app_context():
        attempt = db.session.scalars(select(Attempt).where(Attempt.token == token)).one()
        return list(course().question(draw_of(attempt)[number - 1].question).right)


def responses_of(live: Live, token: str) -> list[list[str]]:
    with live.app.app_context():
        attempt = db.session.scalars(select(Attempt).where(Attempt.token == token)).one()
        return list(attempt.responses.values())


def certificate_for(live: Live, shown_number: str) -> str:
    """Have a learner done with the core modules, and give the number of their certificate."""
    with live.app.app_context():
        learner: Learner | None = learner_by_number(shown_number.replace("-", ""))
        assert learner
        complete(learner, core_modules())
        paper = ask_for_certificate(learner=learner, award=Award.CORE, wish=Wish("en", help_lines=False))
        assert isinstance(paper, Certificate)
        return paper.number
