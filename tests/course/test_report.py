"""A reviewer reads how far a language is, what the checks saw beside the English, and which terms to confirm."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app.course.cli import course_commands
from tests.course.small_course import SmallCourse

KHMER = "decide/lessons/first/km.md"


@pytest.fixture
def runner(small: SmallCourse) -> FlaskCliRunner:
    app = Flask(__name__)
    app.config["CURRICULUM"] = small.root
    app.cli.add_command(course_commands)
    return app.test_cli_runner()


def report(runner: FlaskCliRunner, *arguments: str) -> str:
    result = runner.invoke(args=["course", "report", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_it_counts_how_far_the_texts_have_come(runner: FlaskCliRunner) -> None:
    assert "| decide | 9 | 4 | 0 | 0 |" in report(runner, "--locale", "km")


def test_it_puts_the_translation_beside_the_english(runner: FlaskCliRunner, small: SmallCourse) -> None:
    small.change(KHMER, "កិច្ចសន្យាគឺ", "the កិច្ចសន្យាគឺ")
    words = report(runner, "--locale", "km", "--module", "decide")
    assert "### decide/first/promise" in words
    assert "- warning, english: English is left: the" in words
    assert "| title | A promise on paper | ការសន្យា |" in words


def test_it_keeps_to_one_module(runner: FlaskCliRunner) -> None:
    words = report(runner, "--locale", "km", "--module", "contract")
    assert "| contract |" in words
    assert "decide" not in words


def test_it_lists_the_terms_to_confirm(runner: FlaskCliRunner) -> None:
    assert "- passport: ໜັງສືຜ່ານແດນ: Means another paper in Thai." in report(runner, "--locale", "lo")
    assert "passport" not in report(runner, "--locale", "vi")


def test_an_unknown_module_is_named(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["course", "report", "--locale", "km", "--module", "travel"])
    assert result.exit_code == 1
    assert "there is no module called travel" in result.output


def test_check_counts_warnings_and_names_the_report(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["course", "check"])
    assert result.exit_code == 0
    assert "read `flask course report --locale km`" in result.output


def test_check_fails_where_words_are_damaged(runner: FlaskCliRunner, small: SmallCourse) -> None:
    small.change(KHMER, "កិច្ចសន្យាគឺ", "ស្រ្តី")
    result = runner.invoke(args=["course", "check"])
    assert result.exit_code == 1
    line = small.line_of(KHMER, "{#promise}")
    assert f"curriculum/{KHMER}:{line}: decide/first/promise: text: `ស្រ្តី" in result.output
    assert "type the word again" in result.output


def test_it_covers_facts_pictures_and_the_interface(runner: FlaskCliRunner, small: SmallCourse) -> None:
    small.change("pictures/km.yaml", "អ្នកធ្វើការម្នាក់", "the អ្នកធ្វើការម្នាក់")
    words = report(runner, "--locale", "km")
    assert "| pictures | 1 | 1 | 0 | 0 |" in words
    assert "### pictures/contract" in words
    assert "| text | A worker and a boss shake hands. | the អ្នកធ្វើការម្នាក់" in words
    assert "pictures/contract" not in report(runner, "--locale", "km", "--module", "interface")


def test_check_fails_where_words_of_a_fact_are_damaged(runner: FlaskCliRunner, small: SmallCourse) -> None:
    small.change("facts/text/km.yaml", "ប្រាក់ឈ្នួល", "ស្រ្តី")
    result = runner.invoke(args=["course", "check"])
    assert result.exit_code == 1
    line = small.line_of("facts/text/km.yaml", "th.wage")
    assert f"curriculum/facts/text/km.yaml:{line}: facts/values/th.wage: text: `ស្រ្តី" in result.output
