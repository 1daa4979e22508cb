"""The commands of versions speak in words, and fail where something is to be mended."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app.course.cli import course_commands
from app.course.releases_cli import VERSION_COMMANDS
from tests.course.small_curriculum import SmallCurriculum

ENGLISH = "contract/lessons/first/en.md"


@pytest.fixture
def whole(tmp_path: Path) -> SmallCurriculum:
    return SmallCurriculum(tmp_path)


@pytest.fixture
def runner(whole: SmallCurriculum) -> FlaskCliRunner:
    app = Flask(__name__)
    app.config["CURRICULUM"] = whole.root
    for command in VERSION_COMMANDS:
        course_commands.add_command(command)
    app.cli.add_command(course_commands)
    return app.test_cli_runner()


def test_a_release_names_its_file_and_size(runner: FlaskCliRunner, whole: SmallCurriculum) -> None:
    result = runner.invoke(args=["course", "release", "2026.2"])
    assert result.exit_code == 0
    assert result.output.startswith(f"{whole.root}/releases/2026.2.json.xz holds release 2026.2: ")
    assert " kB. Commit it" in result.output


@pytest.mark.parametrize(("version", "words"), [("next", "is no version"), ("2025.9", "2025.9 comes before it")])
def test_a_refused_release_says_why(runner: FlaskCliRunner, version: str, words: str) -> None:
    runner.invoke(args=["course", "release", "2026.1"])
    result = runner.invoke(args=["course", "release", version])
    assert result.exit_code == 1
    assert words in result.output


def test_a_broken_course_is_not_released(runner: FlaskCliRunner, whole: SmallCurriculum) -> None:
    whole.change("decide/module.yaml", "right: [a]", "right: [d]")
    result = runner.invoke(args=["course", "release", "2026.1"])
    assert result.exit_code == 1
    assert "curriculum/decide/module.yaml:" in result.output


def test_releases_are_listed_and_the_present_course_is_told(runner: FlaskCliRunner, whole: SmallCurriculum) -> None:
    assert "draft, nothing released yet" in runner.invoke(args=["course", "releases"]).output
    runner.invoke(args=["course", "release", "2026.1"])
    assert ": release 2026.1." in runner.invoke(args=["course", "releases"]).output
    whole.change(ENGLISH, "It binds both sides.", "It binds you both.")
    lines = runner.invoke(args=["course", "releases"]).output.splitlines()
    assert lines[0].startswith("2026.1 ")
    assert lines[1].endswith(": 2026.1 and changed since: 1 text.")
    told = json.loads(runner.invoke(args=["course", "releases", "--json"]).output)
    assert [one["version"] for one in told["releases"]] == ["2026.1"]


def test_a_diff_compares_with_the_present_course(runner: FlaskCliRunner, whole: SmallCurriculum) -> None:
    runner.invoke(args=["course", "release", "2026.1"])
    assert "Nothing differs." in runner.invoke(args=["course", "diff", "2026.1"]).output
    whole.change(ENGLISH, "It binds both sides.", "It binds you both.")
    output = runner.invoke(args=["course", "diff", "2026.1"]).output
    assert "    - It binds both sides.\n    + It binds you both.\n" in output


def test_a_diff_compares_folders(runner: FlaskCliRunner, whole: SmallCurriculum, tmp_path: Path) -> None:
    shutil.copytree(whole.root, tmp_path / "other")
    whole.change("decide/lessons/first/km.md", "ការសន្យា {", "ការសន្យាថ្មី {")
    result = runner.invoke(args=["course", "diff", str(tmp_path / "other"), "now", "--locale", "km"])
    assert "    - ការសន្យា\n    + ការសន្យាថ្មី\n" in result.output


def test_a_diff_speaks_json_and_may_end_with_one(runner: FlaskCliRunner, whole: SmallCurriculum) -> None:
    runner.invoke(args=["course", "release", "2026.1"])
    assert runner.invoke(args=["course", "diff", "2026.1", "--exit-code"]).exit_code == 0
    whole.change("contract/module.yaml", "right: [a]", "right: [b]")
    result = runner.invoke(args=["course", "diff", "2026.1", "--json", "--exit-code"])
    assert result.exit_code == 1
    told = json.loads(result.output)
    assert told["old"]["released_on"]
    assert [(one["topic"], one["old"], one["new"]) for one in told["differences"]] == [("answer", "a: One", "b: Two")]


def test_a_diff_with_nothing_known_says_what_is(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["course", "diff", "2025.1"])
    assert result.exit_code == 1
    assert "2025.1 is no release (none yet), no folder and not `now`" in result.output
