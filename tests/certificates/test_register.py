"""The register and its log, on both databases: nobody changes them, and whoever does all the same is found out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.exc import DBAPIError

from app.audit.rules import SYSTEM
from app.certificates.checking import check_register
from app.certificates.checkpointing import keep_checkpoint
from app.certificates.composing import Names
from app.certificates.copying import copy_of
from app.certificates.entering import enter
from app.certificates.life import Act, Reason
from app.certificates.log import ROW
from app.certificates.log_models import CertificateEvent, RegisterCheckpoint
from app.certificates.models import Certificate
from app.certificates.services import issue_certificate
from app.certificates.sparing import Part
from app.certificates.superseding import supersede
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.programme.rules import Award
from tests.certificates.people import ISSUER, a_graduate, a_programme, take_back
from tests.conftest import build_app
from tests.learners.people import a_staff
from tests.postgres import postgres, postgres_server
from tests.signing.people import keys_of

__all__ = ["postgres", "postgres_server"]

GUARDED = ("certificate", "certificate_event", "register_checkpoint")


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A register with four certificates: one was replaced, one taken back, one copied with less on it."""
    environment = {}
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_server")
        server.run("CREATE DATABASE register")
        environment["DATABASE_URL"] = server.address("register")
    app = build_app(tmp_path_factory.mktemp(request.param), **environment)
    with app.app_context():
        app.extensions["signing"] = keys_of("KH-TEST")
        a_programme(replace(ISSUER, issuer_code="KH-TEST"))
        issued = [issue_certificate(learner=a_graduate(), award=Award.CORE) for _ in range(3)]
        lost = Names("សុខ ចាន់ធូ", "SOK CHANTHOU")
        supersede(certificate=issued[0], names=lost, reason=Reason.LOST_PAPER, by=a_staff(Role.OFFICER))
        take_back(issued[1])
        copy_of(certificate=issued[2], without={Part.JOURNEY})
        keep_checkpoint()
        db.session.remove()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def register(database: Flask) -> Iterator[list[str]]:
    """The numbers of the register, and a transaction that is never committed."""
    with database.app_context(), db.engine.connect() as connection:
        transaction = connection.begin()
        engines = cast("dict[str | None, Engine | Connection]", db.engines)
        engine = engines[None]
        engines[None] = connection
        try:
            yield list(db.session.scalars(select(Certificate.number).order_by(Certificate.id)))
        finally:
            db.session.remove()
            transaction.rollback()
            engines[None] = engine


def run(statement: str) -> None:
    """Run plain SQL as somebody does who has the database and not our code."""
    with db.session.begin_nested():
        db.session.execute(text(statement))
    db.session.expire_all()


def refused(statement: str) -> bool:
    try:
        run(statement)
    except DBAPIError:
        return True
    return False


def take_guards_away() -> None:
    if db.session.get_bind().dialect.name == "postgresql":
        for table in GUARDED:
            run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    else:
        found = db.session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
        for name in found:
            run(f"DROP TRIGGER {name}")


def faults() -> list[str]:
    db.session.expire_all()
    return check_register().faults


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE certificate SET statement = replace(statement, 'SOK', 'SUK')",
        "UPDATE certificate SET valid_until = '2099-01-01'",
        "UPDATE certificate SET learner_id = 1",
        "UPDATE certificate SET learner_id = NULL",
        "UPDATE certificate SET statement = NULL",
        "UPDATE certificate SET statement = NULL, learner_id = NULL, code = '00000000'",
        "DELETE FROM certificate",
        "DELETE FROM certificate WHERE id = 4",
        "UPDATE certificate SET id = id + 100",
        "UPDATE certificate SET number = '', learner_id = NULL, statement = NULL",
        "UPDATE certificate_event SET reason = 'other'",
        "UPDATE certificate_event SET actor_id = 7 WHERE id = 1",
        "UPDATE certificate_event SET id = id + 100",
        "UPDATE certificate_event SET payload_digest = hash WHERE act = 'copied'",
        "UPDATE certificate_event SET note = 'words' WHERE note IS NULL",
        "DELETE FROM certificate_event",
        "DELETE FROM certificate_event WHERE act = 'copied'",
        "UPDATE register_checkpoint SET size = 1",
        "UPDATE register_checkpoint SET day = '2099-01-01'",
        "DELETE FROM register_checkpoint",
    ],
)
def test_the_database_itself_refuses_every_change(register: list[str], statement: str) -> None:
    assert refused(statement)
    assert faults() == []


