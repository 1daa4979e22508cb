"""Joining and signing in on both databases, many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from app.core.database import db
from app.learners import services
from app.learners.models import Learner
from tests.conftest import build_app
from tests.learners.people import PIN
from tests.postgres import postgres, postgres_server  # noqa: F401 - fixtures.
from tests.sampling import sampled

A_CLASS = 16


@pytest.fixture(params=sampled(["sqlite", "postgresql"], "postgresql"))
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """An application on a real database that several threads may ask at once."""
    if request.param == "sqlite":
        return build_app(tmp_path)
    return build_app(tmp_path, DATABASE_URL=request.getfixturevalue("postgres"))


def join_and_prove(app: Flask, number: int) -> str:
    with app.app_context():
        joined = services.join(native=f"សុខ {number}", latin=None, pin=PIN, locale="km").number
        return services.prove_identity(number=joined, pin=PIN, address="203.0.113.7").number


def test_a_class_that_joins_at_once_gets_a_number_each(served: Flask) -> None:
    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(lambda number: join_and_prove(served, number), range(A_CLASS)))
    assert len(set(numbers)) == A_CLASS
    with served.app_context():
        assert db.session.query(Learner).count() == A_CLASS
        db.session.remove()
        db.engine.dispose()
