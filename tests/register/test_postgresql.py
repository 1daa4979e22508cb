"""What is found on SQLite is found on PostgreSQL as well, and what is told to other systems is the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.api.changes import changes_after
from app.api.models import WebhookDelivery
from app.api.rules import EventType
from app.api.webhooks import add_webhook
from app.certificates.rules import Standing
from app.core.database import db
from app.register.rebuilding import compare_all, mend_all
from tests.api.systems import a_system
from tests.certificates.people import take_back
from tests.cohorts.people import a_cohort, a_member
from tests.conftest import build_app
from tests.postgres import postgres, postgres_server
from tests.register.people import giving, looked_for, numbers
from tests.register.test_searching import FOUND_BY, NAMES, forget, spellings

__all__ = ["postgres", "postgres_server"]


@pytest.fixture
def installation(tmp_path: Path, postgres: str) -> Iterator[Flask]:
    app = build_app(tmp_path, DATABASE_URL=postgres)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_names_numbers_and_all_that_narrows_find_the_same(installation: Flask) -> None:
    cohort, give = a_cohort(), giving()
    add_webhook(client=a_system(), address="https://hooks.example.org/", events=tuple(EventType))
    given = {tag: give(native, latin) for tag, (native, latin) in NAMES.items()}
    missed = [typed for tag, typed in FOUND_BY if given[tag].number not in numbers(looked_for(typed))]
    assert missed == ["ສມສກ ພົມມະວົງ"]
    found = [numbers(looked_for(typed)) for typed in spellings(given["km"].number).values()]
    assert all(found) and {one for some in found for one in some} == {given["km"].number}
    inside = give(learner=a_member(cohort, "សុខ ដារ៉ា", "SOK DARA"))
    take_back(given["km"])
    assert numbers(looked_for("sok", cohort_code=cohort.code)) == [inside.number]
    assert numbers(looked_for("sok", standing=Standing.REVOKED)) == [given["km"].number]
    forget(given["my"])
    assert (numbers(looked_for("aung")), compare_all().wrong, mend_all().wrong) == ([], (), ())
    told = changes_after(None, 100, with_names=True).changes
    assert [one["type"] for one in told].count("certificate.issued") == len(NAMES) + 1
    assert db.session.query(WebhookDelivery).count() == len(told)
