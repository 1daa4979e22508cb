"""A line in the log tells what happened and on which route, and holds nothing of the person it happened to."""

from __future__ import annotations

import io
import json
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.core.database import db
from app.programme.errors import NoProgramme
from app.web.access import public
from app.web.logs import init_logs

NAME, NUMBER, CODE = "SOK CHANTHOU", "XX-TEST-26-0000001-C", "K7PQ2MXD"


def everything_said(caplog: pytest.LogCaptureFixture) -> str:
    return "\n".join([caplog.text, *(str(record.__dict__) for record in caplog.records)])


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def test_a_request_is_one_line_with_route_and_status(client: FlaskClient, said: pytest.LogCaptureFixture) -> None:
    client.get("/en/course/contract/1/1")
    (line,) = [record.msg for record in said.records if record.name == "waymark"]
    assert isinstance(line, dict)
    assert (line["event"], line["method"], line["route"], line["status"]) == ("request", "GET", "learning.card", 200)
    assert line["ms"] > 0


@pytest.mark.parametrize(
    "path",
    [
        f"/v/{NUMBER}/{CODE}",
        f"/en/verify?number={NUMBER}&code={CODE}",
        f"/en/nowhere/{NAME}",
        f"/en/sign-in?next=/en/me/{NAME}",
        f"/en/course/{NAME}/1/1",
    ],
)
def test_no_address_is_logged_since_it_may_hold_a_number_or_a_name(
    client: FlaskClient, said: pytest.LogCaptureFixture, path: str
) -> None:
    client.get(path)
    assert "request" in everything_said(said)
    assert not [word for word in (NAME, "CHANTHOU", NUMBER, CODE) if word in everything_said(said)]


@pytest.mark.parametrize(
    "headers", [{"User-Agent": NAME}, {"Referer": NAME}, {"Cookie": f"waymark={NAME}"}, {"X-Request-Id": NAME}]
)
def test_nothing_a_browser_sends_beside_the_address_is_logged(
    client: FlaskClient, said: pytest.LogCaptureFixture, headers: dict[str, str]
) -> None:
    client.get("/en/help", headers=headers)
    client.post("/en/join", data={"name_latin": NAME}, headers=headers)
    assert "CHANTHOU" not in everything_said(said)


def test_a_fault_is_logged_by_kind_and_place_and_not_by_its_words(own: Flask, said: pytest.LogCaptureFixture) -> None:
    @own.get("/faulty")
    @public
    def faulty() -> str:
        raise ValueError(NAME)

    page = own.test_client().get("/faulty")
    assert page.status_code == 500
    (line,) = [record.msg for record in said.records if isinstance(record.msg, dict) and record.msg["event"] == "fault"]
    assert line["kind"] == "ValueError"
    assert "test_logs.py" in str(line)
    assert "CHANTHOU" not in everything_said(said) + page.text


def test_a_database_fault_is_logged_without_statement_and_values(own: Flask, said: pytest.LogCaptureFixture) -> None:
    @own.get("/broken")
    @public
    def broken() -> str:
        db.session.execute(text("SELECT :name FROM nowhere"), {"name": NAME})
        return ""

    page = own.test_client().get("/broken")
    assert page.status_code == 503
    assert "no such table" in everything_said(said)
    assert "CHANTHOU" not in everything_said(said) + page.text
    assert "SELECT" not in everything_said(said) + page.text


def test_what_is_not_set_up_is_logged_by_its_situation(own: Flask, said: pytest.LogCaptureFixture) -> None:
    @own.get("/unready")
    @public
    def unready() -> str:
        raise NoProgramme

    assert own.test_client().get("/unready").status_code == 503
    assert "NoProgramme" in everything_said(said)


def test_a_line_is_one_json_object(monkeypatch: pytest.MonkeyPatch) -> None:
    root, heard = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers, root.level
    monkeypatch.setattr("sys.stderr", heard)
    other = Flask("other")
    other.config["STAGE"] = "development"
    try:
        init_logs(other)
        other.test_client().get("/")
        logging.getLogger("somebody.else").warning("said by a library")
    finally:
        root.handlers = handlers
        root.setLevel(level)
    request, library = (json.loads(line) for line in heard.getvalue().splitlines())
    assert (request["logger"], request["route"], request["status"]) == ("waymark", "none", 404)
    assert (library["logger"], library["event"]) == ("somebody.else", "said by a library")


def test_the_health_of_the_service_fills_no_log(own: Flask, said: pytest.LogCaptureFixture) -> None:
    own.test_client().get("/healthz")
    assert not [record for record in said.records if record.name == "waymark"]
