"""The trainer's page of certificates and the officers' list, with everything on them, before axe on a small phone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from app.accounts.models import Staff
from app.certificates.approving import decline_request, give_first_approval
from app.certificates.batch_models import Decision
from app.certificates.batches import keep_batch, run_batch
from app.certificates.class_asking import request_for_class
from app.certificates.composing import Names
from app.certificates.life import Reason
from app.certificates.queries import certificate_by_number
from app.certificates.replacing import propose_replacement
from app.certificates.services import issue_certificate
from app.cohorts.models import Cohort
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.integrity.happenings import Kind
from app.integrity.models import IntegritySignal
from app.programme.rules import Award
from app.programme.services import change_programme
from tests.browser import Visits
from tests.certificates.classes import a_class_of, learners_of
from tests.certificates.people import ISSUER, a_programme
from tests.certificates.test_class_requests import address, ids_of, requests
from tests.cohorts.people import a_trainer
from tests.learners.people import a_staff, sign_in_staff
from tests.pages.markup import read
from tests.pages.test_accessibility import TOO_WIDE, _axe, _shown, _violations
from tests.pages.visitor import Answer

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = Names("សុខ ចាន់ថា", "SOK CHANTHA")


@dataclass(frozen=True)
class Place:
    """A page, and what is sent to get it."""

    address: str
    sent: dict[str, object] | None = None


@pytest.fixture
def places(client: FlaskClient, session: scoped_session[Session]) -> list[Place]:
    """Pages after somebody of a class was certified, refused, asked for, not due, and approved by one of two."""
    a_programme()
    both, officer = a_staff(Role.TRAINER, Role.OFFICER), a_staff(Role.OFFICER)
    cohort = a_class_of(6, both, due=4)
    people = learners_of(cohort)
    number = issue_certificate(learner=people[0], award=Award.CORE).number
    change_programme(settings=replace(ISSUER, approval_needed=True, second_approval=True), modules=[])
    request_for_class(cohort=cohort, learner_ids=ids_of(people[1:3]), by=both)
    decline_request(request=requests()[0], reason="names", note="Look at the passport.", by=officer)
    give_first_approval(request=requests()[1], by=officer)
    with unit_of_work():
        people[5].name_native = "\N{DESERET CAPITAL LETTER LONG I}"
        signal = {"kind": Kind.OUTSIDE_SESSION.value, "learners": [people[2].id], "figures": {"marks": 1}}
        db.session.add(IntegritySignal(cohort_id=cohort.id, key="a", raised_at=clock.now(), **signal))
    other, waiting, batch = an_other_class(officer, both)
    propose_replacement(certificate=certificate_by_number(number), names=NAMES, reason=Reason.LOST_PAPER, by=officer)
    sign_in_staff(client, both)
    desk, queue = "/en/staff/certificates", "/en/staff/requests"
    return [
        Place(address(cohort)),
        Place(queue),
        Place(f"{queue}?class=nobody"),
        Place(f"{queue}/class/{cohort.id}"),
        Place(f"{queue}/class/{other.id}"),
        Place(f"{queue}/alone"),
        Place(f"{queue}/return", {"request": waiting}),
        Place(f"{queue}/{waiting[0]}/decline"),
        Place(f"{queue}/{waiting[0]}/evidence"),
        Place(f"{queue}/decided/{batch}"),
        Place(f"{desk}/"),
        Place(f"{desk}/{number}"),
        Place("/en/staff/audit"),
        Place("/en/staff/audit?who=nobody-of-this-name"),
    ]


def an_other_class(officer: Staff, by: Staff) -> tuple[Cohort, list[int], str]:
    """A class of another trainer, two of whom wait for the second officer, one for the first and one for nobody."""
    trainer = a_trainer()
    cohort = a_class_of(5, trainer)
    request_for_class(cohort=cohort, learner_ids=ids_of(learners_of(cohort)), by=trainer)
    mine = [one for one in requests() if one.cohort_id == cohort.id]
    for one in mine[:3]:
        give_first_approval(request=one, by=officer)
    with unit_of_work():
        learners_of(cohort)[4].name_native = "\N{DESERET CAPITAL LETTER LONG I}"
    give_first_approval(request=mine[3], by=by)
    ids = [one.id for one in mine]
    batch = keep_batch(token="t", act=Decision.APPROVE, request_ids=[ids[0], ids[3], ids[4]], by=by)
    run_batch(batch)
    return cohort, ids[1:], batch.token


@pytest.mark.parametrize("locale", ["en", "km", "my"])
def test_axe_finds_nothing_and_nothing_leaves_the_screen(
    client: FlaskClient, places: list[Place], visits: Visits, locale: str
) -> None:
    page, found = visits.phone(locale, bypass_csp=True), list[str]()
    page.context.add_init_script(_axe())
    for place in places:
        there = replace(place, address=place.address.replace("/en/", f"/{locale}/"))
        found += faults(_shown(page, answered(client, there)))
    assert not found, "\n".join(found)


def answered(client: FlaskClient, place: Place) -> Answer:
    page = client.post(place.address, data=place.sent) if place.sent else client.get(place.address)
    return Answer(page.status_code, place.address, page.text, read(page.text))


def faults(page: Page) -> list[str]:
    axe = [f"{one['id']}: {node['html']}" for one in _violations(page) for node in one["nodes"]]
    return [f"{page.url}: {what}" for what in [*axe, *page.evaluate(TOO_WIDE)]]
