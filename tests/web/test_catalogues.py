"""A sign-off of the interface holds for exactly the words that were read."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from app.core.i18n import LOCALES, SOURCE
from app.web.catalogues import catalogue_of, is_interface_reviewed, sign_interface

KHMER = LOCALES[1]
THE_DAY = date(2026, 11, 22)


@pytest.fixture
def folder(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the catalogues, which the application takes for its own."""
    copy = shutil.copytree(Path(app.config["BABEL_TRANSLATION_DIRECTORIES"]), tmp_path / "translations")
    monkeypatch.setitem(app.config, "BABEL_TRANSLATION_DIRECTORIES", str(copy))
    return copy


def reviewed(app: Flask) -> bool:
    with app.app_context():
        return is_interface_reviewed(KHMER)


def test_english_is_no_translation(app: Flask) -> None:
    with app.app_context():
        assert is_interface_reviewed(SOURCE)


def test_a_catalogue_nobody_signed_is_not_reviewed(app: Flask, folder: Path) -> None:
    assert not reviewed(app)


def test_a_signed_catalogue_is_reviewed(app: Flask, folder: Path) -> None:
    sign_interface(folder, KHMER, by="A", on=THE_DAY)
    assert reviewed(app)


def test_a_word_changed_since_makes_it_a_draft_again(app: Flask, folder: Path) -> None:
    sign_interface(folder, KHMER, by="A", on=THE_DAY)
    path = catalogue_of(folder, KHMER)
    before = path.read_text()
    changed = before.replace('msgstr "ឈ្មោះ', 'msgstr "ឈ្មោះ ', 1)
    assert changed != before
    path.write_text(changed)
    assert not reviewed(app)


def test_comments_and_order_of_a_catalogue_do_not_count(app: Flask, folder: Path) -> None:
    sign_interface(folder, KHMER, by="A", on=THE_DAY)
    path = catalogue_of(folder, KHMER)
    path.write_text("# Another comment\n" + path.read_text())
    assert reviewed(app)
