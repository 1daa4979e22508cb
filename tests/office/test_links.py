"""One-time links: an invitation, a new password; used once, ended in time, and guessed by nobody."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.accounts.guessing import count_network_failure
from app.accounts.models import Staff
from app.accounts.queries import staff_by_username
from app.audit.models import AuditEvent
from app.core import clock
from app.core.permissions import Role
from app.office.links import invite, offer_password
from app.office.models import StaffLink
from app.reviewing.models import ReviewLanguage
from tests.accounts.test_sign_in import now_code, set_up_phone
from tests.learners.people import PASSWORD, a_staff, sign_in_staff, text_of
from tests.office.desks import AGENCIES, PEOPLE, an_administrator, signed_in

Db = scoped_session[Session]
NEW = "another long password"
OWN = {"username": " New.Person ", "new_password": NEW, "new_password_confirm": NEW}


def shown_link(page: str) -> str:
    """Read the address on the page that shows it once."""
    match = re.search(r'id="link">[^<]*?(/en/staff/link/[^<]+)<', page)
    assert match is not None
    return match[1]


def test_an_invited_person_makes_an_account_of_their_own(app: Flask, client: FlaskClient, session: Db) -> None:
    by = an_administrator(client)
    made = client.post(f"{PEOPLE}/invite", data={"roles": ["reviewer", "trainer"], "languages": ["km"]})
    assert "shown only now" in text_of(made)
    address = shown_link(made.text)
    assert "<path d=" in made.text
    assert app.test_client().get(address.lower()).status_code == 200
    assert "Trainer · Reviewer" in text_of(client.get(PEOPLE)) or "Reviewer · Trainer" in text_of(client.get(PEOPLE))
    person = app.test_client()
    opened = person.get(address)
    assert opened.headers["Cache-Control"] == "no-store"
    assert "Trainer: own classes" in text_of(opened)
    assert person.post(address, data=OWN).location == "/en/staff/"
    assert "new.person" in person.get("/en/staff/").text
    staff = staff_by_username("new.person")
    assert {role.name for role in staff.roles} == {"trainer", "reviewer"}
    assert session.scalars(select(ReviewLanguage.locale)).all() == ["km"]
    link = session.scalars(select(StaffLink)).one()
    assert (link.staff_id, link.made_by_id) == (staff.id, by.id)
    acts = [event.act for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id))]
    assert [act for act in acts if "invite" in act] == ["staff-invited", "staff-invite-used"]
    assert app.test_client().post(address, data=OWN | {"username": "again"}).status_code == 404


def test_only_the_digest_of_a_link_is_kept(client: FlaskClient, session: Db) -> None:
    secret = invite(roles=[Role.TRAINER], by=a_staff(Role.ADMINISTRATOR))
    row = session.execute(select(StaffLink.__table__)).one()
    assert len(secret) == 24
    assert secret not in str(row)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"username": "x"}, "two letters or more"),
        ({"username": ""}, "Write your sign-in name."),
        ({"new_password": "short", "new_password_confirm": "short"}, "A password has 12 letters"),
        ({"new_password_confirm": "something else"}, "are not the same"),
        ({"username": "taken.name"}, "Somebody else has this sign-in name."),
    ],
)
def test_a_slip_costs_no_invitation(client: FlaskClient, session: Db, sent: dict[str, str], words: str) -> None:
    by = a_staff(Role.ADMINISTRATOR)
    by.username = "taken.name"
    session.commit()
    address = f"/en/staff/link/{invite(roles=[Role.TRAINER], by=by)}"
    page = client.post(address, data=OWN | sent)
    assert (page.status_code, words in text_of(page)) == (422, True)
    assert NEW not in page.text
    assert client.post(address, data=OWN).status_code == 303


def test_a_link_ends_is_taken_back_and_is_not_guessed(app: Flask, client: FlaskClient, session: Db) -> None:
    by = an_administrator(client)
    old = f"/en/staff/link/{invite(roles=[Role.TRAINER], by=by)}"
    clock.move(timedelta(days=8))
    assert app.test_client().get(old).status_code == 404
    sign_in_staff(client, by)
    back = f"/en/staff/link/{invite(roles=[Role.TRAINER], by=by)}"
    link_id = session.scalars(select(StaffLink.id).order_by(StaffLink.id.desc())).first()
    assert client.post(f"{PEOPLE}/links/{link_id}/withdraw").status_code == 303
    gone = app.test_client().get(back)
    assert (gone.status_code, text_of(gone)) == (404, text_of(app.test_client().get("/en/staff/link/guessed")))


def test_who_guesses_at_links_has_to_wait(app: Flask, client: FlaskClient, session: Db) -> None:
    address = f"/en/staff/link/{invite(roles=[Role.TRAINER], by=a_staff(Role.ADMINISTRATOR))}"
    for _ in range(299):
        count_network_failure("127.0.0.1")
    assert client.get(address).status_code == 200
    assert client.get("/en/staff/link/guessed").status_code == 404
    assert client.get(address).status_code == 429
    elsewhere = app.test_client().get(address, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 200


def test_a_new_password_ends_the_sessions_and_keeps_the_code(app: Flask, client: FlaskClient, session: Db) -> None:
    an_administrator(client)
    other = app.test_client()
    staff = signed_in(other, Role.OFFICER)
    key = set_up_phone(other)
    address = shown_link(client.post(f"{PEOPLE}/{staff.id}/password").text)
    assert other.get("/en/staff/").status_code == 200
    person = app.test_client()
    assert staff.username in person.get(address).text
    own = {"new_password": NEW, "new_password_confirm": NEW}
    assert person.post(address, data=own).location == "/en/staff/sign-in"
    assert other.get("/en/staff/").status_code == 302
    assert "not right" in sign_in_staff(person, staff, PASSWORD).text
    asked = sign_in_staff(person, staff, NEW)
    assert asked.location.startswith("/en/staff/code")
    assert person.post(asked.location, data={"code": now_code(key, 1)}).status_code == 302
    assert person.post(address, data=own).status_code == 404


def test_a_newer_link_for_a_password_ends_the_older_one(app: Flask, client: FlaskClient, session: Db) -> None:
    by, staff = a_staff(Role.ADMINISTRATOR), a_staff(Role.OFFICER)
    first, second = offer_password(staff=staff, by=by), offer_password(staff=staff, by=by)
    assert client.get(f"/en/staff/link/{first}").status_code == 404
    assert client.get(f"/en/staff/link/{second}").status_code == 200
    clock.move(timedelta(days=1))
    assert client.get(f"/en/staff/link/{second}").status_code == 404


def test_a_link_opens_nothing_for_who_was_disabled_since(client: FlaskClient, session: Db) -> None:
    by, staff = a_staff(Role.ADMINISTRATOR), a_staff(Role.OFFICER)
    secret = offer_password(staff=staff, by=by)
    session.get_one(Staff, staff.id).active = False
    session.commit()
    own = {"new_password": NEW, "new_password_confirm": NEW}
    assert client.post(f"/en/staff/link/{secret}", data=own).status_code == 404


def test_an_officer_invites_agencies_and_nobody_else(app: Flask, client: FlaskClient, session: Db) -> None:
    signed_in(client, Role.OFFICER)
    made = client.post(f"{AGENCIES}/invite", data={"roles": ["administrator"]})
    person = app.test_client()
    assert person.post(shown_link(made.text), data=OWN).status_code == 303
    assert {role.name for role in staff_by_username("new.person").roles} == {"agency"}
    other = session.get_one(StaffLink, _invited_trainer(session))
    assert client.post(f"{AGENCIES}/links/{other.id}/withdraw").status_code == 404
    assert client.get(f"{PEOPLE}/invite").status_code == 403


def _invited_trainer(session: Db) -> int:
    invite(roles=[Role.TRAINER], by=a_staff(Role.ADMINISTRATOR))
    found = session.scalars(select(StaffLink.id).order_by(StaffLink.id.desc())).first()
    assert found is not None
    return found
