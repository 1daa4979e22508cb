"""A hundred tries at once are a hundred tries, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from app.accounts.errors import MustWait
from app.accounts.guessing import count_try, welcome
from app.accounts.rules import FREE_TRIES
from app.core.database import db
from tests.conftest import build_app
from tests.postgres import postgres, postgres_server  # noqa: F401 - fixtures.
from tests.sampling import sampled

AT_ONCE = 24


@pytest.fixture(params=sampled(["sqlite", "postgresql"], "postgresql"))
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """An application on a real database that several threads may ask at once."""
    if request.param == "sqlite":
        return build_app(tmp_path)
    return build_app(tmp_path, DATABASE_URL=request.getfixturevalue("postgres"))


def may_try(app: Flask) -> bool:
    with app.app_context():
        try:
            count_try("learner/123456788", "203.0.113.7")
        except MustWait:
            return False
        return True


def test_tries_at_once_are_counted_one_by_one(served: Flask) -> None:
    with ThreadPoolExecutor(8) as threads:
        tried = list(threads.map(lambda _number: may_try(served), range(AT_ONCE)))
    assert sum(tried) == FREE_TRIES + 1
    with served.app_context():
        welcome("learner/123456788", "203.0.113.7")
    assert may_try(served)
    with served.app_context():
        db.engine.dispose()
