"""What an agency sees: names, and who is certified; nothing else, and each look is noted."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.certificates.services import issue_certificate
from app.cohorts.acts import CLASS_SEEN
from app.cohorts.leading import link_agency
from app.cohorts.models import Cohort
from app.cohorts.services import add_member
from app.core.database import db
from app.core.permissions import Role
from app.programme.rules import Award
from tests.certificates.people import a_graduate, a_programme, take_back
from tests.cohorts.counting import READ_ANEW, counted
from tests.cohorts.people import a_cohort, a_member, members
from tests.learners.people import a_staff, sign_in_staff, text_of


@pytest.fixture
def agency(client: FlaskClient) -> Staff:
    """An agency at the screen."""
    a_programme()
    agency = a_staff(Role.AGENCY)
    sign_in_staff(client, agency)
    return agency


def _linked(agency: Staff) -> Cohort:
    cohort = a_cohort()
    link_agency(cohort=cohort, username=agency.username)
    return cohort


def test_an_agency_sees_names_and_certified_or_not_yet_and_no_more(client: FlaskClient, agency: Staff) -> None:
    cohort = _linked(agency)
    graduate = a_graduate(name_native=None, name_latin="AAA GRADUATE")
    certificate = issue_certificate(learner=graduate, award=Award.CORE)
    add_member(cohort=cohort, learner=graduate)
    beginner = a_member(cohort, native=None, latin="BBB BEGINNER")
    assert "Monday group" in text_of(client.get("/en/staff/sent"))
    page = client.get(f"/en/staff/sent/{cohort.id}")
    assert "AAA GRADUATE Certified BBB BEGINNER Not certified yet" in text_of(page)
    for secret in (graduate.number, graduate.shown_number, beginner.shown_number, certificate.number, certificate.code):
        assert secret not in page.text


def test_a_certificate_taken_back_is_none(client: FlaskClient, agency: Staff) -> None:
    cohort = _linked(agency)
    graduate = a_graduate()
    take_back(issue_certificate(learner=graduate, award=Award.CORE))
    add_member(cohort=cohort, learner=graduate)
    assert "Not certified yet" in text_of(client.get(f"/en/staff/sent/{cohort.id}"))


def test_an_agency_sees_no_class_it_is_not_linked_to(client: FlaskClient, agency: Staff) -> None:
    cohort = a_cohort()
    assert "Monday group" not in client.get("/en/staff/sent").text
    assert client.get(f"/en/staff/sent/{cohort.id}").status_code == 404
    assert client.get(f"/en/staff/classes/{cohort.id}").status_code == 403


def test_an_agencys_look_is_noted(client: FlaskClient, agency: Staff) -> None:
    cohort = _linked(agency)
    client.get(f"/en/staff/sent/{cohort.id}")
    seen = db.session.scalars(select(AuditEvent).where(AuditEvent.act == CLASS_SEEN)).one()
    assert (seen.actor_id, seen.subject_id) == (agency.id, str(cohort.id))


def test_five_hundred_people_take_as_many_queries_as_five(client: FlaskClient, agency: Staff) -> None:
    counts = []
    for size in (5, 500):
        cohort = _linked(agency)
        members(cohort, size)
        with counted() as queries:
            client.get(f"/en/staff/sent/{cohort.id}")
        counts.append(len(queries))
    assert abs(counts[0] - counts[1]) <= READ_ANEW
