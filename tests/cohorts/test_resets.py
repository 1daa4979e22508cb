"""Who may give whom a new PIN."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from app.audit.models import AuditEvent
from app.cohorts.enrolling import add_members
from app.cohorts.keys import may_give_pin
from app.cohorts.leading import close_cohort
from app.cohorts.services import add_member
from app.core.database import db
from tests.cohorts.people import a_cohort, a_member, a_trainer
from tests.learners.people import a_learner, sign_in, sign_in_staff, text_of


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


def test_whom_a_trainer_puts_on_a_list_stays_the_other_trainers_until_they_join(client: FlaskClient) -> None:
    first, second = a_trainer(), a_trainer()
    theirs, mine = a_cohort(first), a_cohort(second)
    learner = a_member(theirs)
    add_members(cohort=mine, learner_ids=[learner.id], by=second)
    assert may_give_pin(first, learner)
    assert not may_give_pin(second, learner)
    sign_in_staff(client, second)
    person = f"/en/staff/classes/{mine.id}/people/{learner.id}"
    assert "came first into a class of another trainer" in text_of(client.get(person))
    assert "gets no card here" in text_of(client.get(f"/en/staff/classes/{mine.id}/cards"))
    for way in (f"{person}/new-pin", f"{person}/card.pdf"):
        assert client.post(way).status_code == 403
    add_member(cohort=mine, learner=learner)
    assert may_give_pin(second, learner)
    assert may_give_pin(first, learner)
    assert "They forgot their PIN?" in text_of(client.get(person))


def test_who_stands_on_a_list_says_with_one_button_that_it_is_the_own_class(client: FlaskClient) -> None:
    trainer, learner = a_trainer(), a_learner()
    cohort = a_cohort(trainer)
    add_members(cohort=cohort, learner_ids=[learner.id], by=trainer)
    sign_in(client, learner)
    address = f"/en/class/{cohort.code}"
    assert "Yes, this is my class" in text_of(client.get(address))
    client.post(address)
    assert "Yes, this is my class" not in text_of(client.get(address))
    (event,) = db.session.scalars(select(AuditEvent).where(AuditEvent.act == "cohort-member-confirmed")).all()
    assert (event.actor_kind, event.actor_id) == ("learner", learner.id)
