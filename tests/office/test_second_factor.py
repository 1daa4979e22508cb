"""A second factor that the programme demands: nobody gets further than the set-up, and nothing typed is lost."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from app.core.permissions import Role
from app.office.links import invite
from tests.accounts.test_sign_in import set_up_phone
from tests.certificates.people import a_programme
from tests.learners.people import a_staff, text_of
from tests.office.desks import SETTINGS, an_administrator, change, keep, look, signed_in

Db = scoped_session[Session]
SET_UP = "/en/staff/second-factor"


def demanded(app: Flask) -> None:
    """Have an administrator demand the code of everybody."""
    a_programme()
    desk = app.test_client()
    an_administrator(desk)
    change(desk, "staff", staff_second_factor="y")


def test_the_page_says_how_many_people_it_concerns(client: FlaskClient, session: Db) -> None:
    a_programme()
    an_administrator(client)
    assert "1 person without a code" in text_of(look(client, "staff", staff_second_factor="y"))


def test_nobody_without_a_code_gets_to_any_page(app: Flask, client: FlaskClient, session: Db) -> None:
    signed_in(client, Role.TRAINER)
    assert client.get("/en/staff/classes").status_code == 200
    demanded(app)
    for page in ("/en/staff/", "/en/staff/classes", "/en/staff/password", "/en/staff/recovery-codes"):
        assert client.get(page).location == SET_UP
    told = client.get(SET_UP)
    assert "Set up yours now." in text_of(told)
    assert 'href="/en/staff/"' not in told.text
    set_up_phone(client)
    assert client.get("/en/staff/classes").status_code == 200
    assert client.post("/en/staff/sign-out").status_code == 302


def test_an_invited_person_sets_the_code_up_before_anything_else(app: Flask, client: FlaskClient, session: Db) -> None:
    demanded(app)
    address = f"/en/staff/link/{invite(roles=[Role.TRAINER], by=a_staff(Role.ADMINISTRATOR))}"
    assert "you set up a code on your phone" in text_of(client.get(address))
    new = "another long password"
    sent = {"username": "new.person", "new_password": new, "new_password_confirm": new}
    assert client.post(address, data=sent).location == "/en/staff/"
    assert client.get("/en/staff/").location == SET_UP
    set_up_phone(client)
    assert "new.person" in client.get("/en/staff/").text


def test_who_was_writing_keeps_what_they_wrote(app: Flask, client: FlaskClient, session: Db) -> None:
    signed_in(client, Role.TRAINER)
    demanded(app)
    own = {"Sec-Fetch-Site": "same-origin"}
    held = client.post("/en/staff/classes/new", data={"title": "ក្រុមថ្ងៃចន្ទ"}, headers=own)
    assert held.status_code == 403
    assert "ក្រុមថ្ងៃចន្ទ" in held.text
    assert "Set up a code first" in held.text


def test_a_demanded_code_cannot_be_taken_away(app: Flask, client: FlaskClient, session: Db) -> None:
    staff = signed_in(client, Role.TRAINER)
    set_up_phone(client)
    demanded(app)
    assert 'value="disable"' not in client.get(SET_UP).text
    refused = client.post(SET_UP, data={"setup": "disable"})
    assert "You can only set up another phone." in text_of(refused)
    session.expire_all()
    assert staff.tf_primary_method


def test_learners_and_visitors_notice_nothing(app: Flask, client: FlaskClient, session: Db) -> None:
    demanded(app)
    assert client.get("/en/course").status_code == 200
    assert client.get("/en/nothing-here").status_code == 404


def test_the_demand_ends_with_the_setting(app: Flask, client: FlaskClient, session: Db) -> None:
    a_programme()
    an_administrator(client)
    set_up_phone(client)
    change(client, "staff", staff_second_factor="y")
    seen = look(client, "staff", staff_second_factor=[])
    assert "may take their own code away" in text_of(seen)
    keep(client, "staff", seen)
    assert 'value="disable"' in client.get(SET_UP).text
    assert client.get(SETTINGS).status_code == 200
