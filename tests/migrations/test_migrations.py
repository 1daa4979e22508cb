"""The migrations go up and down on both databases, and their head is what the models say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import MetaData, Table, inspect, select, text
from sqlalchemy.exc import DBAPIError

from app import create_app
from app.certificates.checking import check_register
from app.core.database import Model, db
from app.core.sealing import seal
from app.learners.enrolling import document_end_digest
from config import settings
from tests.certificates.papers import a_statement
from tests.conftest import STATIC
from tests.postgres import postgres, postgres_server
from tests.sampling import sampled

__all__ = ["postgres", "postgres_server"]


@pytest.fixture(params=sampled(["sqlite", "postgresql"], "sqlite"))
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on an empty database, without any table."""
    env = {"WAYMARK_ENV": "testing", "WAYMARK_INSTANCE": str(tmp_path), "WAYMARK_STATIC": str(STATIC)}
    if request.param == "postgresql":
        env["DATABASE_URL"] = request.getfixturevalue("postgres")
    app = create_app(settings(env))
    yield app
    with app.app_context():
        db.engine.dispose()


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        return list(compare_metadata(context, Model.metadata))


def test_the_head_is_what_the_models_say(bare: Flask) -> None:
    with bare.app_context():
        upgrade()
        assert tables() == set(Model.metadata.tables)
        assert differences() == []


def test_down_takes_everything_away_and_up_again_brings_it_back(bare: Flask) -> None:
    with bare.app_context():
        upgrade()
        downgrade(revision="base")
        assert tables() == set()
        upgrade()
        assert tables() == set(Model.metadata.tables)


def test_the_migrated_audit_refuses_to_be_changed(bare: Flask) -> None:
    with bare.app_context():
        upgrade()
        with db.engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO audit_event (at, actor_kind, act, subject_kind, detail) "
                    "VALUES ('2026-11-22 00:00:00', 'system', 'test', 'none', '{}')"
                )
            )
        for statement in ("UPDATE audit_event SET act = 'other'", "DELETE FROM audit_event"):
            with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
                connection.execute(text(statement))


def test_healthz_names_a_database_that_was_not_migrated(bare: Flask) -> None:
    answer = bare.test_client().get("/healthz")
    assert answer.status_code == 503
    assert "flask db upgrade" in answer.get_json()["migration"]
    with bare.app_context():
        upgrade()
    assert bare.test_client().get("/healthz").status_code == 200


def test_attempts_of_before_are_quizzes_and_going_back_keeps_them_alone(bare: Flask) -> None:
    with bare.app_context():
        upgrade(revision="0001")
        add_attempt("old", module="M03")
        upgrade(revision="0002")
        assert column("purpose") == ["quiz"]
        add_attempt("new", module="", purpose="before")
        downgrade(revision="0001")
        assert column("token") == ["old"]


def add_attempt(token: str, **values: str) -> None:
    """Insert an attempt as the schema of the moment has it."""
    given = {"token": token, "visitor": "v", "course_version": "1", "course_digest": "d", "locale": "km"}
    counted = {"asked": 8, "right_count": 0, "must_know_right": False, "passed": False}
    with db.engine.begin() as connection:
        table = Table("attempt", MetaData(), autoload_with=connection)
        more = {"draw": [], "responses": {}, "started_at": datetime(2026, 11, 22, tzinfo=UTC)}
        connection.execute(table.insert().values(given | counted | more | values))


def column(name: str, table_name: str = "attempt") -> list[object]:
    with db.engine.connect() as connection:
        table = Table(table_name, MetaData(), autoload_with=connection)
        return list(connection.execute(select(table.c[name])).scalars())


def test_a_certificate_of_before_enters_the_log_and_cannot_be_changed_any_more(bare: Flask) -> None:
    with bare.app_context():
        upgrade(revision="0003")
        add("learner", **LEARNER)
        add("certificate", **CERTIFICATE)
        upgrade(revision="0004")
        assert column("number", "certificate_event") == [CERTIFICATE["number"]]
        assert column("act", "certificate_event") == ["issued"]
        assert column("certificate_id", "certificate_current") == [1]
        for statement in ("UPDATE certificate SET code = 'XXXXXXXX'", "DELETE FROM certificate"):
            with pytest.raises(DBAPIError, match="never"), db.engine.begin() as connection:
                connection.execute(text(statement))
        downgrade(revision="0003")
        assert column("status", "certificate") == ["active"]
        with pytest.raises(DBAPIError):
            add(
                "certificate",
                **CERTIFICATE | {"id": 2, "number": "other", "serial": 2, "code": "2" * 8, "kind": "none"},
            )
        downgrade(revision="0001")
        assert column("number", "certificate") == [CERTIFICATE["number"]]


