"""Rosters on a real SQLite file and a real PostgreSQL server, with two requests at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from app.accounts.models import Staff
from app.cohorts.models import Cohort
from app.cohorts.queries import members_of
from app.core.database import db
from app.rosters.drafts import draft_of
from app.rosters.errors import NoSuchDraft
from app.rosters.proposing import propose
from app.rosters.services import import_roster
from tests.conftest import build_app
from tests.postgres import postgres, postgres_server
from tests.rosters.bringing import a_class, answers, bring_in, draft, everything
from tests.rosters.files import WORST_PEOPLE, worst_roster
from tests.rosters.making import as_csv
from tests.sampling import sampled

__all__ = ["postgres", "postgres_server"]


@pytest.fixture(params=sampled(["sqlite", "postgresql"], "postgresql"))
def installed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of its own, in which commits are real."""
    more = {"DATABASE_URL": request.getfixturevalue("postgres")} if request.param == "postgresql" else {}
    app = build_app(tmp_path, **more)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_the_worst_roster_twice_is_as_once(installed: Flask) -> None:
    with installed.app_context():
        cohort, trainer = a_class("my", "MM")
        bring_in(cohort, worst_roster(), trainer)
        once = everything()
        assert bring_in(cohort, worst_roster(), trainer).done is None
        assert everything() == once
        assert len(members_of(cohort)) == WORST_PEOPLE


def test_a_form_that_arrives_twice_at_once_brings_each_person_in_once(installed: Flask) -> None:
    with installed.app_context():
        cohort, trainer = a_class("my", "MM")
        token = draft(cohort, worst_roster(), trainer)
        choices = answers(cohort, token, trainer)
        ids = cohort.id, trainer.id
        db.session.remove()

    def confirm(_turn: int) -> bool:
        with installed.app_context():
            cohort, trainer = db.session.get_one(Cohort, ids[0]), db.session.get_one(Staff, ids[1])
            try:
                import_roster(cohort=cohort, token=token, choices=choices, by=trainer)
            except NoSuchDraft:
                return False
            finally:
                db.session.remove()
            return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(confirm, range(2))) == [False, True]
    with installed.app_context():
        assert len(members_of(db.session.get_one(Cohort, ids[0]))) == WORST_PEOPLE


def test_a_longer_list_asks_the_database_no_more_often(installed: Flask) -> None:
    with installed.app_context():
        cohort, trainer = a_class()

        def statements(count: int) -> int:
            letters = "ABCDEFGHIJ"
            rows = [[f"SAMPLE {letters[place // 10]}{letters[place % 10]}", f"N00000{place}"] for place in range(count)]
            token = draft(cohort, as_csv([["Name", "Passport"], *rows]), trainer)
            kept = draft_of(cohort, token, trainer)
            asked: list[str] = []
            event.listen(db.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
            propose(cohort, kept, {})
            return len(asked)

        assert statements(3) == statements(99)
