"""Printers and single files in the real browser, on a phone and at a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.core.permissions import Role
from tests.browser import Live, Visits, press
from tests.learners.people import a_staff
from tests.pages.test_accessibility import NARROW
from tests.printroom.people import certificates
from tests.printroom.test_runs import a_run
from tests.rosters.test_pages import check, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser import Album

_firsts = iter(range(900_000, 990_000, 1000))


@pytest.mark.parametrize(("locale", "narrow"), [("en", True), ("my", False)])
def test_an_officer_measures_a_printer_and_takes_single_files(
    live: Live, visits: Visits, album: Callable[[str], Album], locale: str, narrow: bool
) -> None:
    with live.app.app_context():
        officer = a_staff(Role.OFFICER)
        run_id = a_run(officer, certificates(["Sok Dara", "Sok Dara"], first=next(_firsts))).id
        username = officer.username
    page = visits.phone(locale, viewport=NARROW, bypass_csp=True) if narrow else visits.desktop(locale, bypass_csp=True)
    pictures = album(f"handing-{locale}")
    sign_in(page, locale, username)

    def look(name: str) -> None:
        check(page)
        pictures.add(page, name, whole=True)

    page.goto(f"/{locale}/staff/print/printers/")
    page.fill("[name=name]", f"Window 3 {locale}")
    page.fill("[name=left]", "a lot")
    page.fill("[name=top]", "19,5")
    press(page, "main form:has([name=left]) button.go")
    look("wrong")
    page.fill("[name=left]", "21.5")
    press(page, "main form:has([name=left]) button.go")
    look("printers")
    page.goto(f"/{locale}/staff/print/runs/{run_id}/single")
    look("singles")
    press(page, "main form button.go")
    look("ready")
    assert page.locator("main a.go[href$='single.zip']").count() == 1
