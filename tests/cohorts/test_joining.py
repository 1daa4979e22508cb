"""Joining a class by its code."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from limits import parse

from app.cohorts import guessing
from app.cohorts.leading import close_cohort
from app.cohorts.queries import members_of
from app.core import clock
from tests.cohorts.people import a_cohort, a_trainer
from tests.learners.people import a_learner, join, sign_in, text_of


@pytest.fixture(autouse=True)
def _true_time() -> Iterator[None]:
    yield
    clock.reset()


def test_the_page_of_a_code_says_what_one_joins_and_names_no_trainer(client: FlaskClient) -> None:
    trainer = a_trainer()
    page = client.get(f"/en/class/{a_cohort(trainer).code}")
    said = text_of(page)
    for words in ("Monday group", "Invented Centre", "Mon, 9 Mar 2026"):
        assert words in said
    assert trainer.username not in page.text


def test_a_code_is_read_as_people_type_it(client: FlaskClient) -> None:
    code = a_cohort().code
    typed = f" {code[:3].lower()}-{code[3:]} "
    answer = client.get("/en/class", query_string={"code": typed})
    assert answer.headers["Location"] == f"/en/class/{code}"


def test_who_has_an_account_joins_with_one_button(client: FlaskClient) -> None:
    cohort, learner = a_cohort(), a_learner()
    sign_in(client, learner)
    address = f"/en/class/{cohort.code}"
    assert "SOK CHANTHOU" in client.get(address).text or "សុខ" in client.get(address).text
    for _twice in range(2):
        client.post(address)
    assert [member.learner.id for member in members_of(cohort)] == [learner.id]
    assert "Your seat has the number 1." in text_of(client.get(address))


def test_who_has_no_account_makes_one_and_is_in_the_class(client: FlaskClient) -> None:
    cohort = a_cohort()
    assert client.post(f"/en/class/{cohort.code}").headers["Location"] == "/en/join"
    assert "After this you are in the class: Monday group" in text_of(client.get("/en/join"))
    join(client)
    assert [member.learner.name_latin for member in members_of(cohort)] == ["SOK CHANTHOU"]


def test_the_next_person_on_the_phone_joins_nothing(client: FlaskClient) -> None:
    cohort = a_cohort()
    client.post(f"/en/class/{cohort.code}")
    clock.move(timedelta(hours=1, minutes=1))
    assert "Monday group" not in client.get("/en/join").text
    join(client)
    assert not members_of(cohort)


def test_signing_in_forgets_the_code(client: FlaskClient) -> None:
    cohort = a_cohort()
    client.post(f"/en/class/{cohort.code}")
    sign_in(client, a_learner())
    assert not members_of(cohort)


def test_nobody_joins_a_closed_class(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer)
    client.post(f"/en/class/{cohort.code}")
    close_cohort(cohort=cohort, by=trainer)
    assert "This class is closed." in text_of(client.get(f"/en/class/{cohort.code}"))
    join(client)
    assert not members_of(cohort)


def test_wrong_codes_get_one_answer_and_wear_out(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing, "MISSES_A_NETWORK", parse("3 per hour"))
    answers = {text_of(client.get(f"/en/class/{wrong}")).replace(wrong, "") for wrong in ("ZZZZZ9", "12", "$$$")}
    assert len(answers) == 1
    assert client.get("/en/class/ZZZZZ8").status_code == 429


def test_a_whole_class_joins_from_one_network(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing, "MISSES_A_NETWORK", parse("3 per hour"))
    cohort = a_cohort()
    assert all(client.get(f"/en/class/{cohort.code}").status_code == 200 for _learner in range(30))


def test_guests_who_guess_lock_out_nobody_with_an_account(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing, "MISSES_A_NETWORK", parse("1 per hour"))
    code = a_cohort().code
    client.get("/en/class/ZZZZZ9")
    assert client.get(f"/en/class/{code}").status_code == 429
    sign_in(client, a_learner())
    assert client.get(f"/en/class/{code}").status_code == 200
