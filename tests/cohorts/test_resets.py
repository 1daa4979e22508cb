"""Who may give whom a new PIN."""

from __future__ import annotations

from flask.testing import FlaskClient

from app.cohorts.leading import close_cohort
from app.cohorts.queries import may_give_pin
from tests.cohorts.people import a_cohort, a_member, a_trainer
from tests.learners.people import a_learner, sign_in_staff, text_of


def test_a_trainer_gives_pins_to_own_learners_and_to_those_in_no_class(client: FlaskClient) -> None:
    mine, other = a_trainer(), a_trainer()
    learner, alone = a_member(a_cohort(mine)), a_learner()
    assert may_give_pin(mine, learner)
    assert not may_give_pin(other, learner)
    assert may_give_pin(other, alone)


def test_when_the_class_is_closed_any_trainer_may_help(client: FlaskClient) -> None:
    mine, other = a_trainer(), a_trainer()
    cohort = a_cohort(mine)
    learner = a_member(cohort)
    close_cohort(cohort=cohort, by=mine)
    assert may_give_pin(mine, learner)
    assert may_give_pin(other, learner)


def test_the_desk_says_the_same_of_a_strangers_learner_and_of_nobody(client: FlaskClient) -> None:
    stranger = a_trainer()
    learner = a_member(a_cohort(a_trainer()))
    sign_in_staff(client, stranger)
    for address in ("/en/staff/learner", "/en/staff/learner/new-pin"):
        theirs = client.post(address, data={"number": learner.shown_number})
        nobodys = client.post(address, data={"number": "123-456-788"})
        assert theirs.status_code == nobodys.status_code == 404
        assert text_of(theirs) == text_of(nobodys)
        assert learner.name not in theirs.text
    assert learner.pin_hash is None
