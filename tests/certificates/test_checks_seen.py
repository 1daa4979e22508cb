"""Who checked a certificate on line: counted for its holder, by day and country, and never in a checker's way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from time import perf_counter

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import select, text
from sqlalchemy.orm import scoped_session

from app.certificates.checks_seen import KEPT_FOR, checks_of, forget_old_checks
from app.certificates.models import Certificate, CertificateCheck
from app.certificates.services import issue_certificate
from app.core import clock
from app.core.database import db
from app.core.permissions import Role
from app.programme.rules import Award
from tests.certificates.people import a_graduate, a_programme, complete, core_modules
from tests.conftest import build_app
from tests.learners.people import a_learner, a_staff, sign_in, sign_in_staff
from tests.postgres import postgres, postgres_server

__all__ = ["postgres", "postgres_server"]

HEADER = "X-Country"
FULL = 2
"""How SQLite names the setting by which nothing is lost when the power fails."""


@pytest.fixture
def paper(session: scoped_session[Session]) -> Certificate:
    a_programme()
    return issue_certificate(learner=a_graduate(), award=Award.CORE)


@pytest.fixture
def told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation whose proxy tells the country."""
    monkeypatch.setitem(app.config, "COUNTRY_HEADER", HEADER)


def check(client: FlaskClient, paper: Certificate, **headers: str) -> int:
    said = {"number": paper.number, "code": paper.code}
    return client.post("/en/verify", data=said, headers={HEADER: headers.get("country", "TH")}).status_code


def counted(paper: Certificate) -> list[tuple[str, int]]:
    return [(one.country, one.count) for one in checks_of([paper.number]).get(paper.number, ())]


def test_each_right_check_is_counted_by_day_and_country(client: FlaskClient, paper: Certificate, told: None) -> None:
    for country in ("TH", "TH", "KH"):
        assert check(client, paper, country=country) == 200
    assert client.get(f"/v/{paper.number}/{paper.code}", headers={HEADER: "TH"}).status_code == 200
    assert client.get(f"/credentials/{paper.number}/{paper.code}", headers={HEADER: "TH"}).status_code == 200
    assert counted(paper) == [("TH", 4), ("KH", 1)]

    clock.move(timedelta(days=1))
    check(client, paper)
    days = [(one.day, one.count) for one in checks_of([paper.number])[paper.number]]
    assert days == [(clock.today(), 1), (clock.today() - timedelta(days=1), 4), (clock.today() - timedelta(days=1), 1)]


def test_a_wrong_code_is_nobodys_check(client: FlaskClient, paper: Certificate) -> None:
    assert client.post("/en/verify", data={"number": paper.number, "code": "00000000"}).status_code == 404
    assert client.get(f"/credentials/{paper.number}/00000000").status_code == 404
    assert counted(paper) == []


def test_no_header_is_believed_unless_the_operator_names_it(client: FlaskClient, paper: Certificate) -> None:
    check(client, paper)
    assert counted(paper) == [("", 1)]


@pytest.mark.parametrize("country", ["", "th", "THA", "T1", "XX", "ZZ", "ไท", "<b", "TH, KH"])
def test_only_two_capital_letters_are_a_country(
    client: FlaskClient, paper: Certificate, told: None, country: str
) -> None:
    client.get(f"/v/{paper.number}/{paper.code}", headers={HEADER: country.encode().decode("latin-1")})
    assert counted(paper) == [("", 1)]


def test_the_holder_and_the_staff_are_no_strangers_and_another_learner_is(
    client: FlaskClient, session: scoped_session[Session]
) -> None:
    a_programme()
    holder = a_learner()
    complete(holder, core_modules())
    paper = issue_certificate(learner=holder, award=Award.CORE)
    sign_in(client, holder)
    check(client, paper)
    client.post("/en/sign-out")
    sign_in_staff(client, a_staff(Role.OFFICER))
    check(client, paper)
    client.post("/en/staff/sign-out")
    assert counted(paper) == []

    sign_in(client, a_learner(native=None, latin="OTHER PERSON"))
    check(client, paper)
    assert counted(paper) == [("", 1)]


def test_nothing_is_kept_but_number_day_country_and_count(client: FlaskClient, paper: Certificate) -> None:
    check(client, paper)
    assert {column.key for column in CertificateCheck.__table__.columns} == {"number", "day", "country", "count"}
    row = db.session.scalars(select(CertificateCheck)).one()
    assert (row.number, row.day, row.country, row.count) == (paper.number, clock.today(), "", 1)


def test_checks_are_forgotten_after_two_years(client: FlaskClient, paper: Certificate) -> None:
    check(client, paper)
    clock.move(KEPT_FOR)
    check(client, paper)
    assert forget_old_checks() == 0
    clock.move(timedelta(days=1))

    assert forget_old_checks() == 1
    assert [one.day for one in checks_of([paper.number])[paper.number]] == [clock.today() - timedelta(days=1)]


@pytest.mark.parametrize(("tag", "name"), [("en", "Thailand"), ("km", "ថៃ"), ("my", "ထိုင်း"), ("zh-Hans", "泰国")])
def test_a_country_has_its_name_in_the_readers_language(
    client: FlaskClient, paper: Certificate, told: None, tag: str, name: str
) -> None:
    check(client, paper)
    (seen,) = checks_of([paper.number])[paper.number]
    assert seen.country_in(tag) == name


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on a real database that others can lock."""
    environment = {}
    if request.param == "postgresql":
        environment["DATABASE_URL"] = request.getfixturevalue("postgres")
    app = build_app(tmp_path_factory.mktemp(request.param), **environment)
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_locked_database_makes_no_checker_wait_and_no_check_fail(installation: Flask) -> None:
    with installation.app_context():
        a_programme()
        paper = issue_certificate(learner=a_graduate(), award=Award.CORE)
        number, path = paper.number, f"/v/{paper.number}/{paper.code}"
        db.session.remove()
    client = installation.test_client()
    assert client.get(path).status_code == 200

    with locked(installation):
        began = perf_counter()
        assert client.get(path).status_code == 200
        assert perf_counter() - began < 2

    assert client.get(path).status_code == 200
    with installation.app_context():
        assert [one.count for one in checks_of([number])[number]] == [2]
        if db.engine.dialect.name == "sqlite":
            assert db.session.execute(text("PRAGMA busy_timeout")).scalar() == 5000
            assert db.session.execute(text("PRAGMA synchronous")).scalar() == FULL


@contextmanager
def locked(app: Flask) -> Iterator[None]:
    """Hold the lock that a writer needs, from outside."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            with closing(sqlite3.connect(str(db.engine.url.database), isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                yield
        else:
            with db.engine.connect() as connection, connection.begin():
                connection.execute(text("LOCK TABLE certificate_check IN SHARE MODE"))
                yield
