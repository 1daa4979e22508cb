"""An officer goes through the queue, a certificate and the audit with the keyboard alone, on a desk and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app.certificates.class_asking import request_for_class
from app.certificates.models import CertificateRequest
from app.cohorts.models import Cohort
from app.core import clock
from app.core.database import db
from app.core.permissions import Role
from tests.browser import DESKTOP, PHONE, Live, Visits
from tests.certificates.classes import a_class_of, learners_of
from tests.cohorts.people import a_trainer
from tests.learners.people import PASSWORD, a_staff
from tests.pages.test_accessibility import OPTIONS, TOO_WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZES = (PHONE["viewport"], DESKTOP["viewport"])
REACHED = """() => {
  const one = document.activeElement;
  const words = (one.closest("label") || one.labels?.[0] || one).textContent;
  return `${one.tagName} ${words}`.replace(/\\s+/g, " ").trim();
}"""
"""What has the focus: its kind and its words."""


@pytest.fixture
def classes(live: Live) -> tuple[str, list[int]]:
    """An officer, and two classes of one trainer for whom certificates were asked."""
    with live.app.app_context():
        trainer, officer = a_trainer(), a_staff(Role.OFFICER)
        cohorts = [a_class_of(3, trainer) for _ in range(2)]
        for cohort in cohorts:
            request_for_class(cohort=cohort, learner_ids=[one.id for one in learners_of(cohort)], by=trainer)
        clock.reset()
        return officer.username, [cohort.id for cohort in cohorts]


def test_an_officer_decides_with_the_keyboard_alone(live: Live, visits: Visits, classes: tuple[str, list[int]]) -> None:
    username, (first, second) = classes
    page = visits.desktop(bypass_csp=True)
    page.goto("/en/staff/sign-in")
    tab_to(page, "INPUT", "name")
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    enter(page)

    tab_to(page, "A", "Requests for certificates")
    enter(page)
    check(page)
    page.goto(f"/en/staff/requests/class/{first}")
    check(page)
    tab_to(page, "BUTTON", "Approve and issue all 3")
    enter(page)
    assert page.locator("h2#issued").inner_text().strip() == "3 certificates are issued"
    check(page)

    page.goto(f"/en/staff/requests/class/{second}")
    for seat in (1, 2):
        tab_to(page, "INPUT", f"TESTPERSON {seat}")
        page.keyboard.press("Space")
    tab_to(page, "BUTTON", "Return those ticked")
    enter(page)
    check(page)
    tab_to(page, "INPUT", "The names are not as in the passport")
    page.keyboard.press("Space")
    tab_to(page, "TEXTAREA", "Note to the learner")
    page.keyboard.type("Look at the passport.")
    tab_to(page, "BUTTON", "Return 2")
    enter(page)
    assert page.locator("h2#returned").inner_text().strip() == "2 requests are returned"
    tab_to(page, "A", "Back")
    enter(page)
    tab_to(page, "A", "All tries and sessions")
    enter(page)
    check(page)
    assert statuses(live, first, second) == ["approved"] * 3 + ["declined"] * 2 + ["waiting"]

    page.goto("/en/staff/audit")
    tab_to(page, "INPUT", "Who")
    page.keyboard.type(username)
    enter(page)
    assert page.locator("main tbody tr").count() >= 8
    check(page)


def statuses(live: Live, *cohorts: int) -> list[str]:
    with live.app.app_context():
        query = select(CertificateRequest.status).where(CertificateRequest.cohort_id.in_(cohorts))
        return list(db.session.scalars(query.join(Cohort).order_by(Cohort.id, CertificateRequest.id)))


def tab_to(page: Page, kind: str, words: str) -> None:
    """Press Tab until something has the focus; it must be seen where it is."""
    for _ in range(80):
        page.keyboard.press("Tab")
        reached = page.evaluate(REACHED)
        if reached.startswith(f"{kind} ") and words in reached:
            assert page.evaluate("() => document.activeElement.checkVisibility()")
            return
    raise AssertionError(f"no Tab leads to {kind} {words}")


def enter(page: Page) -> None:
    """Press Enter on what leads to another page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def check(page: Page) -> None:
    """Find nothing with axe on a phone and on a desk, and nothing that leaves the screen."""
    from axe_playwright_python.sync_playwright import Axe

    for size in SIZES:
        page.set_viewport_size(size)
        found = Axe().run(page, options=OPTIONS).response["violations"]
        assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]
        assert not page.evaluate(TOO_WIDE)
