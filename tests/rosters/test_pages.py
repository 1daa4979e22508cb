"""The pages of a roster in the real browser: usable on a small phone, and nothing for axe to find."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import Live, Visits, press
from tests.learners.people import PASSWORD
from tests.pages.test_accessibility import NARROW, OPTIONS, TOO_WIDE
from tests.rosters.bringing import a_class
from tests.rosters.files import worst_roster
from tests.sampling import sampled

if TYPE_CHECKING:
    from playwright.sync_api import Page

GO_ON = "main form button.go"


@pytest.mark.parametrize("locale", sampled(["en", "km", "my"], "my"))
def test_a_roster_is_brought_in_on_a_small_phone(live: Live, visits: Visits, tmp_path: Path, locale: str) -> None:
    file = tmp_path / "roster.xlsx"
    file.write_bytes(worst_roster())
    with live.app.app_context():
        cohort, trainer = a_class("my", "MM")
        address, username = f"/{locale}/staff/classes/{cohort.id}/roster", trainer.username
    page = visits.phone(locale, viewport=NARROW, bypass_csp=True)
    sign_in(page, locale, username)
    page.goto(address)
    check(page)
    page.set_input_files("#file", file)
    press(page, GO_ON)
    check(page)
    press(page, GO_ON)
    check(page)
    press(page, GO_ON)
    assert page.locator("[role=alert]").count() == 1
    check(page)
    for question in page.locator(".has-error").all():
        options = question.locator("label.choice")
        options.nth(options.count() - 2).click()
    press(page, GO_ON)
    assert page.url.endswith(address)
    assert page.locator("[role=status]").count() == 1


def sign_in(page: Page, locale: str, username: str) -> None:
    page.goto(f"/{locale}/staff/sign-in")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    press(page, "main form button[type=submit]")


def check(page: Page) -> None:
    """Find nothing with axe, nothing that leaves the screen, and no target that a thumb misses."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=OPTIONS).response["violations"]
    assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]
    assert not page.evaluate(TOO_WIDE)
    targets = "main a, main button, main summary, main label.choice, main input[type=file]"
    small = "all => all.map(one => one.getBoundingClientRect().height).filter(height => height && height < 48)"
    assert not page.locator(targets).evaluate_all(small)
