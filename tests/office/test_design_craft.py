"""The pages of a design in the real browser: a picture is sent, refused and taken, the paper seen, by keyboard too."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.permissions import Role
from tests.browser import DESKTOP, Live, Visits, press
from tests.learners.people import a_staff
from tests.pages.test_accessibility import NARROW
from tests.printing.sent_pictures import EMBLEM, svg
from tests.rosters.test_pages import check, sign_in
from tests.sampling import sampled

DESIGNS = "/staff/settings/designs"


@pytest.mark.parametrize("locale", sampled(["en", "km", "my"], "my"))
def test_a_design_is_made_on_a_small_phone(live: Live, visits: Visits, tmp_path: Path, locale: str) -> None:
    good, bad = tmp_path / "emblem.svg", tmp_path / "bad.svg"
    good.write_bytes(EMBLEM)
    bad.write_bytes(svg("<text>Ministry</text>"))
    with live.app.app_context():
        username = a_staff(Role.ADMINISTRATOR).username
    page = visits.phone(locale, viewport=NARROW, bypass_csp=True)
    sign_in(page, locale, username)
    page.goto(f"/{locale}{DESIGNS}")
    check(page)
    page.goto(f"/{locale}{DESIGNS}/draft")
    page.set_input_files("#file-logo", bad)
    press(page, "form[action$='pictures/logo'] button")
    assert page.locator("#file-logo-error").count() == 1
    check(page)
    page.set_input_files("#file-logo", good)
    page.locator("form[action$='pictures/logo'] button").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    shown = page.locator("details[open] img.sheet").last
    shown.scroll_into_view_if_needed()
    assert shown.evaluate("img => img.decode().then(() => img.naturalWidth)") == 1000
    page.set_viewport_size(DESKTOP["viewport"])
    check(page)
