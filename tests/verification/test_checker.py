"""The checker in a real browser whose network is cut and whose server is stopped: each paper is named right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.browser import Visits
from tests.verification.conftest import Offices, Station
from tests.verification.offices import SOK, THANDAR, TODAY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REVOKED, REPLACED, NEWER = 3, 4, 9
YESTERDAY = TODAY - timedelta(days=1)
Stations = Callable[[str], Station]
Open = Callable[..., "Page"]


@pytest.fixture
def status(offices: Offices) -> str:
    """The status list of our office: one taken back, one replaced."""
    office = offices.ours
    entries = [
        [office.number(REVOKED), "r", str(TODAY)],
        [office.number(REPLACED), "s", str(TODAY), office.number(NEWER)],
    ]
    return office.status(entries)


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Open]:
    """Phones that have opened the checker of a station once and keep it."""
    rooms: list[Visits] = []

    def open_checker(station: Station, locale: str = "en", path: str = "/c") -> Page:
        rooms.append(visits := Visits(chromium, station.address))
        page = visits.phone(locale)
        page.goto(path)
        page.wait_for_selector("#ready:not([hidden])")
        return page

    yield open_checker
    for visits in rooms:
        visits.close()
    assert not [fault for visits in rooms for fault in visits.faults]


def cut(page: Page, station: Station) -> None:
    """Stop the server and cut the network."""
    station.live.stop()
    page.context.set_offline(True)


def scan(page: Page, address: str, path: str = "/C") -> str:
    """Open what the camera read as the phone does, in the same window; tell the result."""
    page.goto("about:blank")
    page.goto(f"{path}#{address.partition('#')[2]}")
    return result_of(page)


def result_of(page: Page) -> str:
    page.wait_for_selector("#result[data-result]:not([hidden])")
    return page.get_attribute("#result", "data-result") or ""


def altered(address: str, place: int) -> str:
    digit = str((int(address[place]) + 1) % 10)
    return address[:place] + digit + (address[place + 1 :] if place != -1 else "")


def test_without_network_and_server_each_paper_is_named_right(
    stations: Stations, offices: Offices, status: str, opened: Open
) -> None:
    station = stations(status)
    page = opened(station)
    cut(page, station)
    office, good = offices.ours, offices.ours.address(1)
    papers = [
        (good, "genuine", SOK),
        (office.address(2, THANDAR), "genuine", THANDAR),
        (office.address(REPLACED), "superseded", SOK),
        (office.address(REVOKED), "revoked", SOK),
        (office.address(5, valid_until=YESTERDAY), "expired", SOK),
        (office.address(6, valid_until=TODAY), "genuine", SOK),
        (office.address(7, test=True), "test", SOK),
        (offices.tester.address(1), "test", SOK),
        (offices.peer.address(1), "genuine", SOK),
        *((altered(good, place), "forged", None) for place in (-1, -100, -200, len(good) - 300, 60)),
        (offices.stranger.address(1), "unknown", None),
        (office.address(8, number=offices.peer.number(8)), "forged", None),
    ]
    for address, result, names in papers:
        assert scan(page, address) == result
        shown = page.inner_text("main")
        for name in SOK + THANDAR:
            assert (name in shown) == (names is not None and name in names)


def test_all_that_is_printed_is_shown_to_compare(
    stations: Stations, offices: Offices, status: str, opened: Open
) -> None:
    page = opened(stations(status))
    address = offices.ours.address(1)

    assert scan(page, address) == "genuine"
    shown = page.inner_text("#result")

    for value in (offices.ours.number(1), "7Q4F-2M9X", *SOK, "2026.1", "KH-TH", "Full certificate", "Office KH-MLVT"):
        assert value in shown
    for day in (TODAY - timedelta(days=30), TODAY + timedelta(days=700)):
        assert str(day) in shown
    scan(page, offices.ours.address(REPLACED))
    assert offices.ours.number(NEWER) in page.inner_text("#result")


def test_the_check_asks_nothing_and_leaves_nothing(
    stations: Stations, offices: Offices, status: str, opened: Open
) -> None:
    station = stations(status)
    page = opened(station)
    page.wait_for_load_state("networkidle")
    before, requests = len(station.asked), list[str]()
    page.context.set_offline(True)
    page.on("request", lambda request: requests.append(request.url))
    page.evaluate("digits => { location.hash = digits }", offices.ours.address(1).partition("#")[2])

    assert result_of(page) == "genuine"
    assert page.url == f"{station.address}/c"
    assert [url for url in requests if not url.endswith((".woff2", ".svg"))] == []
    assert len(station.asked) == before
    assert all("#" not in asked and "7Q4F" not in asked for asked in station.asked)
    kept = page.evaluate(
        """async () => {
          const texts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys())
              texts.push(request.url, await (await cache.match(request)).text());
          }
          return texts.join();
        }"""
    )
    assert SOK[1] not in kept
    assert offices.ours.number(1) not in kept


def test_from_the_cut_on_every_file_comes_from_the_browser_itself(
    stations: Stations, offices: Offices, status: str, opened: Open
) -> None:
    station = stations(status)
    page = opened(station)
    cut(page, station)
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    for address in (offices.ours.address(1), offices.ours.address(2, THANDAR)):
        scan(page, address)
        page.evaluate("() => document.fonts.ready.then(() => true)")
    assert not failed


def test_the_language_may_be_changed_without_a_network_and_the_result_stays(
    stations: Stations, offices: Offices, status: str, opened: Open
) -> None:
    station = stations(status)
    page = opened(station)
    cut(page, station)
    scan(page, offices.ours.address(1))

    page.click("#languages a[lang=km]")
    page.wait_for_selector("html[lang=km][data-ready]")

    assert result_of(page) == "genuine"
    assert "#" not in page.url
    assert scan(page, offices.ours.address(2, THANDAR)) == "genuine"
    assert page.get_attribute("html", "lang") == "km"


def test_lists_are_kept_unless_newer_ones_are_good(
    stations: Stations, offices: Offices, status: str, opened: Open
) -> None:
    office = offices.ours
    station = stations(office.status([[office.number(1), "r", str(TODAY)]], number=5))
    page = opened(station)
    assert scan(page, office.address(1)) == "revoked"

    forged = offices.stranger.status([], number=9)
    for text in (office.status([], number=4), forged, "nonsense"):
        page.evaluate(
            """async (text) => {
              const kept = await (await caches.open("waymark-lists")).match("/lists/kept");
              const texts = [...await kept.json(), text];
              await (await caches.open("waymark-lists")).put("/lists/kept", new Response(JSON.stringify(texts)));
            }""",
            text,
        )
        assert scan(page, office.address(1)) == "revoked"


def test_the_page_says_how_old_its_lists_are(stations: Stations, offices: Offices, opened: Open) -> None:
    old = datetime.now(UTC) - timedelta(days=40)
    page = opened(stations(offices.ours.status([], at=old)))
    assert str(old.date()) in page.inner_text("#age")
    assert "old" in page.inner_text("#age")

    scan(page, offices.peer.address(1))
    assert "no list" in page.inner_text("#age")


def test_what_a_scanner_read_may_be_pasted(stations: Stations, offices: Offices, status: str, opened: Open) -> None:
    page = opened(stations(status))
    page.click("text=Paste what a scanner read")
    for text, result in ((offices.ours.address(1), "genuine"), ("https://example.org/menu", "unreadable")):
        page.fill("#pasted", text)
        page.click("#paste button")
        page.wait_for_selector(f"#result[data-result={result}]")
        assert page.input_value("#pasted") == ""
