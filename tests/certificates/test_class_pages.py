"""The trainer's page of certificates and the officers' list, with everything on them, before axe on a small phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from app.certificates.class_asking import request_for_class
from app.certificates.services import decline_request, issue_certificate
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.integrity.happenings import Kind
from app.integrity.models import IntegritySignal
from app.programme.rules import Award
from tests.browser import Visits
from tests.certificates.classes import a_class_of, learners_of
from tests.certificates.people import a_programme
from tests.certificates.test_class_requests import address, ids_of, requests
from tests.learners.people import a_staff, sign_in_staff
from tests.pages.markup import read
from tests.pages.test_accessibility import TOO_WIDE, _axe, _shown, _violations
from tests.pages.visitor import Answer

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def pages(client: FlaskClient, session: scoped_session[Session]) -> list[str]:
    """Addresses of both pages, after somebody of a class was certified, refused, asked for, and not due."""
    a_programme()
    both, officer = a_staff(Role.TRAINER, Role.OFFICER), a_staff(Role.OFFICER)
    cohort = a_class_of(6, both, due=4)
    people = learners_of(cohort)
    issue_certificate(learner=people[0], award=Award.CORE)
    request_for_class(cohort=cohort, learner_ids=ids_of(people[1:3]), by=both)
    decline_request(request=requests()[0], reason="names", note="Look at the passport.", by=officer)
    with unit_of_work():
        people[5].name_native = "\N{DESERET CAPITAL LETTER LONG I}"
        signal = {"kind": Kind.OUTSIDE_SESSION.value, "learners": [], "figures": {"marks": 1}}
        db.session.add(IntegritySignal(cohort_id=cohort.id, key="a", raised_at=clock.now(), **signal))
    sign_in_staff(client, both)
    return [address(cohort), "/en/staff/requests"]


@pytest.mark.parametrize("locale", ["en", "km", "my"])
def test_axe_finds_nothing_and_nothing_leaves_the_screen(
    client: FlaskClient, pages: list[str], visits: Visits, locale: str
) -> None:
    page, found = visits.phone(locale, bypass_csp=True), list[str]()
    page.context.add_init_script(_axe())
    for place in pages:
        there = place.replace("/en/", f"/{locale}/")
        found += faults(_shown(page, answered(client, there)))
    assert not found, "\n".join(found)


def answered(client: FlaskClient, place: str) -> Answer:
    page = client.get(place)
    return Answer(page.status_code, place, page.text, read(page.text))


def faults(page: Page) -> list[str]:
    axe = [f"{one['id']}: {node['html']}" for one in _violations(page) for node in one["nodes"]]
    return [f"{page.url}: {what}" for what in [*axe, *page.evaluate(TOO_WIDE)]]
