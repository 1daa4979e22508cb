"""Marks from several phones at once, on both databases: each is kept once, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask

from app.accounts.models import Staff
from app.attendance.models import AttendanceMark
from app.attendance.queries import standings_of
from app.attendance.services import mark_list
from app.attendance.shares import attendance_of
from app.cohorts.models import Cohort, CohortSession
from app.core.database import db, unit_of_work
from tests.attendance.people import DEVICE, OTHER_DEVICE, PRESENT, a_class, a_co_trainer, an_entry, send
from tests.cohorts.people import members
from tests.conftest import build_app
from tests.postgres import postgres, postgres_server
from tests.sampling import sampled

__all__ = ["postgres", "postgres_server"]

SIZE = 30


@pytest.fixture(params=sampled(["sqlite", "postgresql"], "postgresql"))
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a real database that several phones ask at once."""
    more = {} if request.param == "sqlite" else {"DATABASE_URL": request.getfixturevalue("postgres")}
    app = build_app(tmp_path, **more)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_two_trainers_send_their_phones_and_a_list_at_once(served: Flask) -> None:
    with served.app_context():
        trainer, cohort, meeting = a_class()
        other = a_co_trainer(cohort)
        with unit_of_work():
            learners = members(cohort, SIZE)
        ids = (cohort.id, meeting.id, trainer.id, other.id)
        entries = {
            trainer.id: [an_entry(meeting, learner) for learner in learners],
            other.id: [
                an_entry(meeting, learner, "absent" if place == 0 else "present")
                for place, learner in enumerate(learners)
            ],
        }
        learner_ids = [learner.id for learner in learners]
        db.session.remove()
    start = Barrier(5)

    def phone(staff_id: int, device: str) -> int:
        with served.app_context():
            cohort, by = db.session.get_one(Cohort, ids[0]), db.session.get_one(Staff, staff_id)
            start.wait()
            taken = len(send(cohort, by, *entries[staff_id], device=device).taken)
            db.session.remove()
            return taken

    def page() -> int:
        with served.app_context():
            cohort, by = db.session.get_one(Cohort, ids[0]), db.session.get_one(Staff, ids[2])
            session = db.session.get_one(CohortSession, ids[1])
            start.wait()
            mark_list(cohort=cohort, session=session, choices=dict.fromkeys(learner_ids[1:], PRESENT), why=None, by=by)
            db.session.remove()
            return SIZE

    with ThreadPoolExecutor(5) as threads:
        phones = [(ids[2], DEVICE), (ids[2], DEVICE), (ids[3], OTHER_DEVICE), (ids[3], OTHER_DEVICE)]
        going = [threads.submit(phone, *one) for one in phones] + [threads.submit(page)]
        assert [one.result() for one in going] == [SIZE] * 5
    with served.app_context():
        standings = standings_of(db.session.get_one(CohortSession, ids[1]))
        rows = Counter((row.learner_id, row.staff_id) for row in db.session.query(AttendanceMark))
        assert set(rows) == {(learner_id, staff_id) for learner_id in learner_ids for staff_id in ids[2:]}
        assert set(rows.values()) == {1}
        assert [learner_id for learner_id, standing in standings.items() if standing.differs] == learner_ids[:1]
        shares = attendance_of(db.session.get_one(Cohort, ids[0]))
        assert sum(share.attended for share in shares.values()) >= SIZE - 1
