"""The staff's sign-in: password, code, recovery codes, limits, sessions."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from time import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from passlib.totp import TOTP  # type: ignore[import-untyped]  # The library publishes no types.
from sqlalchemy.orm import scoped_session
from stdnum.iso7064 import mod_11_10

from app.accounts import services
from app.accounts.models import Staff
from app.accounts.security import SIGNS
from app.audit.models import AuditEvent
from app.core import clock
from app.core.permissions import Role
from tests.conftest import Browser, build_app
from tests.learners.people import PASSWORD, a_learner, a_staff, sign_in, sign_in_staff, text_of

Db = scoped_session[Session]
WRONG = "not the password"


def acts(session: Db) -> list[str]:
    return [event.act for event in session.query(AuditEvent).order_by(AuditEvent.id)]


def fresh(session: Db, staff: Staff) -> Staff:
    session.expire_all()
    return session.query(Staff).filter_by(id=staff.id).one()


def set_up_phone(client: FlaskClient) -> str:
    """Set the second factor up as a person would, and give the key that the app on the phone then holds."""
    page = client.post("/en/staff/second-factor", data={"setup": "authenticator"})
    key = re.search(r'id="secret">([^<]+)<', page.text)
    action = re.search(r'action="(/en/staff/(?:second-factor/|code)[^"]*)"', page.text)
    assert key is not None
    assert action is not None
    assert "data:image/svg+xml;base64," in page.text
    done = client.post(action[1], data={"code": now_code(key[1])})
    assert done.status_code == 302
    return key[1]


def now_code(key: str, steps: int = 0) -> str:
    """Give what the app on a phone shows now, or some steps of thirty seconds from now."""
    return str(TOTP(key.replace("-", "").replace(" ", "")).generate(int(time()) + 30 * steps).token)


def test_a_member_of_staff_signs_in_with_name_and_password(client: FlaskClient, session: Db) -> None:
    staff = a_staff(Role.TRAINER)
    page = client.post("/km/staff/sign-in", data={"username": f" {staff.username.upper()} ", "password": PASSWORD})
    assert page.location == "/km/staff/"
    assert staff.username in client.get("/km/staff/").text
    assert acts(session) == ["staff-added", "staff-signed-in"]


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(client: FlaskClient, session: Db) -> None:
    staff = a_staff(Role.TRAINER)
    wrong_password = sign_in_staff(client, staff, WRONG)
    wrong_name = client.post("/en/staff/sign-in", data={"username": "nobody", "password": PASSWORD})
    assert "The sign-in name or the password is not right." in wrong_password.text
    assert text_of(wrong_password) == text_of(wrong_name)
    assert WRONG not in wrong_password.text
    assert "staff-sign-in-failed" in acts(session)


def test_empty_fields_are_named(client: FlaskClient) -> None:
    page = client.post("/en/staff/sign-in", data={"username": "", "password": ""})
    assert "Write your sign-in name." in page.text
    assert "Write your password." in page.text


def test_who_guesses_waits_and_the_owner_elsewhere_does_not(app: Flask, client: FlaskClient) -> None:
    staff = a_staff(Role.TRAINER)
    for _ in range(6):
        sign_in_staff(client, staff, WRONG)
    assert "Please wait 1 minute." in sign_in_staff(client, staff).text
    elsewhere = app.test_client()
    data = {"username": staff.username, "password": PASSWORD}
    assert elsewhere.post("/en/staff/sign-in", data=data, environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 302
    clock.move(timedelta(minutes=1))
    assert sign_in_staff(client, staff).status_code == 302


def test_an_unknown_name_waits_like_a_known_one(client: FlaskClient) -> None:
    nobody = {"username": "nobody", "password": PASSWORD}
    for _ in range(6):
        client.post("/en/staff/sign-in", data=nobody)
    assert "Please wait 1 minute." in client.post("/en/staff/sign-in", data=nobody).text


def test_a_network_that_fails_too_often_must_wait(client: FlaskClient) -> None:
    for number in range(300):
        client.post("/en/sign-in", data={"number": a_number(number), "pin": "482915"})
    page = sign_in_staff(client, a_staff(Role.TRAINER))
    assert page.status_code == 429
    assert "Use another connection" in page.text


def a_number(number: int) -> str:
    body = str(20_000_000 + number)
    return body + mod_11_10.calc_check_digit(body)


def test_signing_in_leaves_nothing_of_a_session_that_was_prepared(client: FlaskClient) -> None:
    with client.session_transaction() as cookie:
        cookie.update(locale="km", learner={"id": 1, "token": "x"}, seen={"a": "b"}, planted=1, csrf_token="old")
    sign_in_staff(client, a_staff(Role.TRAINER))
    with client.session_transaction() as cookie:
        assert cookie["locale"] == "km"
        assert not {"learner", "seen", "planted", "csrf_token"} & set(cookie)


def test_signing_out_leaves_nothing_but_the_language(client: FlaskClient) -> None:
    sign_in_staff(client, a_staff(Role.TRAINER))
    assert client.post("/en/staff/sign-out").location == "/en/"
    assert client.get("/en/staff/").status_code == 302
    with client.session_transaction() as cookie:
        assert not [key for key in cookie if key not in ("locale", "csrf_token", "_permanent", "_remember")]


def test_the_browser_of_the_staff_keeps_no_page(client: FlaskClient) -> None:
    sign_in_staff(client, a_staff(Role.TRAINER))
    found = client.post("/en/staff/learner", data={"number": a_learner().number})
    assert found.headers["Cache-Control"] == client.get("/en/staff/").headers["Cache-Control"] == "no-store"
    client.post("/en/staff/sign-out")
    assert client.get("/en/").headers["Cache-Control"] == "private, no-cache"


def test_a_screen_left_alone_locks(app: Flask, client: FlaskClient) -> None:
    sign_in_staff(client, a_staff(Role.TRAINER))
    clock.move(app.config["STAFF_IDLE"] - timedelta(minutes=2))
    assert client.get("/en/staff/").status_code == 200
    clock.move(app.config["STAFF_IDLE"] + timedelta(minutes=1))
    assert client.get("/en/staff/second-factor").status_code == 302
    assert client.get("/en/staff/").status_code == 302


def test_who_is_disabled_is_out_at_once(client: FlaskClient) -> None:
    staff = a_staff(Role.TRAINER)
    sign_in_staff(client, staff)
    services.disable_staff(staff=staff)
    assert client.get("/en/staff/").status_code == 302
    assert "This account is closed." in sign_in_staff(client, staff).text
    services.enable_staff(staff=staff)
    assert sign_in_staff(client, staff).status_code == 302


def test_guessing_at_the_old_password_on_an_open_screen_has_to_wait(client: FlaskClient) -> None:
    staff = a_staff(Role.TRAINER)
    sign_in_staff(client, staff)
    new = {"new_password": "another long password", "new_password_confirm": "another long password"}
    for _ in range(5):
        client.post("/en/staff/password", data={"password": WRONG} | new)
        client.post("/en/staff/password", data={"password": WRONG} | new | {"new_password_confirm": "a slip"})
    assert "Please wait" in client.post("/en/staff/password", data={"password": PASSWORD} | new).text


def test_a_changed_password_signs_out_other_screens(app: Flask, client: FlaskClient, session: Db) -> None:
    staff = a_staff(Role.TRAINER)
    other = app.test_client()
    sign_in_staff(client, staff)
    sign_in_staff(other, staff)
    new = "another long password"
    sent = {"password": PASSWORD, "new_password": new, "new_password_confirm": new}
    assert client.post("/en/staff/password", data=sent).location == "/en/staff/"
    assert client.get("/en/staff/").status_code == 200
    assert other.get("/en/staff/").status_code == 302
    assert acts(session)[-1] == "staff-password-changed"
    assert sign_in_staff(other, staff, new).status_code == 302


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (
            {"password": WRONG, "new_password": "x" * 12, "new_password_confirm": "x" * 12},
            "This password is not right.",
        ),
        ({"password": PASSWORD, "new_password": "short", "new_password_confirm": "short"}, "A password has 12 letters"),
        ({"password": PASSWORD, "new_password": "x" * 12, "new_password_confirm": "y" * 12}, "are not the same"),
        ({}, "Write your password."),
    ],
)
def test_a_password_is_not_changed_to_a_bad_one(client: FlaskClient, sent: dict[str, str], message: str) -> None:
    sign_in_staff(client, a_staff(Role.TRAINER))
    page = client.post("/en/staff/password", data=sent)
    assert page.status_code == 200
    assert message in page.text


def test_a_password_is_kept_as_argon2(client: FlaskClient) -> None:
    staff = a_staff(Role.TRAINER)
    assert staff.password is not None
    assert staff.password.startswith("$argon2id$")


def test_a_code_from_the_phone_is_asked_for_once_it_is_set_up(client: FlaskClient, session: Db) -> None:
    staff = a_staff(Role.OFFICER)
    sign_in_staff(client, staff)
    key = set_up_phone(client)
    assert "staff-second-factor-set" in acts(session)
    client.post("/en/staff/sign-out")
    asked = sign_in_staff(client, staff)
    assert asked.location.startswith("/en/staff/code")
    assert client.get("/en/staff/").status_code == 302
    assert client.post("/en/staff/code", data={"code": "000000"}).status_code == 200
    done = client.post(asked.location, data={"code": now_code(key, 1)}, follow_redirects=True)
    assert done.request.path == "/en/staff/"
    assert staff.username in done.text


def test_a_code_works_once(client: FlaskClient) -> None:
    staff = a_staff(Role.OFFICER)
    sign_in_staff(client, staff)
    key = set_up_phone(client)
    code = now_code(key, 1)
    for expected in (302, 200):
        client.post("/en/staff/sign-out")
        sign_in_staff(client, staff)
        assert client.post("/en/staff/code", data={"code": code}).status_code == expected


def test_guessing_at_codes_has_to_wait(client: FlaskClient) -> None:
    staff = a_staff(Role.OFFICER)
    sign_in_staff(client, staff)
    set_up_phone(client)
    client.post("/en/staff/sign-out")
    sign_in_staff(client, staff)
    for guess in range(5):
        assert "This code is not right." in client.post("/en/staff/code", data={"code": f"00000{guess}"}).text
    client.post("/en/staff/code", data={"code": "111111"})
    assert "Please wait 1 minute." in client.post("/en/staff/code/recovery", data={"code": "a-b-c"}).text


def test_the_secret_and_the_recovery_codes_are_kept_encrypted(client: FlaskClient, session: Db) -> None:
    staff = a_staff(Role.OFFICER)
    sign_in_staff(client, staff)
    key = set_up_phone(client)
    page = client.post("/en/staff/recovery-codes", data={})
    codes = re.findall(r"<li[^>]*>([0-9a-f-]{14})</li>", page.text)
    assert len(set(codes)) == 8
    kept = fresh(session, staff)
    assert kept.tf_totp_secret is not None
    assert kept.mf_recovery_codes is not None
    assert key.replace("-", "") not in kept.tf_totp_secret
    assert not any(code in str(kept.mf_recovery_codes) for code in codes)


def test_a_recovery_code_lets_in_once_without_the_phone(client: FlaskClient) -> None:
    staff = a_staff(Role.OFFICER)
    sign_in_staff(client, staff)
    set_up_phone(client)
    page = client.post("/en/staff/recovery-codes", data={})
    code = re.findall(r"<li[^>]*>([0-9a-f-]{14})</li>", page.text)[0]
    for expected in (302, 200):
        client.post("/en/staff/sign-out")
        sign_in_staff(client, staff)
        lost = client.post("/en/staff/code/lost-phone", data={"help_setup": "recovery_code"})
        assert lost.location == "/en/staff/code/recovery"
        assert client.post("/en/staff/code/recovery", data={"code": f" {code.upper()} "}).status_code == expected


def test_nobody_asks_for_help_by_mail(client: FlaskClient) -> None:
    staff = a_staff(Role.OFFICER)
    sign_in_staff(client, staff)
    set_up_phone(client)
    client.post("/en/staff/sign-out")
    sign_in_staff(client, staff)
    assert client.post("/en/staff/code/lost-phone", data={"help_setup": "help"}).status_code == 200
    assert client.post("/en/staff/code/lost-phone", data={"help_setup": "email"}).status_code == 200


def test_the_second_factor_can_be_taken_away_where_it_is_not_demanded(client: FlaskClient, session: Db) -> None:
    staff = a_staff(Role.OFFICER)
    sign_in_staff(client, staff)
    set_up_phone(client)
    client.post("/en/staff/second-factor", data={"setup": "disable"})
    assert fresh(session, staff).tf_totp_secret is None
    assert acts(session)[-1] == "staff-second-factor-removed"


def test_after_a_while_the_password_is_asked_for_again_before_the_second_factor_changes(client: FlaskClient) -> None:
    staff = a_staff(Role.OFFICER)
    sign_in_staff(client, staff)
    with client.session_transaction() as cookie:
        cookie["fs_paa"] = time() - 60 * 60
    asked = client.get("/en/staff/second-factor")
    assert asked.location == "/en/staff/password-again?next=/en/staff/second-factor"
    assert "This password is not right." in client.post(asked.location, data={"password": WRONG}).text
    assert client.post(asked.location, data={"password": PASSWORD}).location == "/en/staff/second-factor"
    assert client.get("/en/staff/second-factor").status_code == 200


def test_where_it_is_demanded_nobody_gets_in_before_setting_it_up(tmp_path: Path) -> None:
    app = build_app(tmp_path, WAYMARK_STAFF_SECOND_FACTOR="on")
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Browser
    client = app.test_client()
    with app.app_context():
        staff = a_staff(Role.OFFICER)
        name = staff.username
    asked = client.post("/en/staff/sign-in", data={"username": name, "password": PASSWORD})
    assert asked.location == "/en/staff/second-factor"
    assert client.get("/en/staff/").status_code == 302
    assert client.get("/en/staff/second-factor").status_code == 200
    set_up_phone(client)
    assert client.get("/en/staff/").status_code == 200


def test_there_is_no_sign_in_by_token_or_json(client: FlaskClient) -> None:
    staff = a_staff(Role.TRAINER)
    answer = client.post(
        "/en/staff/sign-in?include_auth_token", json={"username": staff.username, "password": PASSWORD}
    )
    assert "token" not in answer.text.replace("csrf_token", "")
    token = staff.get_auth_token()  # type: ignore[attr-defined]  # From the library's mixin.
    client.delete_cookie("waymark")
    assert client.get(f"/en/staff/?auth_token={token}").status_code == 302
    assert client.get("/en/staff/", headers={"Authentication-Token": token}).status_code == 302


def test_nobody_registers_or_resets_a_password_by_mail(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("security.")}
    assert endpoints == set(SIGNS)


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_staff_are_not_sent_to_another_site(client: FlaskClient, address: str) -> None:
    staff = a_staff(Role.TRAINER)
    data = {"username": staff.username, "password": PASSWORD, "next": address}
    location = client.post("/en/staff/sign-in", data=data).location
    assert location is None or "evil" not in location or location.startswith("/%5C")


def test_staff_who_sign_in_sign_the_learner_out_of_this_browser(client: FlaskClient) -> None:
    sign_in(client, a_learner())
    assert client.get("/en/me").status_code == 200
    sign_in_staff(client, a_staff(Role.TRAINER))
    assert client.get("/en/me").status_code == 302
