"""The whole way on a real SQLite file and a real PostgreSQL server: read, pass, join, get a certificate, check it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select

from app import create_app
from app.certificates.models import Certificate
from app.core.database import db
from app.course.catalogue import Course, Module
from app.course.queries import course
from app.course.rules import spots
from app.dashboard.demo import load_demo
from app.quizzes.models import Attempt
from app.quizzes.services import draw_of
from config import settings
from tests.conftest import STATIC
from tests.postgres import postgres, postgres_server

__all__ = ["postgres", "postgres_server"]


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A migrated installation with the demo programme."""
    env = {"WAYMARK_ENV": "testing", "WAYMARK_INSTANCE": str(tmp_path), "WAYMARK_STATIC": str(STATIC)}
    if request.param == "postgresql":
        env["DATABASE_URL"] = request.getfixturevalue("postgres")
    app = create_app(settings(env))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        upgrade()
        load_demo()
        db.session.remove()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def learn(client: FlaskClient, module: Module) -> None:
    """Read every card of a module and pass its quiz."""
    for spot in spots(module):
        answer = client.get(f"/km/course/{module.slug}/{spot.lesson.number}/{spot.card.number}")
        assert answer.status_code == 200
    token = client.post(f"/km/course/{module.slug}/quiz").location.split("/")[-2]
    with client.application.app_context():
        draw = draw_of(db.session.scalars(select(Attempt).where(Attempt.token == token)).one())
    for number, drawn in enumerate(draw, 1):
        right = list(course_of(client).question(drawn.question).right)
        assert client.post(f"/km/quiz/{token}/{number}", data={"option": right}).status_code == 302
    assert client.post(f"/km/quiz/{token}").status_code == 302


def course_of(client: FlaskClient) -> Course:
    with client.application.app_context():
        return course()


def join(client: FlaskClient) -> None:
    names = {"name_native": "ច័ន្ទ សុភា", "name_latin": "CHAN SOPHEA"}
    assert client.post("/km/join", data=names).status_code in (200, 302, 303)
    answer = client.post("/km/join", data={**names, "new_pin": "482916", "pin_again": "482916"})
    assert answer.status_code == 303, answer.text


def test_a_person_learns_passes_and_holds_a_certificate_the_register_knows(installation: Flask) -> None:
    client = installation.test_client()
    core = [module for module in course_of(client).modules if module.core]
    learn(client, core[0])
    join(client)
    for module in core[1:]:
        learn(client, module)
    assert client.post("/km/certificates/core", data={"locale": "km"}).status_code == 303
    with installation.app_context():
        certificate = db.session.scalars(select(Certificate)).one()
        number, code = certificate.number, certificate.code
    assert number in client.get("/km/certificates").text
    assert client.get(f"/km/certificates/{number}.pdf").data.startswith(b"%PDF")
    stranger = installation.test_client()
    checked = stranger.post("/en/verify", data={"number": number.lower(), "code": code.lower()})
    assert "CHAN SOPHEA" in checked.text
    assert stranger.get(f"/km/certificates/{number}.pdf").status_code != 200
