"""What a phone sends of what it did without a network is taken in once, however often and from wherever it comes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Staff
from app.audit.acts import named
from app.audit.models import AuditEvent
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.cohorts.models import Cohort, CohortTrainer
from app.cohorts.sync_models import SyncEntry
from app.cohorts.syncing import Entry, Outcome, Unreadable, register_entry, take_in
from app.core.database import db, unit_of_work
from app.core.errors import Refused
from tests.cohorts.people import a_cohort, a_trainer
from tests.conftest import build_app
from tests.learners.people import sign_in_staff
from tests.postgres import postgres, postgres_server
from tests.sampling import sampled

__all__ = ["postgres", "postgres_server"]

DONE = named("test-entry-done", "Did what a test asked")
AT = "2026-03-09T01:05:00.000Z"
DEVICE = str(uuid4())


class Never(Refused):
    """A test asks for what is always refused."""

    message = "Never."


def handle(cohort: Cohort, entry: Entry, by: Staff) -> None:
    """Count what was done in the audit, or fail as the entry says."""
    if entry.body.get("how") == "refuse":
        raise Never
    if entry.body.get("how") == "break":
        raise ZeroDivisionError
    record(DONE, actor=Actor.staff(by.id), subject=Subject("cohort", cohort.id), detail={"n": entry.whole("n")})


def an_entry(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "kind": "test", "at": AT, "n": number} | changes


def take(cohort: Cohort, by: Staff, *sent: Any, device: str = DEVICE) -> Outcome:
    return take_in(cohort=cohort, sent=sent, device=device, clock_off=timedelta(0), by=by)


def times_done() -> int:
    return db.session.scalar(select(func.count(AuditEvent.id)).where(AuditEvent.act == DONE)) or 0


@pytest.fixture
def trainer(app: Flask, client: FlaskClient) -> Iterator[Staff]:
    register_entry(app, "test", handle)
    trainer = a_trainer()
    sign_in_staff(client, trainer)
    yield trainer
    del app.extensions["sync-handlers"]["test"]


def test_an_entry_that_comes_again_is_taken_once(trainer: Staff) -> None:
    cohort, entry = a_cohort(trainer), an_entry()
    assert [take(cohort, trainer, entry).taken for _ in range(3)] == [[entry["id"]]] * 3
    assert take(cohort, trainer, entry, entry).taken == [entry["id"]] * 2
    assert times_done() == 1


def test_one_that_is_refused_does_not_hold_up_the_others_and_may_come_again(trainer: Staff) -> None:
    cohort = a_cohort(trainer)
    bad, good = an_entry(how="refuse"), an_entry()
    outcome = take(cohort, trainer, bad, good)
    assert outcome.taken == [good["id"]]
    assert outcome.refused == [(bad["id"], Never.message)]
    assert take(cohort, trainer, bad | {"how": "mended"}).taken == [bad["id"]]
    assert times_done() == 2


def test_one_that_meets_a_fault_of_ours_is_neither_taken_nor_refused(trainer: Staff) -> None:
    cohort = a_cohort(trainer)
    broken, good = an_entry(how="break"), an_entry()
    outcome = take(cohort, trainer, broken, good)
    assert (outcome.taken, outcome.refused) == ([good["id"]], [])
    assert db.session.get(SyncEntry, broken["id"]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"id": "1"},
        {"id": None},
        {"kind": "unheard-of"},
        {"kind": 7},
        {"at": "yesterday"},
        {"at": "2026-03-09T01:05:00"},
        {"at": "0026-03-09T01:05:00Z"},
        {"n": "one"},
        {"n": True},
        {"n": 10**40},
    ],
)
def test_what_cannot_be_read_is_refused_in_words(trainer: Staff, change: dict[str, Any]) -> None:
    outcome = take(a_cohort(trainer), trainer, an_entry() | change)
    assert [why for _id, why in outcome.refused] == [Unreadable.message]
    assert not outcome.taken


def test_what_is_no_entry_at_all_is_refused(trainer: Staff) -> None:
    outcome = take(a_cohort(trainer), trainer, None, 7, "text", [])
    assert len(outcome.refused) == 4


def test_the_address_gives_a_token_and_takes_what_is_sent(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_cohort(trainer)
    door = client.get(f"/en/staff/classes/{cohort.id}/sync")
    assert door.json and door.json["staff"] == trainer.id and door.json["token"]
    good, bad = an_entry(), an_entry(how="refuse")
    ahead = datetime.now(UTC) + timedelta(hours=5)
    body = {"device": DEVICE, "now": ahead.isoformat(), "entries": [good, bad]}
    answer = client.post(f"/en/staff/classes/{cohort.id}/sync", json=body)
    assert answer.json == {"taken": [good["id"]], "refused": [{"id": bad["id"], "why": "Never."}]}
    kept = db.session.scalars(select(SyncEntry)).one()
    assert (kept.id, kept.cohort_id, kept.staff_id, kept.device) == (good["id"], cohort.id, trainer.id, DEVICE)
    assert kept.at == datetime(2026, 3, 9, 1, 5, tzinfo=UTC)
    assert abs(kept.clock_off - 5 * 3600) < 60


def test_the_token_is_asked_for(app: Flask, client: FlaskClient, trainer: Staff) -> None:
    cohort = a_cohort(trainer)
    address = f"/en/staff/classes/{cohort.id}/sync"
    body = {"device": DEVICE, "now": AT, "entries": [an_entry()]}
    token = (client.get(address).json or {})["token"]
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert client.post(address, json=body).status_code == 400
        assert client.post(address, json=body, headers={"X-CSRFToken": token}).status_code == 200
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"device": DEVICE, "now": AT, "entries": {}},
        {"device": "me", "now": AT, "entries": []},
        {"device": DEVICE, "now": "noon", "entries": []},
        {"device": DEVICE, "now": AT, "entries": [{}] * 101},
    ],
)
def test_a_letter_of_another_shape_is_turned_back(client: FlaskClient, trainer: Staff, body: Any) -> None:
    cohort = a_cohort(trainer)
    assert client.post(f"/en/staff/classes/{cohort.id}/sync", json=body).status_code == 400


def test_another_trainer_gets_no_answer_and_a_guest_is_sent_to_sign_in(
    app: Flask, client: FlaskClient, trainer: Staff
) -> None:
    cohort = a_cohort(a_trainer())
    address = f"/en/staff/classes/{cohort.id}/sync"
    body = {"device": DEVICE, "now": AT, "entries": [an_entry()]}
    assert client.get(address).status_code == client.post(address, json=body).status_code == 404
    guest = app.test_client()
    assert guest.get(address).status_code == 302
    assert guest.post(address, json=body).status_code in (302, 403)
    assert times_done() == 0


@pytest.fixture(params=sampled(["sqlite", "postgresql"], "postgresql"))
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a real database that several phones ask at once."""
    more = {} if request.param == "sqlite" else {"DATABASE_URL": request.getfixturevalue("postgres")}
    app = build_app(tmp_path, **more)
    register_entry(app, "test", handle)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_two_phones_and_a_lost_answer_at_once_lose_and_double_nothing(served: Flask) -> None:
    with served.app_context():
        trainers = [a_trainer(), a_trainer()]
        cohort = a_cohort(trainers[0])
        with unit_of_work():
            db.session.add(CohortTrainer(cohort_id=cohort.id, staff_id=trainers[1].id, is_lead=False))
        cohort_id, staff_ids = cohort.id, [trainer.id for trainer in trainers]
    batches = [[an_entry(number) for number in range(20)] for _ in staff_ids]
    start = Barrier(4)

    def send(place: int) -> list[str]:
        with served.app_context():
            cohort, by = db.session.get_one(Cohort, cohort_id), db.session.get_one(Staff, staff_ids[place % 2])
            start.wait()
            try:
                return take(cohort, by, *batches[place % 2], device=str(uuid4())).taken
            finally:
                db.session.remove()

    with ThreadPoolExecutor(4) as phones:
        answers = list(phones.map(send, range(4)))
    assert answers == [[entry["id"] for entry in batches[place % 2]] for place in range(4)]
    with served.app_context():
        assert times_done() == 40
        assert db.session.scalar(select(func.count()).select_from(SyncEntry)) == 40
