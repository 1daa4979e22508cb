"""The page of figures in the real browser: on a small phone and on a desk, with the keyboard, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from app.core.database import db
from app.core.permissions import Role
from app.figures.services import count_figures
from tests.browser import Live, Visits, press, serve
from tests.figures.generated import generate
from tests.learners.people import PASSWORD, a_staff
from tests.rosters.test_pages import check

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGE = "staff/figures?period=2025&by=corridor"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Live, str]]:
    """A server with a year of figures, and an officer's name."""
    live = serve(tmp_path_factory.mktemp("figures-live"))
    with live.app.app_context():
        generate(250)
        count_figures()
        username = a_staff(Role.OFFICER).username
        db.session.remove()
    yield live, username
    live.stop()


@pytest.fixture
def windows(chromium: Browser, site: tuple[Live, str]) -> Iterator[Visits]:
    """Windows on that server."""
    windows = Visits(chromium, site[0].address)
    yield windows
    windows.close()
    assert not windows.faults, windows.faults


def test_figures_can_be_read_on_a_phone_on_a_desk_and_on_paper(windows: Visits, site: tuple[Live, str]) -> None:
    phone = windows.phone()
    sign_in(phone, site[1])
    for locale in ("en", "km", "my"):
        phone.goto(f"/{locale}/{PAGE}")
        check(phone)
    desk = windows.desktop()
    sign_in(desk, site[1])
    desk.goto(f"/en/{PAGE}")
    check(desk)
    open_all_by_keyboard(desk)
    check(desk)
    choose_by_keyboard(desk)
    assert "group=sex%3Afemale" in desk.url
    desk.emulate_media(media="print")
    assert desk.locator("table.numbers").first.is_visible()


def open_all_by_keyboard(page: Page) -> None:
    """Open each table with the keyboard alone."""
    for summary in page.locator("main summary").all():
        summary.focus()
        page.keyboard.press("Enter")
    assert page.locator("main details:not([open])").count() == 0


def choose_by_keyboard(page: Page) -> None:
    """Choose a group by typing its first letters, and ask for it."""
    page.locator("#group").focus()
    page.keyboard.type("Women")
    page.locator("main form.filters button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sign_in(page: Page, username: str) -> None:
    page.goto("/en/staff/sign-in")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    press(page, "main form button[type=submit]")
