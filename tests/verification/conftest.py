"""A server of an office with real keys and a peer, which a test may stop, and what its papers say."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from flask import Flask, Response, request
from werkzeug.serving import make_server

from app.verification.status_list import Gone
from tests.browser import Handler, Live, Visits
from tests.conftest import build_app
from tests.signing.people import passphrase_file
from tests.verification.offices import TODAY, Office, an_office

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REVOKED, REPLACED, NEWER = 3, 4, 9
"""Serials of papers on the status list, and of the one that counts now."""


@dataclass
class Station:
    """A server that a browser visits, its office, the office it knows, and what was asked of it."""

    live: Live
    office: Office
    peer: Office
    asked: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Give the address of the server."""
        return self.live.address


@dataclass
class Offices:
    """The offices of these tests: ours, one it knows, one it does not, and one that only tests."""

    ours: Office
    peer: Office
    stranger: Office
    tester: Office


Stations = Callable[..., Station]
Open = Callable[..., "Page"]


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    folder = tmp_path_factory.mktemp("offices")
    names = {"ours": "KH-MLVT", "peer": "LA-MLSW", "stranger": "VN-DOLAB"}
    made = {name: an_office(folder / name, issuer) for name, issuer in names.items()}
    made["tester"] = an_office(folder / "tester", "XX-TEST", test=True)
    for other in ("peer", "tester"):
        made["ours"].know(made[other])
    return Offices(**made)


@pytest.fixture
def stations_of(tmp_path: Path) -> Iterator[Stations]:
    """Open servers of offices that give a status list; those still open are closed after the test."""
    open_ones: list[Station] = []

    def start(offices: Offices, status: str, **lists: str) -> Station:
        lists["status"] = status
        open_ones.append(station := a_station(tmp_path / str(len(open_ones)), offices, lists))
        return station

    yield start
    for station in open_ones:
        station.live.stop()


@pytest.fixture
def stations(offices: Offices, stations_of: Stations) -> Stations:
    """Open servers of our office."""
    return partial(stations_of, offices)


def a_station(instance: Path, offices: Offices, lists: Mapping[str, str]) -> Station:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        keys = {
            "WAYMARK_KEYS": str(offices.ours.keyring.folder),
            "WAYMARK_KEY_PASSPHRASE_FILE": str(passphrase_file()),
        }
        app = build_app(instance, WAYMARK_ADDRESS=address, **keys)
        asked: list[str] = []
        serve_lists(app, lists)
        app.before_request(lambda: note(asked))
        server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Handler, fd=listening.fileno())
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    return Station(Live(app, address, server, thread), offices.ours, offices.peer, asked)


def note(asked: list[str]) -> None:
    asked.append(request.full_path)


def serve_lists(app: Flask, lists: Mapping[str, str]) -> None:
    by_path = {f"/lists/{name}.json": text for name, text in lists.items()}

    @app.before_request
    def given_list() -> Response | None:
        text = by_path.get(request.path)
        return Response(text, mimetype="application/json") if text else None


@pytest.fixture
def status(offices: Offices) -> str:
    """The status list of our office: one taken back, one replaced."""
    office = offices.ours
    revoked = [Gone(office.number(serial), TODAY) for serial in (REVOKED, REVOKED + 100)]
    return office.status([*revoked, Gone(office.number(REPLACED), TODAY, office.number(NEWER))])


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
