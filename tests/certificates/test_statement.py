"""A statement keeps everything printed, survives the register unchanged, and refuses to contradict itself."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from app.certificates.statement import KEYS, BrokenStatement, Statement
from app.certificates.wording import words_for
from tests.certificates.papers import LOCALES, a_sample, a_statement


@pytest.mark.parametrize("locale", LOCALES)
def test_a_statement_comes_back_from_the_register_unchanged(locale: str) -> None:
    statement = a_sample(locale)
    assert Statement.from_json(statement.to_json()) == statement


def test_a_statement_without_end_help_lines_or_second_name_comes_back_unchanged() -> None:
    statement = a_statement(valid_until=None, help_lines=(), name_latin=None)
    assert Statement.from_json(statement.to_json()) == statement


def test_the_order_in_which_words_were_written_does_not_change_the_text() -> None:
    statement = a_statement()
    turned = replace(statement, words=dict(reversed(list(statement.words.items()))))
    assert turned.to_json() == statement.to_json()


def test_own_scripts_stand_in_the_register_readably() -> None:
    assert a_statement("km").name_native in a_statement("km").to_json()  # type: ignore[operator]


def test_what_a_later_version_has_written_is_refused() -> None:
    values = json.loads(a_statement().to_json()) | {"seal_colour": "red"}
    with pytest.raises(BrokenStatement):
        Statement.from_json(json.dumps(values))


@pytest.mark.parametrize(
    "changes",
    [
        {"name_native": None, "name_latin": None},
        {"name_native": "", "name_latin": ""},
        {"design": "waymark-0"},
        {"locale": "xx"},
        {"kind": "half"},
        {"modules": ()},
        {"modules_english": ("Only one",)},
        {"words": {}},
        {"english": dict.fromkeys((*KEYS, "more"), "word")},
    ],
    ids=str,
)
def test_a_statement_that_cannot_be_printed_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BrokenStatement):
        replace(a_statement(), **changes)


def test_the_own_name_comes_first_and_two_equal_names_are_one() -> None:
    assert a_statement("km").names == ("ឥន្ទ្រទេវី សុវត្ថិពុទ្ធា", "INTRATEVY SOVATHIPUTHEA")
    assert a_statement("vi", name_native="LE VAN THU", name_latin="LE VAN THU").names == ("LE VAN THU",)
    assert a_statement(name_native=None, name_latin="LE VAN THU").names == ("LE VAN THU",)


@pytest.mark.parametrize("kind", ["core", "full"])
def test_the_words_have_every_key_in_every_language(app: Flask, kind: str) -> None:
    for locale in LOCALES:
        with app.test_request_context(), force_locale(locale.replace("-", "_")):
            words = words_for(kind, "50 % of the way")
        assert tuple(words) == KEYS
        assert all(words.values())
        assert "50 % of the way" in words["has_completed"]


def test_a_core_statement_says_that_it_is_one(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        core, full = words_for("core", "Course"), words_for("full", "Course")
    assert {key for key in KEYS if core[key] != full[key]} == {"heading", "has_completed"}
