"""Where staff are signed in: a copied cookie dies with its session, and each sees where they are signed in."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from app.accounts.models import StaffSession
from app.accounts.sessions import forget_old_sessions
from app.core import clock
from app.core.permissions import Role
from tests.conftest import Browser
from tests.learners.people import a_staff, sign_in_staff, text_of

Db = scoped_session[Session]
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
PAGE = "/en/staff/sessions"


def a_copy_of(app: Flask, client: FlaskClient) -> FlaskClient:
    """A thief's browser with the same cookies."""
    thief = Browser(app)
    thief._cookies = dict(client._cookies or {})
    return thief


def test_a_cookie_copied_before_signing_out_opens_nothing_afterwards(app: Flask, client: FlaskClient) -> None:
    sign_in_staff(client, a_staff(Role.TRAINER))
    thief = a_copy_of(app, client)
    assert thief.get("/en/staff/").status_code == 200
    client.post("/en/staff/sign-out")
    assert thief.get("/en/staff/").status_code == 302
    assert thief.get("/en/staff/second-factor").status_code == 302
    assert thief.post("/en/staff/password", data={}).status_code != 200


def test_signing_out_here_leaves_other_devices_alone(app: Flask, client: FlaskClient) -> None:
    staff, other = a_staff(Role.TRAINER), app.test_client()
    sign_in_staff(client, staff)
    sign_in_staff(other, staff)
    client.post("/en/staff/sign-out")
    assert other.get("/en/staff/").status_code == 200


def test_each_sees_where_they_are_signed_in_and_ends_it_elsewhere(app: Flask, client: FlaskClient) -> None:
    staff, other = a_staff(Role.TRAINER), app.test_client()
    other.environ_base["HTTP_USER_AGENT"] = FIREFOX
    sign_in_staff(client, staff)
    sign_in_staff(client, staff)
    assert "nowhere else" in text_of(client.get(PAGE))
    sign_in_staff(other, staff)
    listed = text_of(client.get(PAGE))
    assert "Firefox, Windows" in listed
    assert listed.count("this device") == 1
    assert client.post(f"{PAGE}/end").location == PAGE
    assert other.get("/en/staff/").status_code == 302
    assert client.get("/en/staff/").status_code == 200


def test_a_session_left_alone_is_listed_no_more_and_forgotten_in_time(client: FlaskClient, session: Db) -> None:
    staff = a_staff(Role.TRAINER)
    sign_in_staff(client, staff)
    clock.move(timedelta(minutes=30))
    assert client.get(PAGE).status_code == 200
    clock.move(timedelta(minutes=50))
    assert "nowhere else" in text_of(client.get(PAGE))
    row = session.scalars(select(StaffSession)).one()
    assert clock.now() - row.seen_at < timedelta(minutes=5)
    clock.move(timedelta(days=31))
    forget_old_sessions()
    assert not session.scalars(select(StaffSession)).all()
