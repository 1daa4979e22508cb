"""Two editors at the same moment, on real files and a real PostgreSQL server: one comes in, the other is told."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask

from app.accounts.models import Staff
from app.core import clock
from app.core.database import db
from app.core.permissions import Role
from app.course.queries import facts
from app.editing.errors import ChangedMeanwhile
from app.editing.queries import edits_of
from app.editing.rules import Act, Manner, state_of
from app.editing.services import Decision, decide
from tests.conftest import build_app
from tests.learners.people import a_staff
from tests.postgres import postgres, postgres_server
from tests.sampling import sampled

__all__ = ["postgres", "postgres_server"]
LINE = "sg.hotline.mom"


@pytest.fixture(params=sampled(["sqlite", "postgresql"], "postgresql"))
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of its own."""
    env = {"DATABASE_URL": request.getfixturevalue("postgres")} if request.param == "postgresql" else {}
    app = build_app(tmp_path, **env)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_of_several_at_the_same_moment_one_comes_in(installation: Flask) -> None:
    editors = 8
    with installation.app_context():
        staff_id, seen = a_staff(Role.EDITOR).id, state_of(facts(), LINE).seen
        db.session.remove()
    together = Barrier(editors)

    def check() -> bool:
        with installation.app_context():
            staff = db.session.get_one(Staff, staff_id)
            together.wait(timeout=30)
            try:
                decide(fact_id=LINE, decision=Decision(Act.CHECK, seen, clock.today(), Manner.READ), by=staff)
            except ChangedMeanwhile:
                return False
            return True

    with ThreadPoolExecutor(editors) as pool:
        came_in = [future.result(timeout=60) for future in [pool.submit(check) for _ in range(editors)]]
    assert came_in.count(True) == 1
    with installation.app_context():
        assert [edit.number for edit in edits_of(LINE)] == [1]
        assert facts().facts[LINE].checked_by is not None
