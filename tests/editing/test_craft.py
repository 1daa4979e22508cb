"""The editors' pages hold to the craft of all pages, on a narrow phone, at double size and for a screen reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Staff
from app.core.permissions import Role
from tests.browser import Live, Visits, press
from tests.learners.people import PASSWORD, a_staff
from tests.pages.markup import CONTROLS, read
from tests.pages.test_accessibility import NARROW, TOO_WIDE, _axe, _violations
from tests.sampling import sampled

if TYPE_CHECKING:
    from playwright.sync_api import Page

ADDRESSES = (
    "/",
    "/?show=contradicted&country=TH",
    "/journey",
    "/journey?origin=KH&destination=TH&sector=farm",
    "/la.hotline.police",
    *(f"/la.hotline.police/{act}" for act in ("check", "change", "retire", "restore", "note")),
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_control_is_labelled_and_every_id_stands_once(client: FlaskClient, editor: Staff, address: str) -> None:
    page = read(client.get(f"/en/staff/facts{address}").text)
    assert len([*page.every("h1")]) == 1
    ids = Counter(one.get("id") for one in page.every() if one.get("id"))
    assert set(ids.values()) <= {1}, ids.most_common(3)
    named = {label.get("for") for label in page.every("label") if label.text}
    for control in page.every(*CONTROLS):
        around = any(one.tag == "label" and one.text for one in control.parents())
        assert control.get("type") == "hidden" or control.get("id") in named or around, control.attributes


@pytest.mark.parametrize("locale", sampled(["en", "km"], "km"))
def test_axe_finds_nothing_and_nothing_leaves_the_screen(live: Live, visits: Visits, locale: str) -> None:
    page = visits.phone(locale, viewport=NARROW, bypass_csp=True)
    _sign_in(live, page, locale)
    found = [f"{address}: {what}" for address in ADDRESSES for what in _faults(page, locale, address)]
    assert not found, "\n".join(found)


def _sign_in(live: Live, page: Page, locale: str) -> None:
    with live.app.app_context():
        username = a_staff(Role.EDITOR).username
    page.goto(f"/{locale}/staff/sign-in")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    press(page, "main button[type=submit]")


def _faults(page: Page, locale: str, address: str) -> Iterator[str]:
    page.goto(f"/{locale}/staff/facts{address}")
    assert page.url.endswith(f"/staff/facts{address}")
    page.add_script_tag(content=_axe())
    yield from (f"{one['id']}: {node['html']}" for one in _violations(page) for node in one["nodes"])
    yield from page.evaluate(TOO_WIDE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    yield from (f"at 200 %: {what}" for what in page.evaluate(TOO_WIDE))
