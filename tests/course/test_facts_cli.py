"""Editors are told what is wrong with the facts and what to check next."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app.core import clock
from app.course.cli import course_commands

ROOT = Path(__file__).parents[2] / "curriculum"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT, tmp_path / "curriculum")


@pytest.fixture
def runner(root: Path) -> FlaskCliRunner:
    app = Flask(__name__)
    app.config["CURRICULUM"] = root
    app.cli.add_command(course_commands)
    return app.test_cli_runner()


def test_facts_past_their_shelf_life_are_listed_with_their_place(runner: FlaskCliRunner) -> None:
    clock.move(timedelta(days=3650))
    result = runner.invoke(args=["course", "facts"])
    assert result.exit_code == 0
    assert "The facts have no faults." in result.output
    assert "curriculum/facts/countries/th.yaml:" in result.output
    assert "ilo.forced_labour.definition" not in result.output


def test_facts_nobody_sees_are_not_listed(runner: FlaskCliRunner) -> None:
    clock.move(timedelta(days=3650))
    assert "th.hotline.ahtd_police" not in runner.invoke(args=["course", "facts"]).output


def test_a_fault_is_named_and_fails(runner: FlaskCliRunner, root: Path) -> None:
    (root / "facts" / "shelf_lives.yaml").unlink()
    result = runner.invoke(args=["course", "facts"])
    assert result.exit_code == 1
    assert "curriculum/facts/shelf_lives.yaml:1: this file is missing" in result.output
