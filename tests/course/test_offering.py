"""A page says that it is a draft until somebody reviewed it, and a programme may hide languages nobody reviewed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from app import create_app
from app.core import clock
from app.core.database import Model, db
from app.core.i18n import LOCALES, Locale
from app.course.fact_loader import load_facts
from app.course.loader import load_course
from app.course.offering import OFFER_HOLDS, is_draft, is_reviewed
from app.course.queries import facts_in_files
from app.course.services import review_texts
from app.course.units import part_names
from app.programme.rules import Settings
from app.programme.services import change_programme, create_programme
from app.web.catalogues import sign_interface
from config import settings
from tests.conftest import Browser

ROOT = Path(__file__).parents[2]
KHMER, LAO = (next(locale for locale in LOCALES if locale.tag == tag) for tag in ("km", "lo"))
THE_DAY = date(2026, 11, 22)
DRAFT = 'class="draft"'
SETTINGS = Settings(issuer_code="XX-TEST", issuer_name={"en": "Invented Office"}, contact="None", watermark="SAMPLE")


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application whose Khmer was reviewed and whose Lao nobody has read."""
    folder = tmp_path_factory.mktemp("reviewed")
    shutil.copytree(ROOT / "curriculum", folder / "curriculum")
    shutil.copytree(ROOT / "translations", folder / "translations")
    sign_interface(folder / "translations", KHMER, by="A", on=THE_DAY)
    sign_course(folder / "curriculum", KHMER)
    env = {"WAYMARK_ENV": "testing", "WAYMARK_INSTANCE": str(folder), "WAYMARK_STATIC": str(folder / "static")}
    config = dict(settings(env | {"WAYMARK_CURRICULUM": str(folder / "curriculum")}))
    app = create_app(config | {"BABEL_TRANSLATION_DIRECTORIES": str(folder / "translations")})
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Browser
    with app.app_context():
        Model.metadata.create_all(db.engine)
        create_programme(settings=SETTINGS, modules=[])
    return app


def sign_course(root: Path, locale: Locale) -> None:
    course = load_course(root)
    facts = load_facts(root, course.sectors)
    for part in part_names(course):
        review_texts(root=root, course=course, facts=facts, locale=locale, name=part, by="A", on=THE_DAY)


@pytest.fixture
def visitor(reviewed: Flask) -> Iterator[FlaskClient]:
    yield reviewed.test_client()
    with reviewed.app_context():
        change_programme(settings=SETTINGS, modules=[])
    reviewed.extensions["offer"].forget()


def hide(app: Flask) -> None:
    with app.app_context():
        change_programme(settings=replace(SETTINGS, hide_unreviewed=True), modules=[])
    clock.move(OFFER_HOLDS)


def test_only_what_nobody_reviewed_is_a_draft(reviewed: Flask, visitor: FlaskClient) -> None:
    assert DRAFT not in visitor.get("/km/course/contract/1/1").text
    assert DRAFT not in visitor.get("/km/course").text
    assert DRAFT not in visitor.get("/km/course/contract").text
    assert DRAFT not in visitor.get("/en/course/contract/1/1").text
    assert DRAFT in visitor.get("/lo/course/contract/1/1").text
    assert DRAFT in visitor.get("/lo/").text


def test_a_language_is_reviewed_when_everything_is(reviewed: Flask) -> None:
    with reviewed.app_context():
        assert [locale.tag for locale in LOCALES if is_reviewed(locale)] == ["en", "km"]


def test_a_programme_hides_what_nobody_reviewed(reviewed: Flask, visitor: FlaskClient) -> None:
    assert LAO.own_name in visitor.get("/languages").text
    hide(reviewed)
    page = visitor.get("/languages", headers={"Accept-Language": "lo"}).text
    assert LAO.own_name not in page
    assert KHMER.own_name in page
    assert visitor.get("/lo/course/contract/1/1").location == "/languages"
    assert visitor.get("/km/course/contract/1/1").status_code == 200


def test_who_chose_a_language_that_is_hidden_now_chooses_again(reviewed: Flask, visitor: FlaskClient) -> None:
    visitor.get("/lo/")
    assert visitor.get("/").location == "/lo/"
    hide(reviewed)
    assert LAO.own_name not in visitor.get("/").text


def test_nothing_is_hidden_from_the_staff(reviewed: Flask, visitor: FlaskClient) -> None:
    hide(reviewed)
    assert visitor.get("/lo/staff/sign-in").status_code == 200


def test_other_processes_take_the_change_over_within_half_a_minute(reviewed: Flask, visitor: FlaskClient) -> None:
    visitor.get("/lo/")
    with reviewed.app_context():
        change_programme(settings=replace(SETTINGS, hide_unreviewed=True), modules=[])
    assert visitor.get("/lo/").status_code == 200
    clock.move(OFFER_HOLDS)
    assert visitor.get("/lo/").status_code == 302


def test_a_page_with_facts_is_a_draft_until_the_facts_are_signed_too(reviewed: Flask, visitor: FlaskClient) -> None:
    with reviewed.app_context(), reviewed.test_request_context("/km/"):
        g.locale = KHMER
        assert not is_draft(shows_facts=True)
        reviewed.extensions["reviewed-parts"]["km"] = frozenset({"contract"})
        assert is_draft(shows_facts=True)
        assert not is_draft()
    assert DRAFT in visitor.get("/km/help").text
    del reviewed.extensions["reviewed-parts"]["km"]


def test_words_an_editor_wrote_since_are_nobodys_sign_off(reviewed: Flask, visitor: FlaskClient) -> None:
    with reviewed.app_context(), reviewed.test_request_context("/km/"):
        g.locale = KHMER
        book = facts_in_files()
        words = replace(book.words["km"], sections={**book.words["km"].sections, "values": {}})
        reviewed.extensions["revise-facts"] = lambda _book: replace(book, words={**book.words, "km": words})
        assert is_draft(shows_facts=True)
