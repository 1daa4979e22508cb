"""What the square on a learner's card opens."""

from __future__ import annotations

import logging

import pytest
from flask.testing import FlaskClient
from limits import parse

from app.accounts import guessing
from app.core.codes import new_code
from app.core.database import db
from app.core.permissions import Role
from app.learners.cards import KEY_SIGNS, keep_cards, new_card_key
from app.learners.models import Learner
from app.learners.record_models import LearnerCard
from tests.cohorts.people import a_cohort, a_member
from tests.learners.people import OTHER_PIN, PIN, a_learner, a_staff, is_signed_in, sign_in, text_of

NEW = {"new_pin": PIN, "pin_again": PIN}


def _with_card(learner: Learner) -> str:
    key = new_card_key()
    keep_cards(keys={learner.id: key}, by=a_staff(Role.TRAINER))
    return key


def test_a_person_without_a_pin_chooses_one_once(client: FlaskClient) -> None:
    learner = a_member(a_cohort())
    address = f"/en/card/{_with_card(learner)}"
    assert "សុខ ចាន់ធូ" in client.get(address).text
    assert client.post(address, data=NEW).headers["Location"] == "/en/course"
    assert is_signed_in(client)
    assert db.session.query(LearnerCard).one().used_at
    client.post("/en/sign-out")
    again = client.post(address, data={"new_pin": OTHER_PIN, "pin_again": OTHER_PIN})
    assert f'value="{learner.shown_number}"' in again.text
    assert not is_signed_in(client)
    assert sign_in(client, learner).status_code == 303


def test_a_poor_pin_is_refused_in_words(client: FlaskClient) -> None:
    address = f"/en/card/{_with_card(a_member(a_cohort()))}"
    page = client.post(address, data={"new_pin": "123456", "pin_again": "123456"})
    assert page.status_code == 422
    assert "These digits stand in a row." in text_of(page)


def test_a_person_with_a_pin_finds_the_number_filled_in(client: FlaskClient) -> None:
    learner = a_learner()
    page = client.get(f"/en/card/{_with_card(learner)}")
    assert f'value="{learner.shown_number}"' in page.text
    assert learner.name not in page.text
    sign_in(client, learner)
    assert client.get(f"/en/card/{_with_card(learner)}").status_code == 303


def test_wrong_unknown_and_ended_cards_get_one_answer(client: FlaskClient) -> None:
    learner = a_member(a_cohort())
    ended, _newer = _with_card(learner), _with_card(learner)
    answers = [client.get(f"/en/card/{key}") for key in (ended, new_code(KEY_SIGNS), "nonsense")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert client.post(f"/en/card/{ended}", data=NEW).status_code == 404


def test_who_tries_cards_has_to_wait(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing, "FAILURES_A_NETWORK", parse("2 per hour"))
    statuses = [client.get(f"/en/card/{new_code(KEY_SIGNS)}").status_code for _try in range(3)]
    assert statuses == [404, 404, 429]


def test_neither_log_nor_browser_keeps_a_key(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    key = _with_card(a_member(a_cohort()))
    with caplog.at_level(logging.INFO):
        page = client.get(f"/en/card/{key}")
    assert page.headers["Cache-Control"] == "no-store"
    assert "learner_cards.card" in caplog.text
    assert key not in caplog.text
