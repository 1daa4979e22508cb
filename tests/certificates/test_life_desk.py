"""The officer's page of one certificate."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from app.accounts.models import Staff
from app.certificates.life import Act, Reason
from app.certificates.life_entries import LifeEntry, register_life_entries
from app.certificates.models import Certificate, CertificateRequest
from app.certificates.queries import events_of, standing_of
from app.certificates.rules import Standing, Wish
from app.certificates.services import ask_for_certificate, issue_certificate
from app.certificates.withdrawing import propose
from app.core.database import db
from app.core.permissions import Role
from app.programme.rules import Award
from tests.certificates.people import ISSUER, a_graduate, a_programme, complete, core_modules
from tests.learners.people import a_learner, a_staff, sign_in, sign_in_staff, text_of

Db = scoped_session[Session]
DESK = "/en/staff/certificates"


@pytest.fixture
def officer(client: FlaskClient, session: Db) -> Staff:
    a_programme()
    officer = a_staff(Role.OFFICER)
    sign_in_staff(client, officer)
    return officer


@pytest.fixture
def number(officer: Staff) -> str:
    return issue_certificate(learner=a_graduate(), award=Award.CORE).number


def paper(number: str) -> Certificate:
    db.session.expire_all()
    return db.session.scalars(select(Certificate).where(Certificate.number == number)).one()


def test_a_certificate_is_found_by_its_number_as_people_type_it(client: FlaskClient, number: str) -> None:
    found = client.get(f"{DESK}/", query_string={"number": number.lower().replace("-", " ")})

    assert found.location.endswith(f"{DESK}/{number}")
    unknown = client.get(f"{DESK}/", query_string={"number": "XX-TEST-26-0009999-0"})
    assert unknown.status_code == 404
    assert "No certificate has this number" in unknown.text
    assert client.get(f"{DESK}/XX-TEST-26-0009999-0").status_code == 404
    assert client.get(f"{DESK}/").status_code == 200


def test_the_page_tells_the_whole_life(client: FlaskClient, number: str) -> None:
    page = text_of(client.get(f"{DESK}/{number}"))

    for words in (number, "SOK CHANTHOU", "Valid", "Issued", "the learner", "Take it back", "0 times"):
        assert words in page


def test_a_new_certificate_is_given_in_its_place(client: FlaskClient, number: str) -> None:
    names = {"superseded-name_native": "", "superseded-name_latin": "SOK CHANTHA"}
    wrong = client.post(f"{DESK}/{number}/replace", data=names)
    assert wrong.status_code == 422
    assert "Choose one of the reasons." in wrong.text
    assert 'value="SOK CHANTHA"' in wrong.text

    answer = client.post(f"{DESK}/{number}/replace", data=names | {"superseded-reason": "name-correction"})

    assert answer.status_code == 303
    page = text_of(client.get(answer.location))
    assert "SOK CHANTHA" in page
    assert f"It replaced {number}" in page
    assert standing_of(paper(number)) is Standing.SUPERSEDED


def test_two_officers_take_a_certificate_back(client: FlaskClient, number: str) -> None:
    asked = client.post(f"{DESK}/{number}/revoked", data={"revoked-reason": "other", "revoked-note": ""})
    assert asked.status_code == 422
    asked = client.post(f"{DESK}/{number}/revoked", data={"revoked-reason": "other", "revoked-note": "A test"})
    assert asked.status_code == 303
    proposal = events_of(number)[-1].id
    page = client.get(f"{DESK}/{number}")
    assert "Another person has to say yes." in text_of(page)
    assert f"proposals/{proposal}/confirm" not in page.text
    assert client.post(f"{DESK}/{number}/proposals/{proposal}/confirm").status_code == 422
    client.post("/en/staff/sign-out")

    sign_in_staff(client, a_staff(Role.OFFICER))
    assert f'href="{DESK}/{number}"' in client.get(f"{DESK}/").text
    page = client.get(f"{DESK}/{number}")
    assert f"proposals/{proposal}/confirm" in page.text
    assert client.post(f"{DESK}/{number}/proposals/{proposal}/confirm").status_code == 303

    assert standing_of(paper(number)) is Standing.REVOKED
    assert f'href="{DESK}/{number}"' not in client.get(f"{DESK}/").text
    assert "Let it count again" in text_of(client.get(f"{DESK}/{number}"))


def test_what_was_asked_can_be_dropped(client: FlaskClient, number: str, officer: Staff) -> None:
    event = propose(certificate=paper(number), act=Act.REVOKED, reason=Reason.CHEATING, by=officer)

    assert client.post(f"{DESK}/{number}/proposals/{event.id}/drop").status_code == 303
    assert "Waits for a second person" not in text_of(client.get(f"{DESK}/{number}"))


def test_the_same_paper_is_printed_again_and_counted(client: FlaskClient, number: str) -> None:
    answer = client.post(f"{DESK}/{number}/print")

    assert answer.data.startswith(b"%PDF-")
    assert "1 time" in text_of(client.get(f"{DESK}/{number}"))


def test_what_other_rooms_know_stands_in_its_place_on_the_page(client: FlaskClient, number: str) -> None:
    app, before = client.application, list(client.application.extensions["waymark-life-entries"])
    at = events_of(number)[0].at + timedelta(minutes=5)
    register_life_entries(app, lambda asked: [LifeEntry(at, f"Printed {asked}", "room", address="/en/run", told="R7")])
    try:
        client.post(f"{DESK}/{number}/print")
        page = client.get(f"{DESK}/{number}")
    finally:
        app.extensions["waymark-life-entries"][:] = before

    assert '<a href="/en/run"><bdi class="code">R7</bdi></a>' in page.text
    assert f"Printed {number} R7 room" in text_of(page)


def test_the_page_leads_to_how_it_was_earned_and_to_the_audit(client: FlaskClient, number: str) -> None:
    page = client.get(f"{DESK}/{number}")
    assert f'href="{DESK}/{number}/evidence"' in page.text
    assert f'href="/en/staff/audit?about={number}"' in page.text

    assert "8 of 8 passed" in text_of(client.get(f"{DESK}/{number}/evidence"))
    assert "Looked at the life of a certificate" in text_of(client.get(f"/en/staff/audit?about={number}"))


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ADMINISTRATOR])
def test_the_page_is_closed_to_who_may_not_decide(client: FlaskClient, number: str, role: Role) -> None:
    client.post("/en/staff/sign-out")
    sign_in_staff(client, a_staff(role))

    for path in ("", f"{number}"):
        assert client.get(f"{DESK}/{path}").status_code == 403
    for path in ("replace", "revoked", "reinstated", "print", "proposals/1/confirm", "replacements/1/drop"):
        assert client.post(f"{DESK}/{number}/{path}").status_code == 403


@pytest.mark.parametrize("locale", ["km", "lo", "my", "th", "vi", "zh-Hans"])
def test_the_page_speaks_every_language(client: FlaskClient, number: str, locale: str) -> None:
    assert client.get(f"/{locale}/staff/certificates/{number}").status_code == 200


def test_a_request_is_declined_with_a_reason_that_the_learner_reads(client: FlaskClient, session: Db) -> None:
    a_programme(replace(ISSUER, approval_needed=True))
    learner = a_learner()
    complete(learner, core_modules())
    request = ask_for_certificate(learner=learner, award=Award.CORE, wish=Wish("km"))
    assert isinstance(request, CertificateRequest)
    sign_in_staff(client, a_staff(Role.OFFICER))
    address = f"/en/staff/requests/{request.id}/decline"
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 422
    assert client.post(address, data={"reason": "names", "note": "Look at page 2"}).status_code == 303
    assert client.post(address, data={"reason": "names"}).status_code == 422
    client.post("/en/staff/sign-out")

    sign_in(client, learner)
    page = text_of(client.get("/en/certificates"))
    assert "The names are not as in the passport." in page
    assert "Look at page 2" in page
    assert "Ask for my certificate" in page
