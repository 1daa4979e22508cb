"""Centres and agencies by page: what a change means is said before it is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.audit.models import AuditEvent
from app.cohorts.models import CohortAgency
from app.core import clock
from app.core.permissions import Role
from app.programme.centres import all_centres, centre_by_code, open_centres
from tests.certificates.people import a_programme
from tests.cohorts.people import a_centre, a_cohort, a_session, members
from tests.learners.people import a_staff, text_of
from tests.office.desks import AGENCIES, SETTINGS, an_administrator, form_of, signed_in

Db = scoped_session[Session]
CENTRES = f"{SETTINGS}/centres"
NEW = {"code": " kdl-02 ", "name": "Kandal Centre", "province": "Kandal", "time_zone": "Asia/Phnom_Penh"}


def acts(session: Db) -> list[str]:
    return [event.act for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id))]


def test_a_centre_is_opened_by_page(client: FlaskClient, session: Db) -> None:
    an_administrator(client)
    assert client.post(f"{CENTRES}/new", data=NEW).location == CENTRES
    assert "Kandal Centre" in text_of(client.get(CENTRES))
    assert [centre.code for centre in open_centres()] == ["KDL-02"]
    assert acts(session)[-1] == "centre-added"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"code": "ភ្នំពេញ"}, "letters from A to Z"),
        ({"code": "PNH-01"}, "Another centre has this code."),
        ({"name": " "}, "Fill this in."),
        ({"time_zone": "Asia/Atlantis"}, "Choose one from the list."),
    ],
)
def test_a_bad_centre_is_said(client: FlaskClient, session: Db, sent: dict[str, str], words: str) -> None:
    a_centre()
    an_administrator(client)
    page = client.post(f"{CENTRES}/new", data=NEW | sent)
    assert (page.status_code, words in text_of(page)) == (422, True)
    assert form_of(page)["province"] == ["Kandal"]
    assert len(all_centres()) == 1


def test_another_time_zone_is_looked_at_first(client: FlaskClient, session: Db) -> None:
    a_session(a_cohort(), starts_at=clock.now() + timedelta(days=1))
    an_administrator(client)
    address = f"{CENTRES}/PNH-01"
    seen = client.post(address, data={"name": "Invented Centre", "province": "Kandal", "time_zone": "Asia/Bangkok"})
    assert "1 session still to come keeps its moment" in text_of(seen)
    assert centre_by_code("PNH-01").time_zone == "Asia/Phnom_Penh"
    client.post(address, data=form_of(seen) | {"step": "keep"})
    session.expire_all()
    assert centre_by_code("PNH-01").time_zone == "Asia/Bangkok"
    event = session.scalars(select(AuditEvent).where(AuditEvent.act == "centre-changed")).one()
    assert event.detail == {"what": "time_zone"}


def test_a_centre_is_closed_and_its_classes_are_told_first(client: FlaskClient, session: Db) -> None:
    cohort = a_cohort()
    an_administrator(client)
    page = text_of(client.get(f"{CENTRES}/PNH-01"))
    assert "1 class is open here. It goes on until its trainer closes it." in page
    assert cohort.code in page
    client.post(f"{CENTRES}/PNH-01/close")
    assert not open_centres()
    client.post(f"{CENTRES}/PNH-01/reopen")
    assert open_centres()
    assert acts(session)[-2:] == ["centre-closed", "centre-reopened"]
    assert client.get(f"{CENTRES}/NONE").status_code == 404


def test_an_officer_lets_an_agency_see_a_class_and_takes_it_away(client: FlaskClient, session: Db) -> None:
    agency, cohort = a_staff(Role.AGENCY), a_cohort()
    members(cohort, 3)
    by = signed_in(client, Role.OFFICER)
    assert f"{agency.username} sees 0 classes" in text_of(client.get(AGENCIES))
    address = f"{AGENCIES}/{agency.id}"
    seen = client.post(address, data={"code": cohort.code.lower()})
    assert "sees the names of 3 people" in text_of(seen)
    assert not session.scalars(select(CohortAgency)).all()
    assert client.post(address, data=form_of(seen) | {"step": "keep"}).status_code == 303
    assert cohort.title in text_of(client.get(address))
    assert client.post(f"{address}/classes/{cohort.id}/remove").status_code == 303
    assert not session.scalars(select(CohortAgency)).all()
    events = session.scalars(select(AuditEvent).where(AuditEvent.act.startswith("cohort-agency"))).all()
    assert {event.actor_id for event in events} == {by.id}
    assert [event.act for event in events] == ["cohort-agency-added", "cohort-agency-removed"]


def test_a_code_of_no_class_is_said(client: FlaskClient, session: Db) -> None:
    agency = a_staff(Role.AGENCY)
    signed_in(client, Role.OFFICER)
    page = client.post(f"{AGENCIES}/{agency.id}", data={"code": "QQQQQQ"})
    assert (page.status_code, "no class with this code" in text_of(page)) == (422, True)
    assert form_of(page)["code"] == ["QQQQQQ"]


def test_an_officer_sees_no_other_person_among_the_agencies(client: FlaskClient, session: Db) -> None:
    trainer = a_staff(Role.TRAINER)
    signed_in(client, Role.OFFICER)
    assert client.get(f"{AGENCIES}/{trainer.id}").status_code == 404
    assert client.get(f"{AGENCIES}/99999").status_code == 404


def test_the_first_page_groups_the_ways_and_counts_what_waits(client: FlaskClient, session: Db) -> None:
    a_programme()
    signed_in(client, Role.OFFICER, Role.ADMINISTRATOR)
    page = client.get("/en/staff/")
    text = text_of(page)
    places = [text.index(f" {words} ") for words in ("Certificates", "Figures and records", "Settings", "My account")]
    assert places == sorted(places)
    assert "wait" not in text
    assert "People and roles" in text