def test_what_0004_enters_into_the_log_is_what_the_code_of_today_expects(bare: Flask) -> None:
    with bare.app_context():
        upgrade(revision="0003")
        add("learner", **LEARNER)
        add("staff", **OFFICER)
        said = a_statement(number="XX-TEST-26-0000001-8").to_json()
        add("certificate", **CERTIFICATE | {"statement": said, "issued_by_id": 1, "valid_until": date(2028, 3, 9)})
        add("certificate", **CERTIFICATE | SECOND | {"statement": said, "issued_at": MOMENT + timedelta(seconds=1)})
        add("certificate_counter", issuer="XX-TEST", year=26, taken=2)
        upgrade()
        walk = check_register()
        assert (walk.events, walk.certificates, walk.faults) == (2, 2, [])


def test_the_log_is_carried_over_learns_of_copies_and_stays_guarded(
    bare: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with bare.app_context():
        upgrade(revision="0003")
        add("learner", **LEARNER)
        add("certificate", **CERTIFICATE)
        upgrade(revision="0004")
        before = rows("certificate_event")
        with pytest.raises(DBAPIError):
            add("certificate_event", **COPY)
        upgrade(revision="0005")
        assert rows("certificate_event") == before
        downgrade(revision="0004")
        assert rows("certificate_event") == before
        upgrade(revision="0005")

        for wrong in ({"payload_digest": None}, {"act": "lost"}, {"act": "downloaded"}, {"id": 1}):
            with pytest.raises(DBAPIError):
                add("certificate_event", **COPY | wrong)
        add("certificate_event", **COPY)
        for statement in GUARDED:
            with pytest.raises(DBAPIError), db.engine.begin() as connection:
                connection.execute(text(statement))
        assert len(rows("certificate_event")) == 2
        with pytest.raises(SystemExit):
            downgrade(revision="0004")
        assert "a copy was noted" in caplog.text
        assert len(rows("certificate_event")) == 2


def test_a_programme_of_before_seals_its_files(bare: Flask) -> None:
    with bare.app_context():
        upgrade(revision="0004")
        add("programme", **PROGRAMME)
        upgrade(revision="0005")
        assert column("seal_files", "programme") == [True]
        downgrade(revision="0004")
        assert column("issuer_code", "programme") == ["KH-TEST"]


def test_the_end_of_a_document_is_found_and_stands_nowhere_in_clear(bare: Flask) -> None:
    with bare.app_context():
        upgrade(revision="0006")
        add("learner", **LEARNER)
        sealed = {"document_sealed": seal("ab 1234567k"), "document_last4": "567k", "written_at": MOMENT}
        add("learner_record", learner_id=1, **sealed)
        add("programme", **PROGRAMME)
        upgrade(revision="0007")
        assert column("document_end_digest", "learner_record") == [document_end_digest("567K")]
        assert column("corridors", "programme") == [[]]
        downgrade(revision="0006")
        assert column("document_last4", "learner_record") == ["567k"]


def rows(table: str) -> list[object]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY id"))]  # noqa: S608


def add(table: str, **values: object) -> None:
    with db.engine.begin() as connection:
        connection.execute(Table(table, MetaData(), autoload_with=connection).insert().values(**values))


MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
LEARNER = {
    "id": 1,
    "number": "123456789",
    "name_latin": "SOK CHANTHOU",
    "name_key": "sok chanthou",
    "locale": "km",
    "session_token": "token",
    "pin_is_given": False,
    "created_at": MOMENT,
}
CERTIFICATE = {
    "id": 1,
    "number": "XX-TEST-26-0000001-8",
    "issuer": "XX-TEST",
    "year": 26,
    "serial": 1,
    "code": "7Q4F2M9X",
    "learner_id": 1,
    "kind": "core",
    "course_version": "2026.1",
    "statement": '{"check_address": "HTTPS://WAYMARK.EXAMPLE/V/1/2"}',
    "issued_at": MOMENT,
    "status": "active",
}
SECOND = {"id": 2, "number": "XX-TEST-26-0000002-6", "serial": 2, "code": "2" * 8, "kind": "full"}
OFFICER = {
    "id": 1,
    "username": "officer",
    "password": "x",
    "active": True,
    "fs_uniquifier": "x",
    "created_at": MOMENT,
}
PROGRAMME = {
    "issuer_code": "KH-TEST",
    "issuer_name": {"en": "Test Office"},
    "contact": "1 Test Road",
    "approval_needed": False,
    "also_core": [],
    "demo": False,
}
COPY = {
    "id": 2,
    "at": MOMENT,
    "number": CERTIFICATE["number"],
    "act": "copied",
    "actor_kind": "learner",
    "actor_id": 1,
    "payload_digest": "1" * 64,
    "prev": "2" * 64,
    "hash": "3" * 64,
}
GUARDED = (
    "UPDATE certificate_event SET payload_digest = hash",
    "DELETE FROM certificate_event WHERE act = 'copied'",
    "INSERT INTO certificate_event SELECT * FROM certificate_event",
)
