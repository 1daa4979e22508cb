"""The print room in the real browser: a whole run on a phone, at a desk, and by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.certificates.numbering import Number
from app.core.permissions import Role
from app.printroom.stock import register_box
from tests.browser import Live, Visits, press
from tests.learners.people import a_staff
from tests.pages.test_accessibility import NARROW
from tests.printroom.people import certificates
from tests.rosters.test_pages import check, sign_in
from tests.sampling import sampled

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser import Album

_next = iter(range(1000, 900_000, 1000))
NAMES = ["Sok Dara", "An Bopha", "Sok Dara", "Zin Mar"]


def papers(live: Live) -> tuple[str, list[str], str]:
    """An officer, the numbers of some certificates, and the letters of a box of sheets."""
    serial = next(_next)
    with live.app.app_context():
        officer = a_staff(Role.OFFICER)
        numbers = [one.number for one in certificates(NAMES, first=serial)]
        register_box(prefix=f"P{serial}-", first=1, last=30, digits=4, by=officer)
        return officer.username, numbers, f"P{serial}-"


@pytest.mark.parametrize(("locale", "narrow"), sampled([("en", True), ("km", True), ("my", False)], ("km", True)))
def test_a_run_from_the_choice_to_the_ledger(
    live: Live, visits: Visits, album: Callable[[str], Album], locale: str, narrow: bool
) -> None:
    username, numbers, prefix = papers(live)
    page = visits.phone(locale, viewport=NARROW, bypass_csp=True) if narrow else visits.desktop(locale, bypass_csp=True)
    pictures = album(f"printroom-{locale}")
    sign_in(page, locale, username)
    room = f"/{locale}/staff/print"

    def look(name: str) -> None:
        check(page)
        pictures.add(page, name, whole=True)

    page.goto(f"{room}/")
    look("room")
    page.goto(f"{room}/new")
    page.check("[name=source][value=numbers]")
    page.fill("[name=numbers]", str(Number("XX-NONE", 26, 1)))
    press(page, "main form button.go")
    look("unknown")
    page.fill("[name=numbers]", "\n".join(numbers))
    page.check("[name=layout][value=plain]")
    press(page, "main form button.go")
    look("prepared")
    press(page, "main form[action$=start] button")
    look("drawn")
    page.select_option("#box", index=next(place for place, one in enumerate(options(page)) if prefix in one))
    press(page, "main form[action$=sheets] button")
    page.locator("details:has([action$=spoiled]) summary").click()
    page.fill("[name=sheet] >> nth=0", f"{prefix}0002")
    look("sheets")
    press(page, "main form[action$=spoiled] button")
    press(page, "main form[action$=fine] button")
    look("done")
    page.goto(f"{room}/stock")
    look("stock")
    page.goto(f"{room}/ledger")
    look("ledger")


def options(page: Page) -> list[str]:
    return page.locator("#box option").all_inner_texts()


def test_the_keyboard_alone_goes_through_a_run(live: Live, visits: Visits) -> None:
    username, numbers, prefix = papers(live)
    page = visits.desktop("en")
    sign_in(page, "en", username)
    page.goto("/en/staff/print/new")
    go_to(page, "[name=source]")
    while not page.locator("[name=source][value=numbers]").is_checked():
        page.keyboard.press("ArrowDown")
    go_to(page, "[name=numbers]")
    page.keyboard.insert_text("\n".join(numbers))
    enter(page, "main form button.go")
    enter(page, "main form[action$=start] button")
    go_to(page, "#box")
    page.keyboard.type(prefix)
    enter(page, "main form[action$=sheets] button")
    go_to(page, "details:has([action$=spoiled]) summary")
    page.keyboard.press("Enter")
    go_to(page, "[action$=spoiled] [name=sheet]")
    page.keyboard.type(f"{prefix}0003")
    enter(page, "main form[action$=spoiled] button")
    enter(page, "main form[action$=fine] button")
    assert "5 taken = 4 printed + 1 spoiled + 0 back" in " ".join(page.inner_text("main").split())


def go_to(page: Page, selector: str) -> None:
    """Press the tabulator until the focus is there."""
    for _press in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"the keyboard does not get to {selector}")


def enter(page: Page, selector: str) -> None:
    """Go to a button and press it."""
    go_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
