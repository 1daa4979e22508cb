"""The pages of the office in the real browser: usable on a small phone, by keys alone, and nothing for axe to find."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from app.core.permissions import Role
from app.office.links import invite
from tests.browser import Live, Visits, press
from tests.learners.people import a_staff
from tests.pages.test_accessibility import NARROW
from tests.rosters.test_pages import check, sign_in
from tests.sampling import sampled

if TYPE_CHECKING:
    from playwright.sync_api import Page

GO_ON = "main form button.go"
KEEP = "main button[value=keep]"


@pytest.mark.parametrize("locale", sampled(["en", "km", "my"], "my"))
def test_the_office_is_used_on_a_small_phone(live: Live, visits: Visits, locale: str) -> None:
    with live.app.app_context():
        administrator, agency = a_staff(Role.ADMINISTRATOR), a_staff(Role.AGENCY)
        names, agency_id = (administrator.username, agency.username), agency.id
        secret = invite(roles=[Role.TRAINER, Role.REVIEWER], languages=["km", "my"], by=administrator)
    page = visits.phone(locale, viewport=NARROW, bypass_csp=True)
    sign_in(page, locale, names[0])
    staff = f"/{locale}/staff"
    for address in (
        f"{staff}/",
        f"{staff}/settings",
        f"{staff}/settings/issuer",
        f"{staff}/settings/certificates",
        f"{staff}/settings/offer",
        f"{staff}/settings/staff",
        f"{staff}/settings/centres",
        f"{staff}/settings/centres/DEMO-01",
        f"{staff}/settings/centres/new",
        f"{staff}/people?name={names[0]}",
        f"{staff}/people/{agency_id}",
        f"{staff}/agencies",
        f"{staff}/sessions",
        f"{staff}/agencies/{agency_id}",
        f"{staff}/link/{secret}",
    ):
        page.goto(address)
        check(page)
    page.goto(f"{staff}/settings/completion")
    page.fill("[name=attendance_share]", "soon")
    press(page, GO_ON)
    check(page)
    page.fill("[name=attendance_share]", "85")
    press(page, GO_ON)
    check(page)
    page.goto(f"{staff}/people/invite")
    press(page, GO_ON)
    check(page)
    page.check("[value=trainer]")
    press(page, GO_ON)
    assert page.locator("#link").count() == 1
    check(page)


def test_settings_are_changed_by_keys_alone(live: Live, visits: Visits) -> None:
    with live.app.app_context():
        username = a_staff(Role.ADMINISTRATOR).username
    page = visits.desktop("en")
    sign_in(page, "en", username)
    page.goto("/en/staff/settings/completion")
    page.locator("[name=attendance_share]").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("85")
    _by_key(page, lambda: page.keyboard.press("Enter"))
    page.locator(KEEP).focus()
    _by_key(page, lambda: page.keyboard.press("Enter"))
    assert page.locator("[role=status]").count() == 1
    page.goto("/en/staff/settings/completion")
    assert page.input_value("[name=attendance_share]") == "85"
    page.fill("[name=attendance_share]", "80")
    press(page, GO_ON)
    press(page, KEEP)


def _by_key(page: Page, act: Callable[[], None]) -> None:
    with page.expect_navigation():
        act()
