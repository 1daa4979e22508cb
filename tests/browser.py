"""A real server in a thread and a real browser before it: fixtures for the journeys and for the craft of pages.

The server runs in this process, so that ``clock.move`` moves its time too. The browser is Debian's Chromium; none is
ever downloaded. After each test no page has asked another host for anything and no script has broken.
"""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from app.dashboard.demo import load_demo
from tests.conftest import build_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

ROOT = Path(__file__).parents[1]
SCREENS = ROOT / "build" / "screens"
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 640},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SLOW_MS = 15_000
"""How long a step may take on a busy machine before it counts as broken."""
LONGEST_PICTURE = 8_000
"""Pixels of a page; Chromium draws no longer picture at two pixels for one."""


class Handler(WSGIRequestHandler):
    """Speaks as a real server does, and writes no log of its own."""

    protocol_version = "HTTP/1.1"

    def log(self, *_args: Any, **_kwargs: Any) -> None:
        """Say nothing; the application logs each request."""


@dataclass(frozen=True, slots=True)
class Whole:
    """Reads each answer to its end and closes it, since this server leaves it open when the visitor has gone."""

    inner: WSGIApplication

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        """Answer with everything at once."""
        parts = self.inner(environ, start_response)
        try:
            return list(parts)
        finally:
            getattr(parts, "close", list)()


@dataclass(frozen=True, slots=True)
class Live:
    """An application that answers on the loopback."""

    app: Flask
    address: str
    server: BaseWSGIServer
    thread: Thread

    def stop(self) -> None:
        """Close the door and wait until the thread has ended."""
        self.server.shutdown()
        self.thread.join(timeout=10)
        self.server.server_close()


def serve(instance: Path) -> Live:
    """Start an application with the demo programme and a database of its own on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        app = build_app(instance, WAYMARK_ADDRESS=address)
        with app.app_context():
            load_demo()
        server = make_server(
            "127.0.0.1", port, Whole(app), threaded=True, request_handler=Handler, fd=listening.fileno()
        )
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    return Live(app, address, server, thread)


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The server that all browser tests share; each test brings its own people."""
    live = serve(tmp_path_factory.mktemp("live"))
    yield live
    live.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    from playwright.sync_api import sync_playwright

    executable = shutil.which("chromium")
    assert executable, "Chromium is missing: run 'make system-test'."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield browser
        browser.close()


@dataclass
class Visits:
    """Opens windows, each a person with a browser of their own, and watches what their pages do."""

    chromium: Browser
    address: str
    faults: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def phone(self, locale: str = "en", **options: Any) -> Page:
        """Open a small phone that wishes for a language."""
        return self._window(locale, PHONE | options)

    def desktop(self, locale: str = "en", **options: Any) -> Page:
        """Open a window on a desk."""
        return self._window(locale, DESKTOP | options)

    def close(self) -> None:
        """Close every window."""
        for context in self.contexts:
            context.close()

    def _window(self, locale: str, options: dict[str, Any]) -> Page:
        context = self.chromium.new_context(locale=locale, base_url=self.address, **options)
        context.set_default_timeout(SLOW_MS)
        context.on("request", self._watch)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"a script broke: {error}"))
        page.on("console", self._listen)
        self.contexts.append(context)
        return page

    def _watch(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme != "data" and f"{address.scheme}://{address.netloc}" != self.address:
            self.faults.append(f"asked another host: {request.url}")

    def _listen(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.faults.append(message.text)


def press(page: Page, selector: str) -> None:
    """Press what leads to another page, and go on only when that one is there: a click alone does not wait for it."""
    with page.expect_navigation():
        page.locator(selector).first.click()


@pytest.fixture
def visits(chromium: Browser, live: Live) -> Iterator[Visits]:
    """Windows for one test; afterwards nothing went to another host and no script broke."""
    visits = Visits(chromium, live.address)
    yield visits
    visits.close()
    assert not visits.faults, visits.faults


@pytest.fixture
def phone(visits: Visits) -> Page:
    """A small phone."""
    return visits.phone()


@pytest.fixture
def desktop(visits: Visits) -> Page:
    """A window on a desk."""
    return visits.desktop()


@dataclass
class Album:
    """Pictures of the stations of a journey, numbered, for people to look at."""

    folder: Path
    names: list[str] = field(default_factory=list)

    def add(self, page: Page, name: str, *, whole: bool = False) -> None:
        """Take a picture of what the person sees, or of the whole page, as on a phone that is long enough for it."""
        page.evaluate("() => document.fonts.ready.then(() => true)")
        size = page.viewport_size
        assert size
        path = self.next_path(name)
        if whole:
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": size["width"], "height": min(height, LONGEST_PICTURE)})
        page.screenshot(path=path, animations="disabled")
        if whole:
            page.set_viewport_size(size)

    def next_path(self, name: str) -> Path:
        """Give the next picture its number."""
        self.names.append(name)
        return self.folder / f"{len(self.names):02}-{name}.png"


@pytest.fixture
def album() -> Callable[[str], Album]:
    """Begin an album below build/screens; an older one of the same name is thrown away."""

    def begin(name: str) -> Album:
        folder = SCREENS / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return Album(folder)

    return begin
