"""The demo is invented, set up once, and never on a production installation."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from flask import Flask

from app.cohorts.leading import agencies_of
from app.cohorts.models import Cohort
from app.cohorts.queries import members_of, sessions_of
from app.core import clock
from app.core.database import db
from app.dashboard.demo import NoDemoInProduction, demo_sign_ins, load_demo
from app.programme.queries import current_programme
from tests.conftest import Browser, build_app


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Flask]:
    """An application of its own, whose database may keep what is done."""
    app = build_app(tmp_path)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_the_demo_says_that_it_is_a_demo(installation: Flask) -> None:
    load_demo()
    programme = current_programme()
    assert programme.issuer_code == "XX-TEST"
    assert programme.watermark == "SAMPLE"
    assert "invented" in programme.issuer_name["en"]


def test_a_second_time_changes_nothing(installation: Flask) -> None:
    first = load_demo()
    assert load_demo() == first == demo_sign_ins()
    people = ["administrator", "trainer", "ministry officer", "reviewer", "editor", "agency", "learner"]
    assert [entry.who for entry in first] == people


@pytest.mark.long
def test_another_database_gets_a_demo_of_its_own(installation: Flask, tmp_path: Path) -> None:
    first = load_demo()
    other = build_app(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'other.db'}")
    with other.app_context():
        second = load_demo()
        assert current_programme().issuer_code == "XX-TEST"
        assert load_demo() == second != first
        db.session.remove()
        db.engine.dispose()


def test_only_the_owner_reads_the_passwords(installation: Flask, tmp_path: Path) -> None:
    load_demo()
    mode = (tmp_path / "demo-sign-ins.json").stat().st_mode
    assert not mode & (stat.S_IRWXG | stat.S_IRWXO)


@pytest.mark.long
def test_two_installations_have_different_passwords(
    installation: Flask, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = build_app(tmp_path_factory.mktemp("other"))
    ours = {entry.secret for entry in load_demo()}
    with other.app_context():
        theirs = {entry.secret for entry in load_demo()}
        db.session.remove()
        db.engine.dispose()
    assert not ours & theirs


def test_production_has_no_demo(installation: Flask) -> None:
    installation.config["STAGE"] = "production"
    with pytest.raises(NoDemoInProduction):
        load_demo()


def test_each_sign_in_opens_its_page(installation: Flask) -> None:
    sign_ins = {entry.who: entry for entry in load_demo()}
    db.session.remove()
    installation.config["WTF_CSRF_ENABLED"] = False
    installation.test_client_class = Browser
    client = installation.test_client()
    learner = sign_ins["learner"]
    answer = client.post("/en/sign-in", data={"number": learner.name, "pin": learner.secret})
    assert answer.status_code == 303
    assert learner.name in client.get("/en/me").text
    for who in ("administrator", "trainer", "ministry officer", "agency"):
        fresh = installation.test_client()
        entry = sign_ins[who]
        answer = fresh.post("/en/staff/sign-in", data={"username": entry.name, "password": entry.secret})
        assert answer.status_code == 302, who
        assert fresh.get("/en/staff/").status_code == 200, who


def test_the_reviewer_may_sign_every_translation_and_finds_the_way(installation: Flask) -> None:
    """A newcomer signs in as the reviewer and sees what a reviewer does."""
    reviewer = next(entry for entry in load_demo() if entry.who == "reviewer")
    installation.config["WTF_CSRF_ENABLED"] = False
    installation.test_client_class = Browser
    client = installation.test_client()
    client.post("/en/staff/sign-in", data={"username": reviewer.name, "password": reviewer.secret})
    page = client.get("/en/staff/review/").text
    assert page.count("You may review this language.") == 6


def test_the_demo_class_meets_today_and_has_six_people(installation: Flask) -> None:
    load_demo()
    cohort = db.session.query(Cohort).one()
    days = {session.starts_at.astimezone(UTC).date() - clock.today() for session in sessions_of(cohort)}
    assert {timedelta(0), timedelta(days=1)} <= days
    people = [member.learner for member in members_of(cohort)]
    assert len(people) == 6
    assert all("SAMPLE" in (person.name_latin or "") for person in people)
    assert [staff.username for staff in agencies_of(cohort)] == ["demo.agency"]
