"""The database is locked or gone: the reader is told in their language, the operator is told why, nothing is lost."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from app import create_app
from app.core.database import db
from config import settings
from tests.conftest import build_app
from tests.pages.visitor import Answer, Visitor

NATIVE, LATIN, PIN = "សុខ ចាន់ធូ", "SOK CHANTHOU", "482915"
KHMER = re.compile("[\u1780-\u17ff]")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application whose database may be broken; it waits for a lock for a moment only."""
    app = build_app(tmp_path_factory.mktemp("busy") / "instance")
    with app.app_context():
        event.listen(db.engine, "connect", _be_impatient)
        db.engine.dispose()
    return app


@pytest.fixture
def locked(own: Flask) -> Iterator[sqlite3.Connection]:
    """Another process holds the database for itself."""
    with closing(sqlite3.connect(own.config["INSTANCE"] / "waymark.db", isolation_level=None)) as other:
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


def test_a_locked_database_keeps_what_was_written_and_says_so(
    own: Flask, locked: sqlite3.Connection, logged: pytest.LogCaptureFixture
) -> None:
    visitor = Visitor(own, "km")
    visitor.joins(native=NATIVE, latin=LATIN, pin=PIN)
    names = visitor.goes_to("/me/names")
    locked.execute("BEGIN EXCLUSIVE")
    busy = visitor.sends(names, name_latin="SOK CHANTHA")
    assert_is_said_in_khmer(busy)
    assert busy.value("name_latin") == "SOK CHANTHA"
    assert_log_says(logged, "database is locked")
    locked.execute("ROLLBACK")
    assert "SOK CHANTHA" in visitor.sends(busy, "/names").text


def test_an_account_that_could_not_be_made_keeps_the_names_and_never_the_pin(
    own: Flask, locked: sqlite3.Connection, logged: pytest.LogCaptureFixture
) -> None:
    visitor = Visitor(own)
    names = visitor.sends(visitor.goes_to("/join"), name_native=NATIVE, name_latin=LATIN)
    locked.execute("BEGIN EXCLUSIVE")
    busy = visitor.sends(names, new_pin=PIN, pin_again=PIN)
    assert busy.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Nothing is lost. Please send it again in a moment." in busy.text
    assert (busy.value("name_native"), busy.value("name_latin")) == (NATIVE, LATIN)
    assert PIN not in busy.html
    assert_log_says(logged, "database is locked")
    locked.execute("ROLLBACK")
    pin_page = visitor.sends(busy)
    assert visitor.sends(pin_page, new_pin=PIN, pin_again=PIN).address.endswith("/me/number")


def test_a_quiz_answer_that_could_not_be_kept_is_still_there_to_send_again(
    own: Flask, locked: sqlite3.Connection
) -> None:
    visitor = Visitor(own)
    first = visitor.sends(visitor.goes_to("/course/contract/quiz"), "/quiz")
    offered = [one for one in first.page.every("input") if one.get("name") == "option"]
    wanted = 1 if offered[0].get("type") == "radio" else 2
    chosen = [one.get("value") for one in offered[:wanted]]
    locked.execute("BEGIN EXCLUSIVE")
    busy = visitor.sends(first, option=chosen)
    assert busy.status == HTTPStatus.SERVICE_UNAVAILABLE
    locked.execute("ROLLBACK")
    assert visitor.sends(busy).address.endswith("/2")


def test_who_reads_without_an_account_does_not_notice(own: Flask, locked: sqlite3.Connection) -> None:
    locked.execute("BEGIN EXCLUSIVE")
    visitor = Visitor(own)
    for path in ("/", "/course", "/course/contract", "/course/contract/1/1", "/help"):
        assert visitor.goes_to(path).status == HTTPStatus.OK


def test_a_page_that_could_not_be_shown_offers_to_try_again(own: Flask, locked: sqlite3.Connection) -> None:
    visitor = Visitor(own)
    visitor.joins(pin=PIN)
    locked.execute("BEGIN EXCLUSIVE")
    busy = visitor.goes_to("/course/contract/1/2")
    assert busy.status == HTTPStatus.SERVICE_UNAVAILABLE
    again = next(link for link in next(busy.page.every("main")).every("a") if link.text == "Try again")
    locked.execute("ROLLBACK")
    assert visitor.goes_to("/" + again.get("href")).address.endswith("/en/course/contract/1/2")


def test_a_database_file_that_is_gone_gets_a_page_that_says_so(
    tmp_path: Path, logged: pytest.LogCaptureFixture
) -> None:
    app = build_app(tmp_path / "instance")
    visitor = Visitor(app, "km")
    visitor.joins(native=NATIVE, latin=LATIN, pin=PIN)
    with app.app_context():
        db.engine.dispose()
    (tmp_path / "instance").rename(tmp_path / "elsewhere")
    answer = visitor.goes_to("/me")
    assert_is_said_in_khmer(answer)
    assert_log_says(logged, "unable to open database file")
    (tmp_path / "elsewhere").rename(tmp_path / "instance")
    assert LATIN in visitor.goes_to("/me").text


def test_a_database_server_that_cannot_be_reached_gets_the_same_page(
    tmp_path: Path, logged: pytest.LogCaptureFixture
) -> None:
    env = {
        "WAYMARK_ENV": "testing",
        "WAYMARK_INSTANCE": str(tmp_path),
        "WAYMARK_STATIC": str(tmp_path / "static"),
        "DATABASE_URL": "postgresql://nobody:secret@127.0.0.1:1/waymark",
    }
    visitor = Visitor(create_app(settings(env)), "km")
    assert visitor.goes_to("/course/contract/1/1").status == HTTPStatus.OK
    sign_in = visitor.goes_to("/sign-in")
    answer = visitor.sends(sign_in, number="123-456-788", pin=PIN)
    assert_is_said_in_khmer(answer)
    assert answer.value("number") == "123-456-788"
    assert PIN not in answer.html
    assert_log_says(logged, "connection refused")
    assert "secret" not in everything_in(logged)


def assert_is_said_in_khmer(answer: Answer) -> None:
    assert answer.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert next(answer.page.every("html")).get("lang") == "km"
    assert KHMER.search(next(answer.page.every("h1")).text)


def assert_log_says(logged: pytest.LogCaptureFixture, why: str) -> None:
    lines = [record.msg for record in logged.records if isinstance(record.msg, dict)]
    assert any(line["event"] == "database" and why in line["reason"].lower() for line in lines), lines
    assert not [word for word in ("CHANTH", "ចាន់ធូ", "សុខ", PIN) if word in everything_in(logged)]


def everything_in(logged: pytest.LogCaptureFixture) -> str:
    return "\n".join(str(record.__dict__) for record in logged.records)


def _be_impatient(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA busy_timeout=50")
