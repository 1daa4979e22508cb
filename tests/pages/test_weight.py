"""What a first visit to a lesson costs a phone, measured over the real transfers of Chromium with an empty cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from app.core.i18n import LOCALES
from tests.browser import ROOT, Visits

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIRST_CARD = "/course/contract/1/1"
CARD_WITH_FACTS = "/course/contract/2/3"
MOST_BYTES = {"en": 25_000, "vi": 25_000, "zh-Hans": 25_000, "my": 85_000}
WITH_A_FONT = 60_000
MOST_REQUESTS = 10
MOST_SCRIPT = 8_000
HEAD = "| language | page | bytes | requests | script | font |\n|---|---|--:|--:|--:|--:|\n"


@dataclass
class Weight:
    """The bytes that came over the wire, headers and all, by address."""

    address: str
    bytes: dict[str, float] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)

    @property
    def total(self) -> int:
        """Count all bytes."""
        return round(sum(self.bytes.values()))

    def of(self, *endings: str) -> int:
        """Count the bytes of files that end so."""
        return round(sum(size for address, size in self.bytes.items() if urlsplit(address).path.endswith(endings)))

    def row(self, locale: str) -> str:
        """Write a row of the table."""
        cells = (locale, self.address, self.total, len(self.bytes), self.of(".js"), self.of(".woff2"))
        return "| " + " | ".join(f"{cell:,}" if isinstance(cell, int) else cell for cell in cells) + " |\n"


@pytest.fixture(scope="session")
def table() -> Iterator[list[str]]:
    """Collect what was measured, for people to read."""
    rows: list[str] = []
    yield rows
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "weights.md").write_text(HEAD + "".join(rows))


@pytest.mark.parametrize("page", [FIRST_CARD, CARD_WITH_FACTS])
@pytest.mark.parametrize("locale", [locale.tag for locale in LOCALES])
def test_a_first_visit_to_a_lesson_is_light(visits: Visits, table: list[str], locale: str, page: str) -> None:
    weight = _weigh(visits.phone(locale), f"/{locale}{page}")
    table.append(weight.row(locale))
    assert weight.total <= MOST_BYTES.get(locale, WITH_A_FONT), weight.bytes
    assert len(weight.bytes) <= MOST_REQUESTS, weight.bytes
    assert weight.of(".js") <= MOST_SCRIPT
    assert weight.hosts == {urlsplit(visits.address).netloc}
    assert bool(weight.of(".woff2")) == (locale not in ("en", "vi", "zh-Hans"))


def test_a_second_lesson_costs_only_its_page(visits: Visits) -> None:
    page = visits.phone("km")
    _weigh(page, f"/km{FIRST_CARD}")
    second = _weigh(page, f"/km{FIRST_CARD[:-1]}2")
    assert second.total <= 4_000, second.bytes


def _weigh(page: Page, address: str) -> Weight:
    """Open a page and add up what the network brought until it is quiet."""
    weight = Weight(address)
    names: dict[str, str] = {}
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.requestWillBeSent", _noter(names, weight))
    wire.on("Network.loadingFinished", _adder(names, weight))
    page.goto(address, wait_until="networkidle")
    wire.detach()
    return weight


def _noter(names: dict[str, str], weight: Weight) -> Callable[[dict[str, Any]], None]:
    def note(event: dict[str, Any]) -> None:
        address = event["request"]["url"]
        names[event["requestId"]] = address
        if not address.startswith("data:"):
            weight.hosts.add(urlsplit(address).netloc)

    return note


def _adder(names: dict[str, str], weight: Weight) -> Callable[[dict[str, Any]], None]:
    def add(event: dict[str, Any]) -> None:
        address = names.get(event["requestId"], "unknown")
        if event["encodedDataLength"] and not address.startswith("data:"):
            weight.bytes[address] = weight.bytes.get(address, 0) + event["encodedDataLength"]

    return add
