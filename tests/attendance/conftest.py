"""A server that a test may stop and start again, a class on it that meets now, and trainers' phones."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

from app.attendance.models import AttendanceMark
from app.core import clock
from app.core.database import db, unit_of_work
from tests.attendance.people import a_co_trainer
from tests.browser import Handler, Visits, Whole, press
from tests.cohorts.people import a_cohort, a_session, a_trainer, members
from tests.conftest import build_app
from tests.learners.people import PASSWORD

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from playwright.sync_api import Browser, Page

CLASS_SIZE = 30


@dataclass
class Road:
    """The way to the server, on which answers to what phones send may be lost, or everything they send."""

    inner: WSGIApplication
    loses_answers: int = 0
    is_blocked: bool = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Bring a request to the server and its answer back, or not."""
        sends = environ["PATH_INFO"].endswith("/sync") and environ["REQUEST_METHOD"] == "POST"
        if sends and self.is_blocked:
            return self._nothing(start_response)
        if sends and self.loses_answers:
            self.loses_answers -= 1
            Whole(self.inner)(environ, lambda *_answer: lambda _bytes: None)
            return self._nothing(start_response)
        return self.inner(environ, start_response)

    @staticmethod
    def _nothing(start_response: StartResponse) -> Iterable[bytes]:
        start_response("502 Bad Gateway", [("Content-Length", "0")])
        return []


@dataclass
class School:
    """An application that answers until it is stopped, and a class on it."""

    app: Flask
    port: int
    cohort_id: int = 0
    session_id: int = 0
    learner_ids: list[int] = field(default_factory=list)
    trainers: list[str] = field(default_factory=list)
    road: Road = field(init=False)
    server: BaseWSGIServer | None = None
    thread: Thread | None = None

    def __post_init__(self) -> None:
        self.road = Road(Whole(self.app))

    @property
    def address(self) -> str:
        """Give the address of the server."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Open the door."""
        self.server = make_server("127.0.0.1", self.port, self.road, threaded=True, request_handler=Handler)
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Close the door."""
        if self.server and self.thread:
            self.server.shutdown()
            self.thread.join(timeout=10)
            self.server.server_close()
            self.server = None

    def marks(self) -> list[tuple[int, str]]:
        """Read every mark from the database: learner and status, in the order they came."""
        with self.app.app_context():
            rows = db.session.query(AttendanceMark).order_by(AttendanceMark.id)
            found = [(row.learner_id, row.status) for row in rows]
            db.session.remove()
            return found


@pytest.fixture(scope="module")
def built_school(tmp_path_factory: pytest.TempPathFactory) -> School:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    return School(build_app(tmp_path_factory.mktemp("school"), WAYMARK_ADDRESS=f"http://127.0.0.1:{port}"), port)


@pytest.fixture
def school(built_school: School) -> Iterator[School]:
    """A class of thirty that began twenty minutes ago, with two trainers."""
    with built_school.app.app_context():
        trainer = a_trainer()
        cohort = a_cohort(trainer)
        other = a_co_trainer(cohort)
        with unit_of_work():
            learners = members(cohort, CLASS_SIZE)
        session = a_session(cohort, clock.now().replace(microsecond=0) - timedelta(minutes=20))
        made = School(built_school.app, built_school.port, cohort.id, session.id, [one.id for one in learners])
        made.trainers = [trainer.username, other.username]
        db.session.remove()
    made.start()
    yield made
    made.stop()


Phone = Callable[..., "Page"]


@pytest.fixture
def phone_of(chromium: Browser, school: School) -> Iterator[Phone]:
    """Phones on which a trainer has signed in and opened the class once."""
    visits = Visits(chromium, school.address)

    def open_class(trainer: int = 0, locale: str = "en", **options: object) -> Page:
        page = visits.phone(locale, **options)
        sign_in(page, school.trainers[trainer], locale)
        page.goto(class_page(school, locale))
        page.wait_for_selector("#kept:not([hidden])")
        page.wait_for_selector("html[data-ready]")
        return page

    yield open_class
    visits.close()
    assert not visits.faults, visits.faults


def class_page(school: School, locale: str = "en") -> str:
    return f"/{locale}/staff/classes/{school.cohort_id}/offline"


def sign_in(page: Page, username: str, locale: str = "en") -> None:
    page.goto(f"/{locale}/staff/sign-in")
    fill_in(page, username)


def fill_in(page: Page, username: str) -> None:
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    press(page, "button[type=submit]")
