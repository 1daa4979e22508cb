"""What a person does at the checker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.verification.conftest import Station

if TYPE_CHECKING:
    from playwright.sync_api import Page


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
