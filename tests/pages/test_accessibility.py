"""What axe-core finds on the pages, shown in the real browser: nothing; and nothing leaves a narrow screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from app.core.i18n import LOCALES
from tests.browser import Visits
from tests.pages.stations import Stations
from tests.pages.visitor import Answer

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
WIDEST = ("km", "my")
"""The languages whose words are the longest; all others are asked in the long run."""
NARROW = {"width": 320, "height": 640}
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll("body *")]
    .filter(one => !one.closest(".hidden, .skip, thead, .sideways > *"))
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([_, box]) => box.width && (box.right > width + 1 || box.left < -1))
    .map(([one]) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`);
}"""
"""What sticks out of the screen to the left or right."""


@pytest.mark.parametrize("locale", ["en", pytest.param("km", marks=pytest.mark.long)])
def test_axe_finds_nothing_on_any_page(stations: Callable[[str], Stations], visits: Visits, locale: str) -> None:
    page = visits.phone(locale, bypass_csp=True)
    page.context.add_init_script(_axe())
    found = [
        f"{name}: {violation['id']}: {node['html']}"
        for name, answer in stations(locale).items()
        for violation in _violations(_shown(page, answer))
        for node in violation["nodes"]
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "locale",
    [locale.tag if locale.tag in WIDEST else pytest.param(locale.tag, marks=pytest.mark.long) for locale in LOCALES],
)
def test_nothing_leaves_a_narrow_screen_nor_at_double_size(
    stations: Callable[[str], Stations], visits: Visits, locale: str
) -> None:
    page = visits.phone(locale, viewport=NARROW)
    found = []
    for name, answer in stations(locale).items():
        if locale not in ("en", "km", "my") and name not in ("facts", "question", "course"):
            continue
        _shown(page, answer)
        found += [f"{name}: {what}" for what in page.evaluate(TOO_WIDE)]
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found += [f"{name} at 200 %: {what}" for what in page.evaluate(TOO_WIDE)]
    assert not found, "\n".join(found)


def _shown(page: Page, answer: Answer) -> Page:
    """Show in the browser what the server answered before."""

    def fulfil(route: Route) -> None:
        route.fulfill(status=answer.status, body=answer.html, content_type="text/html; charset=utf-8")

    page.route(lambda address: address.endswith(answer.address), fulfil)
    page.goto(answer.address)
    page.unroute_all()
    return page


def _axe() -> str:
    from axe_playwright_python.base import AXE_SCRIPT

    return str(AXE_SCRIPT)


def _violations(page: Page) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = page.evaluate("options => axe.run(document, options)", OPTIONS)
    return found["violations"]
