"""Production serves releases alone; everywhere else a draft is served and says so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.course.errors import NotReleased
from app.signing.errors import NoKey
from app.web.assets import SOURCE, collect
from config import SECRETS, settings
from tests.course.small_curriculum import SmallCurriculum


@pytest.fixture
def whole(tmp_path: Path) -> SmallCurriculum:
    return SmallCurriculum(tmp_path)


def start(whole: SmallCurriculum, stage: str) -> Flask:
    folder = whole.root.parent
    collect(SOURCE, folder / "static")
    env = {
        "WAYMARK_ENV": stage,
        "WAYMARK_ADDRESS": "https://waymark.example",
        "WAYMARK_INSTANCE": str(folder / "instance"),
        "WAYMARK_STATIC": str(folder / "static"),
        "WAYMARK_CURRICULUM": str(whole.root),
    }
    return create_app(settings(env | dict.fromkeys(SECRETS, "a secret" * 4)))


def test_production_does_not_start_with_a_draft_and_with_a_release_asks_for_keys_next(whole: SmallCurriculum) -> None:
    with pytest.raises(NotReleased, match=r"Course 2026\.1 was never released"):
        start(whole, "production")
    whole.release()
    with pytest.raises(NoKey):
        start(whole, "production")
    whole.change("contract/lessons/first/en.md", "It binds both sides.", "It binds you both.")
    with pytest.raises(NotReleased, match=r"1 text changed since 2026\.1"):
        start(whole, "production")


@pytest.mark.long
def test_commands_run_with_a_draft_in_production(whole: SmallCurriculum, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["flask", "--app", "wsgi", "db", "upgrade"])
    assert str(start(whole, "production").extensions["release"]) == "draft, nothing released yet"


@pytest.mark.long
def test_a_draft_is_served_elsewhere_and_healthz_says_so(whole: SmallCurriculum) -> None:
    answer = start(whole, "testing").test_client().get("/healthz")
    assert answer.json and answer.json["curriculum"]["standing"] == "draft, nothing released yet"


def test_the_course_we_ship_says_what_it_is(app: Flask) -> None:
    answer = app.test_client().get("/healthz")
    assert answer.json and answer.json["curriculum"]["standing"].startswith(("release ", "draft"))
