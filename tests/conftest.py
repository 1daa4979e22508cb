"""Fixtures every test may ask for: the application, a database whose every change is undone, a browser's client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import scoped_session
from werkzeug.test import TestResponse

from app import create_app
from app.core import clock
from app.core.database import Model, db
from app.web.limits import limiter
from config import settings
from tests.signing.people import kept_keys, passphrase_file

pytest_plugins = ("tests.browser",)
STATIC = Path(__file__).parents[1] / "build" / "static-of-tests"
"""Collected once for all applications of the tests: to pack the files takes longer than all the rest of a start."""


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on an empty database, built once."""
    return build_app(tmp_path_factory.mktemp("instance"))


def build_app(instance: Path, **environment: str) -> Flask:
    """Build an application of its own in a folder of its own, with all tables."""
    env = {"WAYMARK_ENV": "testing", "WAYMARK_INSTANCE": str(instance), "WAYMARK_STATIC": str(STATIC)}
    keys, _trust = kept_keys()
    env |= {"WAYMARK_KEYS": str(keys.folder), "WAYMARK_KEY_PASSPHRASE_FILE": str(passphrase_file())}
    app = create_app(settings(env | environment))
    with app.app_context():
        Model.metadata.create_all(db.engine)
    return app


@pytest.fixture
def session(app: Flask) -> Iterator[scoped_session[Session]]:
    """A database session whose every commit is undone after the test."""
    with app.app_context():
        engine = db.engine
        with engine.connect() as connection:
            transaction = connection.begin()
            engines = cast("dict[str | None, Engine | Connection]", db.engines)
            engines[None] = connection
            try:
                yield db.session
            finally:
                db.session.remove()
                transaction.rollback()
                engines[None] = engine
                limiter.reset()


class Browser(FlaskClient):
    """A client whose every request has an application context of its own, as on a server.

    Flask would lend it the test's, and with it what ``g`` and the database session hold from the request before.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        for one in (*answer.history, answer):
            # What is large was sent from a file, which the client leaves open.
            one.request.environ["wsgi.input"].close()
        return answer


@pytest.fixture
def client(app: Flask, session: scoped_session[Session]) -> FlaskClient:
    """A browser without JavaScript; its forms need no token (the token has tests of its own)."""
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Browser
    return app.test_client()


@pytest.fixture(autouse=True)
def true_time() -> Iterator[None]:
    """Bring the clock back after each test."""
    yield
    clock.reset()
