"""The pages of classes."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.audit.models import AuditEvent
from app.cohorts.acts import CLASS_SEEN
from app.core.database import db
from tests.cohorts.counting import READ_ANEW, counted
from tests.cohorts.people import a_cohort, a_trainer, members
from tests.learners.people import sign_in_staff, text_of


def _looks() -> int:
    return db.session.scalar(select(func.count(AuditEvent.id)).where(AuditEvent.act == CLASS_SEEN)) or 0


def test_a_trainer_sees_own_classes_and_others_get_no_page(client: FlaskClient) -> None:
    mine, other = a_trainer(), a_trainer()
    cohort, strange = a_cohort(mine).id, a_cohort(other, title="Strange group").id
    sign_in_staff(client, mine)
    assert "Monday group" in text_of(client.get("/en/staff/classes"))
    assert "Strange group" not in text_of(client.get("/en/staff/classes"))
    assert client.get(f"/en/staff/classes/{cohort}").status_code == 200
    assert client.get(f"/en/staff/classes/{strange}").status_code == 404


def test_a_look_at_a_class_is_noted_once_an_hour(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer).id
    sign_in_staff(client, trainer)
    for _time in range(2):
        client.get(f"/en/staff/classes/{cohort}")
    assert _looks() == 1


def test_five_hundred_learners_take_as_many_queries_as_five(client: FlaskClient) -> None:
    trainer = a_trainer()
    sign_in_staff(client, trainer)
    counts: dict[str, set[int]] = {}
    for size in (5, 500):
        cohort = a_cohort(trainer)
        learners = members(cohort, size)
        person = f"/people/{learners[0].id}"
        for page in ("", "/plan", "/poster", "/cards", "/trainers", "/change", person):
            with counted() as queries:
                assert client.get(f"/en/staff/classes/{cohort.id}{page}").status_code == 200
            counts.setdefault("/people" if page == person else page, set()).add(len(queries))
    apart = {page: max(numbers) - min(numbers) for page, numbers in counts.items()}
    assert max(apart.values()) <= READ_ANEW, apart
