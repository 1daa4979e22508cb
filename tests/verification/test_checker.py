"""The checker in a real browser whose network is cut and whose server is stopped: each paper is named right."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.core.days import format_day
from app.core.i18n import LOCALES
from app.verification.status_list import Gone
from tests.verification.conftest import NEWER, REPLACED, REVOKED, Offices, Open, Stations
from tests.verification.offices import SOK, THANDAR, TODAY, an_office
from tests.verification.visiting import altered, cut, result_of, scan

YESTERDAY = TODAY - timedelta(days=1)


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
        (office.address(REVOKED + 100), "revoked", SOK),
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


def test_without_network_and_server_a_check_asks_for_nothing_at_all(
    stations: Stations, offices: Offices, status: str, opened: Open
) -> None:
    """Each of the papers of the issue's first show is opened twice: fonts and pictures come with the first round."""
    station = stations(status)
    page = opened(station, "km")
    page.wait_for_load_state("networkidle")
    cut(page, station)
    office = offices.ours
    papers = [
        (office.address(1), "genuine"),
        (office.address(2, THANDAR), "genuine"),
        (office.address(REPLACED), "superseded"),
        (office.address(REVOKED), "revoked"),
        (office.address(5, valid_until=YESTERDAY), "expired"),
        (altered(office.address(1), -100), "forged"),
        (offices.tester.address(1), "test"),
        (offices.stranger.address(1), "unknown"),
    ]
    asked: list[str] = []
    for begins in (False, True):
        if begins:
            page.on("request", lambda request: asked.append(request.url))
        for address, result in papers:
            page.evaluate("digits => { location.hash = digits }", address.partition("#")[2])
            page.wait_for_selector(f"#result[data-result={result}]:not([hidden])")
            page.evaluate("() => document.fonts.ready.then(() => true)")
            word = page.get_attribute(f"#say-{result}", "data-word")
            assert page.inner_text("#result h2") == word
            page.click("#result button")
    assert asked == []


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


@pytest.mark.long
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
    station = stations(office.status([Gone(office.number(1), TODAY)], number=5))
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


@pytest.mark.long
def test_a_rotated_key_keeps_its_papers_and_a_revoked_one_makes_them_unsure(
    stations_of: Stations, offices: Offices, opened: Open, tmp_path: Path
) -> None:
    before = an_office(tmp_path / "office", "KH-MLVT")
    after = before.rotate()
    old, new = before.address(1), after.address(2)
    page = opened(stations_of(replace(offices, ours=before), after.status([])))
    assert scan(page, old) == scan(page, new) == "genuine"

    before.revoke()
    page = opened(stations_of(replace(offices, ours=before), after.status([])))
    assert scan(page, old) == "unsafe"
    assert SOK[1] not in page.inner_text("main")
    assert scan(page, new) == "genuine"


def test_of_a_revoked_key_only_what_was_known_before_stays_as_it_was_also_without_a_network(
    stations_of: Stations, offices: Offices, opened: Open, tmp_path: Path
) -> None:
    before = an_office(tmp_path / "office", "KH-MLVT")
    after = before.rotate()
    before.revoke()
    old, copy = before.address(1), before.address(1, (None, SOK[1]))
    papers = {serial: before.address(serial) for serial in (2, REPLACED, REVOKED)}
    expired = before.address(5, valid_until=YESTERDAY)
    known = after.known(old, copy, *papers.values(), expired, of=before)
    gone = [Gone(before.number(REVOKED), TODAY), Gone(before.number(REPLACED), TODAY, before.number(NEWER))]
    station = stations_of(replace(offices, ours=before), after.status(gone), known=known)
    page = opened(station)
    cut(page, station)

    assert [scan(page, one) for one in (old, copy, papers[2])] == ["genuine"] * 3
    assert scan(page, papers[REPLACED]) == "superseded"
    assert scan(page, papers[REVOKED]) == "revoked"
    assert scan(page, expired) == "expired"
    for late in (
        before.address(1, THANDAR),
        before.address(6),
        before.address(10**6),
        before.address(2, code="00000000"),
    ):
        assert scan(page, late) == "unsafe"
        assert not any(name in page.inner_text("main") for name in SOK + THANDAR)
    assert scan(page, after.address(6)) == "genuine"


@pytest.mark.long
def test_a_list_of_what_was_known_counts_up_to_the_day_the_trust_list_says(
    stations_of: Stations, offices: Offices, opened: Open, tmp_path: Path
) -> None:
    before = an_office(tmp_path / "office", "KH-MLVT")
    after = before.rotate()
    before.revoke(since=YESTERDAY)
    paper = before.address(1)
    for day, signer, result in (
        (YESTERDAY, after, "genuine"),
        (TODAY, after, "unsafe"),
        (YESTERDAY, before, "unsafe"),
        (YESTERDAY, offices.peer, "unsafe"),
    ):
        known = signer.known(paper, of=before, before=day)
        page = opened(stations_of(replace(offices, ours=before), after.status([]), known=known))
        assert scan(page, paper) == result


def test_a_name_of_another_key_does_not_help_a_signature(
    stations: Stations, offices: Offices, status: str, opened: Open
) -> None:
    page = opened(stations(status))
    host, digits = offices.ours.address(1).split("#")
    content = int(digits).to_bytes((int(digits).bit_length() + 7) // 8, "big")
    own, other = (bytes.fromhex(office.signer.key.kid) for office in (offices.ours, offices.peer))
    for name in (other, b"\0\0\0\0"):
        renamed = int.from_bytes(content.replace(own, name), "big")
        assert scan(page, f"{host}#{renamed}") == "forged"


@pytest.mark.long
def test_days_are_written_as_the_papers_of_each_language_write_them(
    stations: Stations, status: str, opened: Open
) -> None:
    page = opened(stations(status))
    days = [date(2026, 1, 9), date(2028, 2, 29), date(2031, 11, 22), date(2022, 12, 22)]
    for locale in LOCALES:
        page.goto(f"/c/{locale.tag}")
        page.wait_for_selector("html[data-ready]")
        written = page.evaluate("days => days.map(day => Page.written(day))", [day.isoformat() for day in days])
        assert written == [f"{format_day(day, locale.tag)} ({day})" for day in days]
