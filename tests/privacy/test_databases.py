"""Copy, forget, the retention run and a new key on a real SQLite file and a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app.certificates.checking import check_register
from app.certificates.models import Certificate
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.learners.enrolling import Told, enrol
from app.learners.models import Learner
from app.learners.services import look_up
from app.privacy.applying import apply_terms
from app.privacy.everything import everything_about
from app.privacy.looks import looks_at
from app.privacy.queries import days_of
from app.privacy.resealing import reseal_all
from app.privacy.services import ask_erasure
from tests.certificates.people import a_graduate, a_programme
from tests.conftest import build_app
from tests.learners.people import a_staff
from tests.postgres import postgres, postgres_server
from tests.privacy.test_everything import is_named_anywhere
from tests.privacy.test_services import issued
from tests.sampling import sampled

__all__ = ["postgres", "postgres_server"]


@pytest.fixture(params=sampled(["sqlite", "postgresql"], "postgresql"))
def installed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of its own, in which commits are real."""
    more = {"DATABASE_URL": request.getfixturevalue("postgres")} if request.param == "postgresql" else {}
    app = build_app(tmp_path, **more)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_a_person_is_copied_forgotten_and_the_register_checks(installed: Flask) -> None:
    a_programme()
    learner, kept = a_graduate(name_latin="MEAS ROTHANA", name_key="meas rothana"), a_graduate()
    number = issued(learner).number
    issued(kept)
    look_up(number=learner.number, by=a_staff(Role.OFFICER))
    with installed.test_request_context("/en/me/looks"):
        assert "Looked at your page" in [str(look.what) for look in looks_at(learner)]
    found = {portion.rule.table for portion in everything_about(learner).portions}
    assert {"certificate", "certificate_event", "audit_event"} <= found
    ask_erasure(learner=learner)
    clock.move(timedelta(days=days_of("cooling-off")))
    assert apply_terms()["cooling-off"] == 1
    assert not check_register().faults
    assert not is_named_anywhere("ROTHANA", "rothana")
    row = db.session.scalars(select(Certificate).where(Certificate.number == number)).one()
    assert row.is_forgotten
    assert not kept.is_forgotten
    with pytest.raises(DBAPIError), unit_of_work():
        db.session.delete(row)
        db.session.flush()


def test_terms_are_kept_the_key_is_changed_and_no_id_is_given_twice(installed: Flask) -> None:
    told = [Told(latin=f"TESTPERSON {n}", document=f"D000{n}", phone=f"+8551234567{n}") for n in range(5)]
    enrol(people=told, locale="km")
    old = installed.config["RECORDS_KEY"]
    installed.config.update(RECORDS_KEY="another key of at least thirty-two signs", RECORDS_KEY_OLD=old)
    assert reseal_all().written == 5
    assert reseal_all().written == 0
    assert not any(apply_terms(dry_run=True).values())
    clock.move(timedelta(days=days_of("idle-holders") + 400))
    assert apply_terms()["never-active"] == 5
    assert not any(apply_terms().values())
    last = max(db.session.scalars(select(Learner.id)))
    assert a_graduate([]).id > last
