"""The officer's search: found at once, noted without a name, and usable on a small phone and by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from app.audit.models import AuditEvent
from app.core.database import db
from app.core.permissions import Role
from app.register.shown import PAGE
from tests.browser import Live, Visits
from tests.cohorts.people import a_cohort, a_member
from tests.learners.people import a_staff, sign_in_staff, text_of
from tests.pages.test_accessibility import NARROW
from tests.register.people import giving
from tests.rosters.test_pages import check, sign_in
from tests.sampling import sampled

if TYPE_CHECKING:
    from playwright.sync_api import Page

Db = scoped_session[Session]
SEARCH = "/en/staff/register"


@pytest.fixture
def officer(client: FlaskClient, session: Db) -> FlaskClient:
    sign_in_staff(client, a_staff(Role.OFFICER))
    return client


def events() -> list[AuditEvent]:
    return db.session.query(AuditEvent).filter(AuditEvent.act == "register-searched").all()


def test_a_border_officer_is_answered_from_one_row(officer: FlaskClient) -> None:
    certificate = giving()("សុខ ដារ៉ា", "SOK DARA")
    page = officer.post(SEARCH, data={"text": certificate.number.lower().replace("-", " ")})
    assert all(word in text_of(page) for word in ("SOK DARA", "Valid", certificate.number))
    [event] = events()
    assert (event.subject_id, event.detail) == (certificate.number, {"by": "number", "count": 1})


def test_the_audit_tells_that_people_were_shown_and_not_who_was_looked_for(officer: FlaskClient) -> None:
    give = giving()
    for latin in ("SOK DARA", "SOK BOPHA"):
        give(latin=latin)
    officer.post(SEARCH, data={"text": "sok"})
    officer.post(SEARCH, data={"text": "nobody at all"})
    [event] = events()
    assert (event.subject_id, event.detail) == (None, {"by": "person", "count": 2})


def test_pages_go_on_behind_the_last_row_in_the_order_of_the_language(officer: FlaskClient) -> None:
    give = giving()
    for place in range(PAGE + 2):
        give(latin=f"SOK {chr(65 + place % 26)}ARA {place}")
    first = officer.post(SEARCH, data={"text": "sok"})
    after = first.text.split('name="after" value="')[1].split('"')[0]
    second = officer.post(SEARCH, data={"text": "sok", "after": after})
    assert (first.text.count("<bdi class"), second.text.count("<bdi class")) == (PAGE, 2)
    assert text_of(first).index("AARA 0") < text_of(first).index("AARA 26") < text_of(first).index("BARA 1")


def test_what_cannot_be_read_is_said_beside_its_field_and_nothing_typed_is_lost(officer: FlaskClient) -> None:
    data = {"text": "", "document": "12", "cohort": "??", "since": "2026-03-09", "until": "2026-03-01"}
    page = officer.post(SEARCH, data=data)
    assert page.status_code == 422
    assert page.text.count('class="error"') >= 3
    assert all(f'value="{typed}"' in page.text for typed in ("12", "??", "2026-03-09"))
    assert officer.post(SEARCH, data={}).status_code == 422


@pytest.mark.parametrize("locale", sampled(["en", "km", "my"], "my"))
def test_the_search_is_usable_on_a_phone_and_at_a_desk(live: Live, visits: Visits, locale: str) -> None:
    with live.app.app_context():
        give, cohort = giving(), a_cohort()
        number = give(learner=a_member(cohort, "ចេងចាន់ បូផា", f"ZENGCHAN {locale.upper()}BOPHA")).number
        give(learner=a_member(cohort, "ចេងចាន់ បូផា", f"ZENGCHAN {locale.upper()}BOPHAN"))
        username = a_staff(Role.OFFICER).username
    for page in (visits.phone(locale, viewport=NARROW, bypass_csp=True), visits.desktop(locale, bypass_csp=True)):
        sign_in(page, locale, username)
        page.goto(f"/{locale}/staff/register")
        check(page)
        typed(page, number.lower())
        assert page.locator("section.note h2").count() == 1
        check(page)
        typed(page, f"zengchan {locale}bop")
        assert page.locator("tbody tr").count() == 2
        check(page)
        typed(page, "zzzzzzqqqqqq")
        assert page.locator("[role=alert]").count() == 1
        check(page)


def typed(page: Page, text: str) -> None:
    """Search with the keyboard alone."""
    page.focus("[name=text]")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    with page.expect_navigation():
        page.keyboard.press("Enter")
