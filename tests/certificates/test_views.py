"""A learner's page of certificates, the paper, and the officer's desk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from app.accounts.models import Staff
from app.certificates.models import Certificate
from app.certificates.statement import Statement
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.course.queries import course
from app.learners.models import Learner
from app.signing.present import PresentKeys
from tests.certificates.people import ISSUER, a_programme, complete, core_modules, passed, read
from tests.learners.people import a_learner, a_staff, sign_in, sign_in_staff, text_of
from tests.signing.people import kept_keys

Db = scoped_session[Session]
MINE = "/en/certificates"


@pytest.fixture
def learner(client: FlaskClient, session: Db) -> Learner:
    """A learner who is signed in and has done nothing yet."""
    a_programme()
    learner = a_learner()
    sign_in(client, learner)
    return learner


def issued() -> list[Certificate]:
    db.session.expire_all()
    return list(db.session.scalars(select(Certificate)))


def ask(client: FlaskClient, award: str = "core", **choices: str) -> int:
    return client.post(f"{MINE}/{award}", data={"locale": "km"} | choices).status_code


def test_whoever_is_not_signed_in_is_asked_to(client: FlaskClient, session: Db) -> None:
    a_programme()

    assert "/sign-in" in client.get(MINE).location
    assert client.post(f"{MINE}/core").status_code == 401
    assert issued() == []


def test_the_page_says_in_words_what_is_missing_and_leads_there(client: FlaskClient, learner: Learner) -> None:
    first, second = core_modules()[:2]
    read(learner, first)
    complete(learner, [second])
    page = client.get(MINE)

    assert page.status_code == 200
    assert "1 of 4 modules are done." in text_of(page)
    assert f'href="/en/course/{first.slug}/quiz"' in page.text
    third = core_modules()[2]
    assert f'href="/en/course/{third.slug}/1"' in page.text
    assert f"{len(third.lessons)} lessons to read" in text_of(page)
    assert "Get my certificate" not in page.text


def test_who_has_done_everything_gets_the_certificate_by_one_button(client: FlaskClient, learner: Learner) -> None:
    complete(learner, core_modules())
    assert "Get my certificate" in client.get(MINE).text

    assert ask(client, locale="th", help_lines="y") == 303

    (certificate,) = issued()
    assert Statement.from_json(certificate.statement).locale == "th"
    page = client.get(MINE)
    assert certificate.number in page.text
    assert f'href="/en/certificates/{certificate.number}.pdf"' in page.text


def test_pressing_the_button_twice_issues_once(client: FlaskClient, learner: Learner) -> None:
    complete(learner, core_modules())

    assert ask(client) == ask(client) == 303
    assert len(issued()) == 1


def test_asking_too_early_is_refused_and_names_what_is_missing(client: FlaskClient, learner: Learner) -> None:
    page = client.post(f"{MINE}/core", data={"locale": "en"})

    assert page.status_code == 422
    assert course().module_text(core_modules()[0], "en").title in text_of(page)
    assert issued() == []


@pytest.mark.parametrize("locale", ["xx", "", "../../etc"])
def test_a_language_that_was_not_offered_is_refused(client: FlaskClient, learner: Learner, locale: str) -> None:
    complete(learner, core_modules())

    assert ask(client, locale=locale) == 422
    assert issued() == []


def test_an_award_that_does_not_exist_is_not_found(client: FlaskClient, learner: Learner) -> None:
    assert ask(client, "gold") == 404


def test_a_name_that_cannot_be_printed_is_named_and_can_be_changed(client: FlaskClient, learner: Learner) -> None:
    complete(learner, core_modules())
    with unit_of_work():
        learner.name_native = "សុខ \U00012000"
    page = client.post(f"{MINE}/core", data={"locale": "km"})

    assert page.status_code == 422
    assert "\U00012000" in page.text
    assert 'href="/en/me/names"' in page.text
    assert issued() == []


def test_the_paper_is_a_pdf_under_its_number_and_always_the_same(client: FlaskClient, learner: Learner) -> None:
    complete(learner, core_modules())
    ask(client)
    number = issued()[0].number
    paper = client.get(f"{MINE}/{number}.pdf")

    assert paper.status_code == 200
    assert paper.mimetype == "application/pdf"
    assert paper.data.startswith(b"%PDF-")
    assert number in paper.headers["Content-Disposition"]
    assert client.get(f"{MINE}/{number}.pdf").data == paper.data
    unchanged = client.get(f"{MINE}/{number}.pdf", headers={"If-None-Match": paper.headers["ETag"]})
    assert unchanged.status_code == 304


def test_what_is_wrong_with_the_keys_is_not_told_to_a_learner(
    client: FlaskClient, learner: Learner, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete(learner, core_modules())
    ask(client)
    locked = PresentKeys(kept_keys()[0], tmp_path / "no-passphrase")
    monkeypatch.setitem(app.extensions, "signing", locked)
    page = client.get(f"{MINE}/{issued()[0].number}.pdf")

    assert page.status_code == 503
    assert "passphrase" not in page.text


def test_another_learners_paper_looks_as_if_there_were_none(client: FlaskClient, learner: Learner) -> None:
    complete(learner, core_modules())
    ask(client)
    number = issued()[0].number
    client.post("/en/sign-out")
    sign_in(client, a_learner(native=None, latin="OTHER PERSON"))

    theirs, none = client.get(f"{MINE}/{number}.pdf"), client.get(f"{MINE}/XX-TEST-26-0009999-0.pdf")

    assert theirs.status_code == none.status_code == 404
    assert theirs.data == none.data


def test_without_a_programme_the_page_says_that_learning_goes_on(client: FlaskClient, session: Db) -> None:
    sign_in(client, a_learner())

    page = client.get(MINE)

    assert page.status_code == 503
    assert "You can learn all the same." in text_of(page)


def test_a_module_without_its_quiz_is_told_apart_from_one_unread(client: FlaskClient, learner: Learner) -> None:
    for module in core_modules():
        passed(learner, module)

    assert "the questions to answer" not in text_of(client.get(MINE)).partition("Full certificate")[0]


@pytest.fixture
def officer(session: Db) -> Staff:
    """An officer, where each certificate needs one's approval."""
    a_programme(replace(ISSUER, approval_needed=True))
    return a_staff(Role.OFFICER)


