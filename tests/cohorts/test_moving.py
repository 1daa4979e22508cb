"""Learners who leave a class or go to another."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from app.audit.models import AuditEvent
from app.cohorts.models import CohortMember
from app.cohorts.queries import members_of
from app.core.database import db
from app.learners.acts import LEARNER_SEEN
from tests.cohorts.people import a_cohort, a_member, a_trainer
from tests.learners.people import sign_in_staff, text_of


def test_a_learner_goes_to_another_class_and_the_old_place_says_so(client: FlaskClient) -> None:
    trainer = a_trainer()
    old, new = a_cohort(trainer), a_cohort(trainer, title="Tuesday group")
    learner = a_member(old)
    a_member(new)
    sign_in_staff(client, trainer)
    client.post(f"/en/staff/classes/{old.id}/people/{learner.id}/move", data={"to": str(new.id)})
    assert not members_of(old)
    assert [member.seat for member in members_of(new) if member.learner.id == learner.id] == [2]
    place = db.session.scalars(select(CohortMember).where(CohortMember.cohort_id == old.id)).one()
    assert place.left_at
    assert place.moved_to_id == new.id


def test_nobody_is_moved_to_another_trainers_class(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort, strange = a_cohort(trainer), a_cohort(a_trainer())
    learner = a_member(cohort)
    sign_in_staff(client, trainer)
    a_cohort(trainer, title="Tuesday group")
    page = client.post(f"/en/staff/classes/{cohort.id}/people/{learner.id}/move", data={"to": str(strange.id)})
    assert page.status_code == 422
    assert len(members_of(cohort)) == 1


def test_who_is_taken_out_is_seen_no_more(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer)
    learner = a_member(cohort)
    sign_in_staff(client, trainer)
    address = f"/en/staff/classes/{cohort.id}/people/{learner.id}"
    assert "SOK CHANTHOU" in text_of(client.get(address))
    client.post(f"{address}/leave")
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/new-pin").status_code == 404


def test_a_look_at_one_learner_is_noted(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer)
    learner = a_member(cohort)
    sign_in_staff(client, trainer)
    client.get(f"/en/staff/classes/{cohort.id}/people/{learner.id}")
    seen = db.session.scalars(select(AuditEvent).where(AuditEvent.act == LEARNER_SEEN)).one()
    assert (seen.actor_id, seen.subject_id) == (trainer.id, str(learner.id))


def test_a_closed_class_keeps_its_people(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer)
    learner = a_member(cohort)
    sign_in_staff(client, trainer)
    client.post(f"/en/staff/classes/{cohort.id}/close")
    assert client.post(f"/en/staff/classes/{cohort.id}/people/{learner.id}/leave").status_code == 422
    assert len(members_of(cohort)) == 1


def test_who_has_no_journey_gets_that_of_the_class(client: FlaskClient) -> None:
    learner = a_member(a_cohort())
    assert (learner.origin, learner.destination) == ("KH", "TH")


def test_a_trainer_gives_a_new_pin_to_a_learner_of_the_class(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer)
    learner = a_member(cohort)
    sign_in_staff(client, trainer)
    page = client.post(f"/en/staff/classes/{cohort.id}/people/{learner.id}/new-pin")
    assert 'id="new-pin"' in page.text
    db.session.expire_all()
    assert learner.pin_is_given
