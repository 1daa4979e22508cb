"""Who steals the database file reads no document and no telephone; and the key can be changed."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.audit.rules import SYSTEM
from app.core.database import db
from app.core.sealing import CannotUnseal, digest, is_under_present_key, unseal
from app.learners.enrolling import DOCUMENT, Told, document_end, document_end_digest, enrol
from app.learners.models import Learner
from app.learners.record_models import LearnerRecord
from app.privacy import resealing
from app.privacy.declared import TABLES
from app.privacy.forgetting import forget
from app.privacy.resealing import reseal_all
from app.rosters.models import RosterLine
from tests.conftest import build_app
from tests.rosters.bringing import a_class, bring_in
from tests.rosters.making import as_csv

DOCUMENTS = ("N7391QXZ", "KH55810277")
PHONE = "+85512993377"


def enrolled() -> LearnerRecord:
    (learner,) = enrol(people=[Told(latin="KEO BOUPHA", document=DOCUMENTS[0], phone=PHONE)], locale="km")
    return db.session.get_one(LearnerRecord, learner.id)


def test_a_stolen_database_shows_no_document_no_telephone_and_not_their_last_signs(tmp_path: Path) -> None:
    app = build_app(tmp_path)
    with app.app_context():
        enrolled()
        cohort, trainer = a_class()
        bring_in(cohort, as_csv([["Latin", "Passport", "Phone"], ["SOK CHANTHOU", DOCUMENTS[1], "012993377"]]), trainer)
        assert len(db.session.scalars(select(LearnerRecord)).all()) == 2
        db.session.remove()
        db.engine.dispose()
    stolen = b"".join(path.read_bytes() for path in tmp_path.rglob("*.db*") if path.is_file())
    assert b"KEO BOUPHA" in stolen
    for number in (*DOCUMENTS, PHONE, "012993377"):
        for form in (number, number[-6:], number[-4:] if number.endswith("QXZ") else number):
            assert form.encode() not in stolen
            assert base64.b64encode(form.encode()).rstrip(b"=")[:-1] not in stolen


def test_who_was_forgotten_cannot_be_read_from_the_file_either(tmp_path: Path) -> None:
    app = build_app(tmp_path)
    with app.app_context():
        record = enrolled()
        learner = db.session.get_one(Learner, record.learner_id)
        number = learner.number
        forget(learner=learner, by=SYSTEM)
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*.db*") if path.is_file())
    assert b"BOUPHA" not in left
    assert b"boupha" not in left
    assert number.encode() in left, "of the numbers that nobody gets again"


def test_the_last_four_signs_find_a_document_and_stand_nowhere(session: scoped_session[Session]) -> None:
    record = enrolled()
    assert record.document_end_digest == document_end_digest("1qxz") == document_end_digest(DOCUMENTS[0])
    assert document_end(record) == "1QXZ"
    assert "1QXZ" not in str(vars(record))


@pytest.fixture
def new_key(app: Flask, session: scoped_session[Session]) -> object:
    """Return a function that changes the key; the old one is still told."""
    old = app.config["RECORDS_KEY"]

    def change() -> None:
        app.config.update(RECORDS_KEY="another key of at least thirty-two signs", RECORDS_KEY_OLD=old)

    yield change
    app.config.update(RECORDS_KEY=old, RECORDS_KEY_OLD=None)


def test_with_the_new_key_everything_is_sealed_anew_and_found_again(
    app: Flask, session: scoped_session[Session], new_key: object
) -> None:
    record = enrolled()
    before = record.document_sealed
    new_key()  # type: ignore[operator]
    assert unseal(record.document_sealed or "") == DOCUMENTS[0]
    done = reseal_all()
    assert (done.rows, done.written, done.unreadable) == (1, 1, [])
    app.config["RECORDS_KEY_OLD"] = None
    db.session.refresh(record)
    assert record.document_sealed != before
    assert is_under_present_key(record.document_sealed or "")
    assert (unseal(record.document_sealed or ""), unseal(record.phone_sealed or "")) == (DOCUMENTS[0], PHONE)
    assert record.document_digest == digest(DOCUMENTS[0], purpose=DOCUMENT)
    assert record.document_end_digest == document_end_digest(DOCUMENTS[0])
    assert reseal_all().written == 0


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(
    app: Flask, session: scoped_session[Session], new_key: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(people=[Told(latin=f"TESTPERSON {n}", document=f"D000{n}") for n in range(5)], locale="km")
    monkeypatch.setattr(resealing, "AT_ONCE", 2)
    new_key()  # type: ignore[operator]
    resealing.reseal_some(TABLES["learner_record"], None, resealing.Resealed())
    assert reseal_all().written == 3
    app.config["RECORDS_KEY_OLD"] = None
    assert not reseal_all().unreadable


def test_what_neither_key_opens_is_named_and_left_as_it_is(
    app: Flask, session: scoped_session[Session], new_key: object
) -> None:
    record = enrolled()
    new_key()  # type: ignore[operator]
    app.config["RECORDS_KEY_OLD"] = "a third key of at least thirty-two signs"
    sealed = record.document_sealed
    assert reseal_all().unreadable == [f"learner_record {record.learner_id}"]
    db.session.refresh(record)
    assert record.document_sealed == sealed
    with pytest.raises(CannotUnseal):
        unseal(sealed or "")


def test_what_only_the_old_key_could_find_is_let_go(session: scoped_session[Session], new_key: object) -> None:
    enrolled()
    cohort, trainer = a_class()
    bring_in(cohort, as_csv([["Latin"], ["SOK CHANTHOU"]]), trainer)
    new_key()  # type: ignore[operator]
    reseal_all()
    assert not db.session.scalars(select(RosterLine)).all()
    again = bring_in(cohort, as_csv([["Latin"], ["SOK CHANTHOU"]]), trainer)
    assert again.done is None or again.done.made == 0


def test_the_command_asks_for_the_old_key(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["privacy", "reseal"])
    assert answer.exit_code == 1
    assert "RECORDS_KEY_OLD_FILE" in answer.output
