"""People and their roles by page, and what keeps an office safe from one person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.core import clock
from app.core.permissions import Role
from app.office.errors import LastAdministrator
from app.office.services import decide_roles, disable
from app.reviewing.models import ReviewLanguage
from tests.accounts.test_sign_in import set_up_phone
from tests.cohorts.counting import READ_ANEW, counted
from tests.learners.people import a_staff, sign_in_staff, text_of
from tests.office.desks import PEOPLE, an_administrator, signed_in

Db = scoped_session[Session]


def fresh(session: Db, staff_id: int) -> Staff:
    session.expire_all()
    return session.get_one(Staff, staff_id)


def acts(session: Db, staff_id: int) -> list[str]:
    query = select(AuditEvent).where(AuditEvent.subject_kind == "staff", AuditEvent.subject_id == str(staff_id))
    return [event.act for event in session.scalars(query.order_by(AuditEvent.id))]


def roles_of(session: Db, staff_id: int) -> set[str]:
    return {role.name for role in fresh(session, staff_id).roles}


def with_phone(app: Flask, *roles: Role) -> Staff:
    """Somebody who set a code up on their phone."""
    client = app.test_client()
    staff = signed_in(client, *roles)
    set_up_phone(client)
    return staff


def test_the_list_says_roles_last_sign_in_and_code(app: Flask, client: FlaskClient, session: Db) -> None:
    an_administrator(client)
    known, other = with_phone(app, Role.OFFICER), a_staff(Role.REVIEWER)
    text = text_of(client.get(PEOPLE))
    assert f"{known.username} Officer" in text
    assert f"{other.username} Reviewer never no" in text
    narrowed = text_of(client.get(f"{PEOPLE}?role=officer"))
    assert known.username in narrowed
    assert other.username not in narrowed
    assert other.username in text_of(client.get(f"{PEOPLE}?name={other.username.upper()}"))
    assert "Nobody is like this." in text_of(client.get(f"{PEOPLE}?name=%25&role=nothing"))


def test_the_list_costs_the_same_however_many_there_are(client: FlaskClient, session: Db) -> None:
    an_administrator(client)
    with counted() as few:
        client.get(PEOPLE)
    for _ in range(3):
        a_staff(Role.REVIEWER, Role.TRAINER)
    with counted() as many:
        client.get(PEOPLE)
    assert len(many) <= len(few) + READ_ANEW


def test_changed_roles_hold_at_once_and_end_the_sessions(app: Flask, client: FlaskClient, session: Db) -> None:
    by = an_administrator(client)
    other = app.test_client()
    staff = signed_in(other, Role.TRAINER)
    sent = {"roles": ["officer", "reviewer"], "languages": ["km", "lo"]}
    assert client.post(f"{PEOPLE}/{staff.id}/roles", data=sent).status_code == 303
    assert roles_of(session, staff.id) == {"officer", "reviewer"}
    assert other.get("/en/staff/").status_code == 302
    assert {row.locale for row in session.scalars(select(ReviewLanguage))} == {"km", "lo"}
    client.post(f"{PEOPLE}/{staff.id}/roles", data=sent | {"languages": ["km"]})
    assert {row.locale for row in session.scalars(select(ReviewLanguage))} == {"km"}
    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "staff-roles-changed")).one()
    assert (event.actor_id, event.detail) == (by.id, {"roles": "officer/reviewer"})


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose one role or more."),
        ({"roles": ["agency", "trainer"]}, "An agency can have no other role"),
        ({"roles": ["reviewer"]}, "Choose the languages"),
        ({"roles": ["king"]}, "Choose one from the list."),
    ],
)
def test_roles_that_cannot_be_are_said(
    client: FlaskClient, session: Db, sent: dict[str, list[str]], words: str
) -> None:
    an_administrator(client)
    staff = a_staff(Role.TRAINER)
    page = client.post(f"{PEOPLE}/{staff.id}/roles", data=sent)
    assert (page.status_code, words in text_of(page)) == (422, True)
    assert client.post(f"{PEOPLE}/invite", data=sent).status_code == 422
    assert roles_of(session, staff.id) == {"trainer"}


def test_nobody_takes_their_own_administrator_role_away(client: FlaskClient, session: Db) -> None:
    me = an_administrator(client)
    a_staff(Role.ADMINISTRATOR)
    page = client.post(f"{PEOPLE}/{me.id}/roles", data={"roles": ["officer"]})
    assert (page.status_code, "Another administrator has to do it." in text_of(page)) == (422, True)
    for act in ("disable", "password", "lost-code"):
        sent = {"how": "papers", "witness": "nobody"}
        assert client.post(f"{PEOPLE}/{me.id}/{act}", data=sent).status_code == 422
    assert roles_of(session, me.id) == {"administrator"}
    assert fresh(session, me.id).active


def test_the_last_administrator_stays(session: Db) -> None:
    last, gone = a_staff(Role.ADMINISTRATOR), a_staff(Role.ADMINISTRATOR)
    disable(staff=gone, by=last)
    with pytest.raises(LastAdministrator):
        disable(staff=last, by=gone)
    with pytest.raises(LastAdministrator):
        decide_roles(staff=last, roles=[Role.OFFICER], languages=[], by=gone)


def test_who_is_disabled_is_out_everywhere_and_may_come_back(app: Flask, client: FlaskClient, session: Db) -> None:
    an_administrator(client)
    other = app.test_client()
    staff = signed_in(other, Role.TRAINER)
    assert client.post(f"{PEOPLE}/{staff.id}/disable").status_code == 303
    assert other.get("/en/staff/").status_code == 302
    assert "disabled" in text_of(client.get(f"{PEOPLE}/{staff.id}"))
    assert client.post(f"{PEOPLE}/{staff.id}/password").status_code == 422
    client.post(f"{PEOPLE}/{staff.id}/enable")
    assert sign_in_staff(other, staff).location == "/en/staff/"
    assert acts(session, staff.id)[-3:] == ["staff-disabled", "staff-enabled", "staff-signed-in"]


def test_a_session_left_open_elsewhere_is_ended(app: Flask, client: FlaskClient, session: Db) -> None:
    me = an_administrator(client)
    other = app.test_client()
    sign_in_staff(other, me)
    client.post(f"{PEOPLE}/{me.id}/sign_out")
    assert other.get("/en/staff/").status_code == client.get("/en/staff/").status_code == 302


def test_a_lost_code_is_taken_away_with_a_witness(app: Flask, client: FlaskClient, session: Db) -> None:
    by = an_administrator(client)
    staff, witness = with_phone(app, Role.OFFICER), a_staff(Role.TRAINER)
    address = f"{PEOPLE}/{staff.id}/lost-code"
    for wrong in ("nobody", by.username, staff.username):
        page = client.post(address, data={"how": "in-person", "witness": wrong})
        assert (page.status_code, "neither of you" in text_of(page)) == (422, True)
    assert client.post(address, data={"witness": witness.username}).status_code == 422
    assert client.post(address, data={"how": "in-person", "witness": witness.username}).status_code == 303
    assert fresh(session, staff.id).tf_totp_secret is None
    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "staff-identity-seen")).one()
    assert (event.actor_id, event.detail) == (by.id, {"how": "in-person", "also": witness.id})
    assert sign_in_staff(app.test_client(), staff).location == "/en/staff/"


def test_one_administrator_does_not_take_both_password_and_code(app: Flask, client: FlaskClient, session: Db) -> None:
    an_administrator(client)
    second = app.test_client()
    an_administrator(second)
    staff, witness = with_phone(app, Role.OFFICER), a_staff(Role.TRAINER)
    lost = {"how": "papers", "witness": witness.username}
    assert client.post(f"{PEOPLE}/{staff.id}/password").status_code == 200
    refused = client.post(f"{PEOPLE}/{staff.id}/lost-code", data=lost)
    assert (refused.status_code, "Nobody does both" in text_of(refused)) == (422, True)
    assert second.post(f"{PEOPLE}/{staff.id}/lost-code", data=lost).status_code == 303
    assert second.post(f"{PEOPLE}/{staff.id}/password").status_code == 422
    assert client.post(f"{PEOPLE}/{staff.id}/password").status_code == 200
    clock.move(timedelta(days=8))
    sign_in_staff(second, session.get_one(Staff, _last_administrator(session)))
    assert second.post(f"{PEOPLE}/{staff.id}/password").status_code == 200


def _last_administrator(session: Db) -> int:
    query = select(AuditEvent.actor_id).where(AuditEvent.act == "staff-second-factor-reset")
    found = session.scalars(query).one()
    assert found is not None
    return found