def test_no_column_of_a_certificate_is_left_out_of_its_guard_and_its_digest() -> None:
    columns = {column.key for column in Certificate.__table__.columns}
    assert columns == {"id", *ROW, "learner_id", "statement"}


def test_emptying_or_replacing_is_refused_as_well(register: list[str]) -> None:
    if db.session.get_bind().dialect.name == "postgresql":
        for table in GUARDED:
            assert refused(f"TRUNCATE {table} CASCADE")
            assert refused(f"TRUNCATE {table} RESTART IDENTITY CASCADE")
    else:
        columns = "id, number, issuer, year, serial, code, learner_id, kind, course_version, statement, issued_at"
        copy = columns.replace("statement,", "'{}',")
        assert refused(f"INSERT OR REPLACE INTO certificate ({columns}) SELECT {copy} FROM certificate")  # noqa: S608
        assert refused("INSERT OR REPLACE INTO certificate_event SELECT * FROM certificate_event")
        assert refused("INSERT OR REPLACE INTO register_checkpoint SELECT * FROM register_checkpoint")
        assert refused("REPLACE INTO certificate_event SELECT * FROM certificate_event WHERE act = 'copied'")
        assert refused("UPDATE OR REPLACE certificate_event SET id = 1 WHERE id = 2")
        assert refused("UPDATE OR REPLACE certificate SET id = 1 WHERE id = 2")
    assert faults() == []


@pytest.mark.parametrize(
    ("act", "payload"), [("copied", None), ("downloaded", "1" * 64), ("reprinted", "1" * 64), ("lost", None)]
)
def test_the_database_knows_which_events_name_a_square(register: list[str], act: str, payload: str | None) -> None:
    event = {"id": 99, "at": clock.now(), "number": register[2], "act": act, "actor_kind": "learner", "actor_id": 1}
    with pytest.raises(DBAPIError), db.session.begin_nested():
        db.session.execute(
            insert(CertificateEvent).values(**event, payload_digest=payload, prev="2" * 64, hash="3" * 64)
        )


def test_a_person_can_be_forgotten_and_the_register_still_adds_up(register: list[str]) -> None:
    run("UPDATE certificate SET statement = NULL, learner_id = NULL WHERE id = 2")

    assert faults() == []


def test_the_register_as_it_was_written_has_no_faults(register: list[str]) -> None:
    walk = check_register()

    assert walk.faults == []
    assert (walk.certificates, walk.checkpoints) == (4, 1)
    assert walk.events == 8


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE certificate SET statement = replace(statement, 'SOK', 'SUK') WHERE id = 3", "what it states"),
        ("UPDATE certificate SET code = '00000000' WHERE id = 3", "its row was altered"),
        ("UPDATE certificate SET valid_until = '2099-01-01' WHERE id = 3", "its row was altered"),
        ("UPDATE certificate SET learner_id = 1 WHERE id = 3", "another learner"),
    ],
)
def test_a_row_altered_without_guards_is_named_by_its_number(register: list[str], statement: str, fault: str) -> None:
    take_guards_away()
    run(statement)

    (found,) = faults()
    assert found.startswith(register[2])
    assert fault in found


def test_a_row_that_is_gone_is_named_twice_over(register: list[str]) -> None:
    take_guards_away()
    for table in ("certificate_current", "register_named", "register_entry"):  # What leads to it goes with it.
        run(f"DELETE FROM {table}")  # noqa: S608
    run("DELETE FROM certificate WHERE id = 4")

    found = faults()
    assert any(fault.startswith(register[3]) for fault in found)
    assert any("the number 4 was taken and stands nowhere" in fault for fault in found)


def test_an_altered_event_is_named(register: list[str]) -> None:
    take_guards_away()
    run("UPDATE certificate_event SET reason = 'cheating' WHERE act = 'superseded'")

    (found,) = faults()
    assert register[0] in found and "it was altered" in found


def test_an_event_that_was_written_anew_with_its_chain_breaks_the_checkpoint(register: list[str]) -> None:
    take_guards_away()
    run("DELETE FROM certificate_event WHERE id = 8")

    assert any("the log has 7" in fault for fault in faults())


