"""A token opens what its scopes say, for as long as it is good, as often as it may; every fault is problem details."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session
from werkzeug.test import TestResponse

from app.api import views
from app.api.models import ApiToken
from app.api.problems import MEDIA_TYPE
from app.api.rules import Scope, token_digest
from app.api.services import revoke_token
from app.core import clock
from app.core.database import db
from app.core.permissions import Role
from tests.api.systems import Asking, a_token
from tests.certificates.people import a_programme
from tests.learners.people import a_staff, sign_in_staff

Db = scoped_session[Session]
PAPER = {"number": "XX-TEST-26-0000001-8", "code": "7Q4F2M9X"}
ASKED = {
    Scope.VERIFY: ("/verify", PAPER),
    Scope.STATUS: ("/status", None),
    Scope.CHANGES: ("/changes", None),
}


@pytest.fixture
def browser(client: FlaskClient, session: Db) -> FlaskClient:
    a_programme()
    client.application.config["WTF_CSRF_ENABLED"] = True
    return client


def ask(asking: Asking, scope: Scope) -> TestResponse:
    path, body = ASKED[scope]
    return asking.post(path, json=body) if body else asking.get(path)


def is_problem(answer: TestResponse, status: int) -> bool:
    said = answer.get_json(force=True)
    return (answer.status_code, answer.mimetype, said["status"]) == (status, MEDIA_TYPE, status) and bool(
        said["detail"]
    )


def the_row(token: str) -> ApiToken:
    return db.session.scalars(select(ApiToken).where(ApiToken.digest == token_digest(token))).one()


def test_each_scope_opens_its_own_address_and_no_other(browser: FlaskClient) -> None:
    for held in ASKED:
        asking = Asking(browser, a_token(held))
        for scope in ASKED:
            answer = ask(asking, scope)
            assert answer.status_code == 200 if scope is held else is_problem(answer, 403), (held, scope)


def test_no_token_a_wrong_one_a_revoked_and_an_old_one_open_nothing(browser: FlaskClient) -> None:
    revoked, old = a_token(Scope.STATUS), a_token(Scope.STATUS, days=1)
    revoke_token(token=the_row(revoked))
    clock.move(timedelta(days=1, minutes=1))
    for token in (None, "wmk_" + "A" * 43, "nonsense", revoked, old):
        answer = Asking(browser, token).get("/status")
        assert is_problem(answer, 401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_is_kept_as_a_digest_and_its_use_is_noted(browser: FlaskClient) -> None:
    token = a_token(Scope.STATUS)
    assert the_row(token).last_used_at is None
    Asking(browser, token).get("/status")
    row = the_row(token)
    assert row.last_used_at is not None
    assert token not in repr([getattr(row, column.key) for column in ApiToken.__table__.columns])


def test_whoever_asks_too_often_waits_and_is_told_how_long(browser: FlaskClient) -> None:
    asking, other = Asking(browser, a_token(Scope.CHANGES, per_minute=2)), Asking(browser, a_token(Scope.CHANGES))
    answers = [asking.get("/changes") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"minute";q=2;w=60'
    assert answers[1].headers["RateLimit"].startswith('"minute";r=0;t=')
    assert is_problem(answers[2], 429)
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60
    assert other.get("/changes").status_code == 200


def test_who_is_signed_in_as_staff_is_nobody_here(browser: FlaskClient) -> None:
    browser.application.config["WTF_CSRF_ENABLED"] = False
    sign_in_staff(browser, a_staff(Role.ADMINISTRATOR))
    assert is_problem(browser.get("/api/v1/status"), 401)
    answer = Asking(browser, a_token(Scope.STATUS)).get("/status")
    assert (answer.status_code, answer.headers.get("Set-Cookie")) == (200, None)


def test_every_fault_is_told_in_problem_details(browser: FlaskClient) -> None:
    asking = Asking(browser, a_token(Scope.VERIFY, Scope.CHANGES))
    json_type = {"content_type": "application/json"}
    faults = {
        400: asking.post("/verify", data="{not json", **json_type),
        404: asking.get("/nothing"),
        405: asking.get("/verify"),
        413: asking.post("/verify", data="x" * 300_000, **json_type),
        415: asking.post("/verify", data="number=1"),
        422: asking.post("/verify", json={"number": 7, "kode": "x"}),
    }
    wrong = {status: answer.status for status, answer in faults.items() if not is_problem(answer, status)}
    assert not wrong
    assert faults[405].headers["Allow"]
    assert {fault["where"] for fault in faults[422].get_json(force=True)["errors"]} == {"number", "code", "kode"}
    assert is_problem(asking.get("/changes?after=made-up"), 404)
    assert is_problem(asking.get("/changes?limit=101"), 422)
    assert is_problem(browser.get("/api/elsewhere"), 404)


def test_a_fault_of_ours_is_told_without_what_broke(browser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_args: object, **_more: object) -> None:
        raise RuntimeError("SOK CHANTHOU")

    browser.application.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(views, "changes_after", break_down)
    try:
        answer = Asking(browser, a_token(Scope.CHANGES)).get("/changes")
    finally:
        browser.application.config["PROPAGATE_EXCEPTIONS"] = None
    assert is_problem(answer, 500)
    assert "SOK" not in answer.text
