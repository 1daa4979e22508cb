"""The editors' commands list what is due, say what journeys lack, and write the files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from app.core import clock
from app.core.permissions import Role
from app.course.queries import facts
from app.editing.revision import latest_facts
from app.editing.rules import Act, state_of
from app.editing.services import Decision, decide
from app.editing.watch import PAIRS
from tests.learners.people import a_staff

Db = scoped_session[Session]
LINE = "sg.hotline.mom"


@pytest.fixture
def runner(app: Flask, session: Db) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def root(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """A copy of the facts, which the application takes for its curriculum."""
    kept = app.config["CURRICULUM"]
    shutil.copytree(Path(kept) / "facts", tmp_path / "curriculum" / "facts")
    app.config["CURRICULUM"] = tmp_path / "curriculum"
    yield tmp_path / "curriculum"
    app.config["CURRICULUM"] = kept


def test_what_is_due_is_listed_with_its_place(runner: FlaskCliRunner) -> None:
    output = runner.invoke(args=["facts", "due", "--days", "60"]).output
    assert "until 2026-12-21 kh.th.border_closed (curriculum/facts/countries/kh.yaml:" in output
    assert LINE not in output
    clock.move(timedelta(days=200))
    assert f"stale 2027-05-20 {LINE}" in runner.invoke(args=["facts", "due"]).output


def test_what_a_journey_lacks_is_said_by_risk(runner: FlaskCliRunner) -> None:
    lines = runner.invoke(args=["facts", "lacks", "KH-TH"]).output.splitlines()
    risks = [line[0] for line in lines if line[1] == " "]
    assert risks == sorted(risks)
    assert any(line.startswith("A pair.embassy") and "kh.embassy.bangkok" in line for line in lines)
    assert lines[-1].endswith("places lack an answer on KH-TH.")


def test_all_journeys_are_one_table(runner: FlaskCliRunner) -> None:
    lines = runner.invoke(args=["facts", "lacks", "--all"]).output.splitlines()
    assert len(lines) == len(PAIRS) + 1
    assert all(len(line.split()) == 8 for line in lines[1:])


@pytest.mark.parametrize("arguments", [[], ["KH-TH", "--all"], ["KH"], ["XX-TH"], ["KH-KH"]])
def test_a_journey_that_is_none_is_explained(runner: FlaskCliRunner, arguments: list[str]) -> None:
    result = runner.invoke(args=["facts", "lacks", *arguments])
    assert result.exit_code == 2
    assert "Error:" in result.output


def test_the_export_writes_once(runner: FlaskCliRunner, root: Path) -> None:
    editor = a_staff(Role.EDITOR)
    seen = state_of(facts(), LINE).seen
    decide(fact_id=LINE, decision=Decision(Act.RETIRE, seen, note="Nobody answers."), by=editor)
    assert latest_facts().facts[LINE].retired_on is not None
    result = runner.invoke(args=["facts", "export"])
    assert result.output == f"Wrote {root / 'facts/countries/sg.yaml'}\n"
    assert runner.invoke(args=["facts", "export"]).output == "The files hold every edit already.\n"