def test_an_event_that_is_missing_from_the_middle_is_found_by_its_neighbour(register: list[str]) -> None:
    take_guards_away()
    run("DELETE FROM certificate_event WHERE id = 2")

    found = faults()
    assert any(fault.startswith("event 3") and "an event before it is missing" in fault for fault in found)
    assert any(fault.startswith("event 3") and "does not follow" in fault for fault in found)
    assert f"{register[1]}: the log knows nothing of its issue" in found


def test_a_copy_whose_square_was_exchanged_is_named(register: list[str]) -> None:
    take_guards_away()
    run("UPDATE certificate_event SET payload_digest = prev WHERE act = 'copied'")

    (found,) = faults()
    assert f"copied {register[2]}" in found and "it was altered" in found


def test_a_row_that_nobody_issued_is_named(register: list[str]) -> None:
    take_guards_away()
    columns = "issuer, year, learner_id, kind, course_version, statement, issued_at"
    run(
        f"INSERT INTO certificate (id, number, serial, code, {columns}) "  # noqa: S608
        f"SELECT 5, 'KH-TEST-26-0000005-9', 5, '00000000', {columns} FROM certificate WHERE id = 4"
    )

    found = faults()
    assert "KH-TEST-26-0000005-9: the log knows nothing of its issue" in found
    assert any("the counter stands at 4, and 5 was given" in fault for fault in found)


def test_two_certificates_that_changed_places_are_both_named(register: list[str]) -> None:
    take_guards_away()
    for old, new in ((3, 99), (4, 3), (99, 4)):
        run(f"UPDATE certificate SET serial = {new} WHERE serial = {old}")  # noqa: S608

    found = faults()
    assert {fault.split(":")[0] for fault in found} >= {register[2], register[3]}


def test_a_row_put_in_anothers_place_is_named(register: list[str]) -> None:
    take_guards_away()
    if db.session.get_bind().dialect.name == "sqlite":
        columns = "number, issuer, year, serial, learner_id, kind, course_version, statement, issued_at"
        run("PRAGMA defer_foreign_keys = ON")
        run(
            f"INSERT OR REPLACE INTO certificate (id, code, {columns}) "  # noqa: S608
            f"SELECT id, '00000000', {columns} FROM certificate WHERE id = 3"
        )
    else:
        run("UPDATE certificate SET code = '00000000' WHERE id = 3")

    (found,) = faults()
    assert found.startswith(register[2]) and "its row was altered" in found


def test_an_event_of_a_certificate_that_was_never_issued_is_named(register: list[str]) -> None:
    stray = "KH-TEST-26-0000077-0"
    with unit_of_work():
        enter(stray, Act.DOWNLOADED, SYSTEM)

    (found,) = faults()
    assert stray in found and "was not issued before" in found


def test_events_in_another_order_are_found(register: list[str]) -> None:
    take_guards_away()
    for old, new in ((2, 99), (3, 2), (99, 3)):
        run(f"UPDATE certificate_event SET id = {new} WHERE id = {old}")  # noqa: S608

    assert sum("does not follow" in fault for fault in faults()) >= 2


def test_a_checkpoint_that_nobody_signed_is_found(register: list[str]) -> None:
    take_guards_away()
    run("UPDATE register_checkpoint SET note = replace(note, 'day 2', 'day 3')")

    assert any("its signature does not fit" in fault for fault in faults())


def test_the_log_holds_no_names(register: list[str]) -> None:
    for event in db.session.scalars(select(CertificateEvent)):
        values = [str(getattr(event, column.key)) for column in CertificateEvent.__table__.columns]
        assert not any("SOK" in value or "សុខ" in value for value in values)


def test_a_day_has_one_checkpoint(register: list[str]) -> None:
    kept = keep_checkpoint()

    assert keep_checkpoint() is kept
    assert len(db.session.scalars(select(RegisterCheckpoint)).all()) == 1
    values = {"day": kept.day, "at": kept.at, "size": 0, "root": kept.root, "note": kept.note}
    with pytest.raises(DBAPIError), unit_of_work():
        db.session.execute(insert(RegisterCheckpoint).values(**values))