def test_an_officer_approves_a_request_and_the_learner_has_the_certificate(client: FlaskClient, officer: Staff) -> None:
    learner = a_learner()
    complete(learner, core_modules())
    sign_in(client, learner)
    assert "Ask for my certificate" in client.get(MINE).text
    assert ask(client) == 303
    assert "An officer will look at it." in text_of(client.get(MINE))
    assert issued() == []
    client.post("/en/sign-out")

    sign_in_staff(client, officer)
    desk = client.get("/en/staff/requests/alone")
    assert learner.shown_number in desk.text
    assert "Approve and issue 1" in desk.text
    assert client.post("/en/staff/requests/approve/all", data={"upto": 10**6}).status_code == 303

    assert [certificate.issued_by_id for certificate in issued()] == [officer.id]
    assert "Nobody is waiting." in client.get("/en/staff/requests").text
    assert client.post("/en/staff/requests/approve/all", data={"upto": 10**6}).status_code == 422
    assert client.post("/en/staff/requests/approve/ticked", data={"request": 99}).status_code == 422
    assert client.post("/en/staff/requests/approve/ticked", data={"request": 10**30}).status_code == 422
    assert client.get(f"/en/staff/requests/class/{10**30}").status_code == 404


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ADMINISTRATOR])
def test_the_desk_is_closed_to_who_may_not_decide(client: FlaskClient, officer: Staff, role: Role) -> None:
    sign_in_staff(client, a_staff(role))

    assert client.get("/en/staff/requests").status_code == 403
    assert client.post("/en/staff/requests/approve/all").status_code == 403
    assert client.post("/en/staff/requests/return").status_code == 403


def test_a_learner_does_not_see_the_desk(client: FlaskClient, learner: Learner) -> None:
    assert client.get("/en/staff/requests").status_code in (302, 403)
    assert db.session.scalar(select(func.count()).select_from(Certificate)) == 0


@pytest.mark.parametrize("locale", ["en", "km", "lo", "my", "th", "vi", "zh-Hans"])
def test_the_page_speaks_every_language(client: FlaskClient, learner: Learner, locale: str) -> None:
    complete(learner, core_modules())
    assert client.get(f"/{locale}/certificates").status_code == 200
    ask(client)
    assert client.get(f"/{locale}/certificates").status_code == 200
