"""The course's commands speak plainly and fail where something is to be mended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app.core.i18n import LOCALES
from app.course.cli import course_commands, is_course_command
from app.web.catalogues import is_interface_reviewed
from tests.course.small_course import SmallCourse


@pytest.fixture
def runner(small: SmallCourse) -> FlaskCliRunner:
    app = Flask(__name__)
    app.config["CURRICULUM"] = small.root
    app.cli.add_command(course_commands)
    return app.test_cli_runner()


def test_check_counts_what_a_sound_course_has(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["course", "check"])
    assert result.exit_code == 0
    assert "has no faults" in result.output
    assert "2 modules, 4 lessons, 8 cards, 14 questions" in result.output


def test_check_fails_and_names_every_fault(runner: FlaskCliRunner, small: SmallCourse) -> None:
    small.change("decide/module.yaml", "right: [a]", "right: [d]")
    result = runner.invoke(args=["course", "check"])
    assert result.exit_code == 1
    assert "curriculum/decide/module.yaml:" in result.output
    assert "the right answer `d` is no option" in result.output


def test_status_prints_a_line_for_each_language_and_module(runner: FlaskCliRunner) -> None:
    lines = runner.invoke(args=["course", "status"]).output.splitlines()
    assert lines[0].split() == ["locale", "module", "missing", "draft", "reviewed", "outdated"]
    assert ["km", "decide", "9", "4", "0", "0"] in [line.split() for line in lines]
    assert ["km", "facts", "37", "2", "0", "0"] in [line.split() for line in lines]
    assert ["km", "pictures", "1", "1", "0", "0"] in [line.split() for line in lines]


def test_status_adds_up_each_language_at_a_glance(runner: FlaskCliRunner) -> None:
    lines = runner.invoke(args=["course", "status"]).output.splitlines()
    first = lines.index("") + 1
    sums = [line.split() for line in lines[first : lines.index("", first)]]
    assert sums[0] == ["locale", "all", "texts", "translated", "percent", "missing", "stale", "reviewed"]
    assert [line[1] for line in sums if line[0] == "km"] == ["interface", "course", "facts", "pictures"]
    assert ["km", "pictures", "2", "1", "50", "%", "1", "0", "0"] in sums
    assert ["en", "course", "28", "28", "100", "%", "0", "0", "0"] in sums


def test_status_counts_recordings_and_says_whether_this_is_a_release(
    runner: FlaskCliRunner, small: SmallCourse
) -> None:
    small.write("decide/sound/km.yaml", "about: {file: about.opus, seconds: 9, speaks: 02393ea85e9c}\n")
    output = runner.invoke(args=["course", "status"]).output
    counted = [
        line.split()[2:] for line in output.splitlines() if line.startswith(("locale   sound", "km       sound"))
    ]
    assert counted[0] == ["missing", "current", "stale"]
    assert counted[1][1:] == ["0", "1"]
    assert output.endswith("): draft, nothing released yet.\n")
    answer = json.loads(runner.invoke(args=["course", "status", "--json"]).output)
    assert (answer["standing"], answer["sound"]["km"]["stale"]) == ("draft, nothing released yet", 1)


def test_check_refuses_a_broken_list_of_recordings(runner: FlaskCliRunner, small: SmallCourse) -> None:
    small.write("decide/sound/km.yaml", "about: {file: about.wav, seconds: 9, speaks: 02393ea85e9c}\n")
    result = runner.invoke(args=["course", "check"])
    assert result.exit_code == 1
    assert "curriculum/decide/sound/km.yaml:1: `about.wav` cannot be the file of a recording" in result.output


def test_status_speaks_json(runner: FlaskCliRunner, small: SmallCourse) -> None:
    answer = json.loads(runner.invoke(args=["course", "status", "--json"]).output)
    assert answer["digest"] == small.load().digest
    assert answer["locales"]["km"]["decide"] == {"missing": 9, "draft": 4, "reviewed": 0, "outdated": 0}
    assert answer["pictures"]["km"] == {"missing": 1, "draft": 1, "reviewed": 0, "outdated": 0}
    assert answer["totals"]["km"]["pictures"]["percent"] == 50


def test_status_counts_the_interface(runner: FlaskCliRunner, tmp_path: Path) -> None:
    folder = tmp_path / "translations"
    km = folder / "km" / "LC_MESSAGES" / "messages.po"
    km.parent.mkdir(parents=True)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "words.py").write_text('_("One"), _l("Two"), gettext("New")')
    (tmp_path / "pyproject.toml").write_text('[[tool.babel.mappings]]\nmethod = "python"\npattern = "app/**.py"\n')
    km.write_text('msgid ""\nmsgstr ""\n\nmsgid "One"\nmsgstr "១"\n\n#, fuzzy\nmsgid "Two"\nmsgstr "២"\n')
    runner.app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)
    counted: dict[str, int | str | None] = {
        "translated": 1,
        "missing": 1,
        "fuzzy": 1,
        "reviewed_by": None,
        "reviewed": 0,
    }
    assert json.loads(runner.invoke(args=["course", "status", "--json"]).output)["interface"]["km"] == counted


def test_review_signs_the_interface_for_status_and_for_the_pages(runner: FlaskCliRunner, tmp_path: Path) -> None:
    folder = tmp_path / "translations"
    km = folder / "km" / "LC_MESSAGES" / "messages.po"
    km.parent.mkdir(parents=True)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "words.py").write_text('_("One"), _l("Two")')
    (tmp_path / "pyproject.toml").write_text('[[tool.babel.mappings]]\nmethod = "python"\npattern = "app/**.py"\n')
    runner.app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)
    review = ["course", "review", "--by", "Sok Dara", "interface", "--locale"]
    one = 'msgid ""\nmsgstr ""\n\nmsgid "One"\nmsgstr "១"\n'
    km.write_text(one)
    assert "lacks 1 strings; nothing was signed" in runner.invoke(args=[*review, "km"]).output
    assert runner.invoke(args=[*review, "en"]).exit_code == 1
    km.write_text(f'{one}\nmsgid "Two"\nmsgstr "២"\n')
    assert "2 strings of the interface in km are reviewed by Sok Dara." in runner.invoke(args=[*review, "km"]).output
    counted = json.loads(runner.invoke(args=["course", "status", "--json"]).output)["interface"]["km"]
    assert (counted["reviewed_by"], counted["reviewed"]) == ("Sok Dara", 2)
    with runner.app.app_context():
        assert is_interface_reviewed(LOCALES[1])
    km.write_text(km.read_text().replace("២", "ពីរ"))
    counted = json.loads(runner.invoke(args=["course", "status", "--json"]).output)["interface"]["km"]
    assert (counted["reviewed_by"], counted["reviewed"]) == (None, 0), "other words than those that were read"


def test_stamp_writes_the_status_of_every_language(runner: FlaskCliRunner, small: SmallCourse) -> None:
    result = runner.invoke(args=["course", "stamp"])
    assert result.exit_code == 0
    assert sorted(path.relative_to(small.root).as_posix() for path in small.root.rglob("status/*")) == [
        "contract/status/en.yaml",
        "decide/status/en.yaml",
        "decide/status/km.yaml",
        "facts/status/en.yaml",
        "facts/status/km.yaml",
        "pictures/status/en.yaml",
        "pictures/status/km.yaml",
    ]
    assert "No text has changed" in runner.invoke(args=["course", "stamp"]).output


def test_stamp_keeps_to_one_language_and_part(runner: FlaskCliRunner, small: SmallCourse) -> None:
    runner.invoke(args=["course", "stamp", "--locale", "km", "--part", "decide"])
    paths = [path.relative_to(small.root).as_posix() for path in small.root.rglob("status/*")]
    assert paths == ["decide/status/km.yaml"]


def test_review_notes_who_and_when(runner: FlaskCliRunner, small: SmallCourse) -> None:
    result = runner.invoke(args=["course", "review", "--locale", "km", "--by", "Sok Dara", "decide/first"])
    assert result.output == "2 texts in km are reviewed by Sok Dara.\n"
    assert 'reviewed_by: "Sok Dara"' in small.read("decide/status/km.yaml")


def test_review_of_nothing_fails(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["course", "review", "--locale", "vi", "--by", "Lan", "decide/first"])
    assert result.exit_code == 1
    assert "no text called decide/first in vi" in result.output


def test_a_broken_course_may_be_checked_but_not_served() -> None:
    assert is_course_command(["/usr/bin/flask", "--app", "wsgi", "course", "check"])
    assert not is_course_command(["/usr/bin/flask", "run"])
    assert not is_course_command(["/usr/bin/gunicorn", "course"])
