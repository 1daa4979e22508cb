"""The pages of data protection in the real browser: usable on a small phone, and nothing for axe to find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.core.permissions import Role
from tests.browser import Live, Visits, press
from tests.learners.people import PIN, a_learner, a_staff
from tests.pages.test_accessibility import NARROW
from tests.rosters.test_pages import check, sign_in
from tests.sampling import sampled

if TYPE_CHECKING:
    from playwright.sync_api import Page

GO_ON = "main form button.go"


@pytest.mark.parametrize("locale", sampled(["en", "km", "my"], "my"))
def test_a_learner_reads_copies_asks_and_stops_on_a_small_phone(live: Live, visits: Visits, locale: str) -> None:
    with live.app.app_context():
        number = a_learner().number
    page = visits.phone(locale, viewport=NARROW, bypass_csp=True)
    page.goto(f"/{locale}/privacy")
    check(page)
    page.goto(f"/{locale}/sign-in?next=/{locale}/me/kept")
    page.fill("[name=number]", number)
    page.fill("[name=pin]", PIN)
    press(page, "main form button.go, .foot button.go")
    check(page)
    page.goto(f"/{locale}/me/copy")
    check(page)
    page.fill("[name=pin]", PIN)
    with page.expect_download() as download:
        page.locator(".foot button.go").click()
    assert download.value.suggested_filename.startswith("waymark-copy-")
    ask_and_stop(page, locale)
    page.goto(f"/{locale}/me/looks")
    check(page)


def ask_and_stop(page: Page, locale: str) -> None:
    page.goto(f"/{locale}/me/forget")
    press(page, ".foot button.go")
    assert page.locator(".error").count() == 2
    check(page)
    page.locator("label.choice").click()
    page.fill("[name=pin]", PIN)
    press(page, ".foot button.go")
    assert page.url.endswith(f"/{locale}/me/kept")
    check(page)
    page.goto(f"/{locale}/me")
    assert page.locator("[role=status]").count() == 1
    press(page, "[role=status] a")
    press(page, GO_ON)
    assert page.locator("[role=status]").count() == 0


@pytest.mark.parametrize("locale", ["en", pytest.param("km", marks=pytest.mark.long)])
def test_an_administrator_finds_asks_agrees_and_settles_terms(live: Live, visits: Visits, locale: str) -> None:
    with live.app.app_context():
        learner, one, two = a_learner(), a_staff(Role.ADMINISTRATOR), a_staff(Role.ADMINISTRATOR)
        number, first, second = learner.number, one.username, two.username
    page = visits.phone(locale, viewport=NARROW, bypass_csp=True)
    sign_in(page, locale, first)
    page.goto(f"/{locale}/staff/privacy")
    check(page)
    page.fill("[name=number]", number)
    press(page, GO_ON)
    check(page)
    page.locator("form[action$=forget] label.choice").first.click()
    press(page, "form[action$=forget] button")
    check(page)
    for name in ("record", "terms"):
        page.goto(f"/{locale}/staff/privacy/{name}")
        check(page)
    page.fill("#idle-learners", "1")
    press(page, GO_ON)
    assert page.locator(".error").count() == 1
    page.fill("#idle-learners", "1500")
    press(page, GO_ON)
    assert page.url.endswith("/record")
    other = visits.desktop(locale, bypass_csp=True)
    sign_in(other, locale, second)
    other.goto(f"/{locale}/staff/privacy")
    press(other, "form[action$=agree] button")
    assert other.locator("form[action$=agree]").count() == 0
    check(other)
