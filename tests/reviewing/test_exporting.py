"""Decisions carried into the files of the curriculum, and what becomes of them when words change."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskCliRunner

from app.accounts.models import Staff
from app.core.database import db
from app.core.i18n import Locale
from app.course.back import BackNote, load_back
from app.course.catalogue import State
from app.course.fact_loader import load_facts
from app.course.loader import load_course
from app.course.services import review_texts
from app.course.units import Unit, read_units
from app.reviewing import services
from app.reviewing.queries import entries_on
from app.reviewing.rules import Act
from app.reviewing.texts import TRANSLATED
from tests.conftest import build_app
from tests.reviewing.people import CARD, KHMER, OTHER_CARD, a_reviewer, seen_of, unit_of

SOURCE = Path(__file__).parents[2] / "curriculum"
FACT, PICTURE = "facts/labels/dest.min_wage", "pictures/contract-what-for"
COURSE = """\
version: "2026.1"
modules: [contract]
sectors: [home, fishing, building, farm, factory, other]
"""
DAY = date(2026, 3, 9)
NEW_TITLE = "ពាក្យសន្យាលើក្រដាស"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A curriculum of one module, with the facts and the pictures, that may be written into."""
    copy = tmp_path / "curriculum"
    for part in ("contract", "facts", "pictures"):
        shutil.copytree(SOURCE / part, copy / part)
    shutil.copy(SOURCE / "glossary.yaml", copy)
    (copy / "course.yaml").write_text(COURSE)
    return copy


@pytest.fixture
def own(library: Path, tmp_path: Path) -> Iterator[Flask]:
    """An application that was started with it."""
    app = build_app(tmp_path, WAYMARK_CURRICULUM=str(library))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def run(app: Flask, *words: str) -> str:
    result = FlaskCliRunner(app).invoke(args=["review", *words])
    assert result.exit_code == 0, result.output
    return result.output


def units(library: Path, language: Locale = KHMER) -> dict[str, Unit]:
    course = load_course(library)
    return read_units(library, course, load_facts(library, course.sectors), language)


def states(library: Path) -> set[State]:
    """Tell how far the card is in the six languages."""
    course = load_course(library)
    book = load_facts(library, course.sectors)
    return {read_units(library, course, book, language)[CARD].state for language in TRANSLATED}


def name_on(unit: Unit) -> str | None:
    return unit.record.reviewed_by if unit.record else None


def accept(path: str, by: Staff, language: Locale = KHMER) -> None:
    services.accept(locale=language, path=path, seen=seen_of(path, language), by=by)


def agree(path: str = CARD, title: str = NEW_TITLE) -> None:
    services.suggest(locale=KHMER, path=path, seen=seen_of(path), typed={"title": title}, by=a_reviewer())
    made = entries_on(KHMER, path)[-1].id
    services.decide(locale=KHMER, path=path, suggestion=made, act=Act.TAKE, by=a_reviewer())


def status(library: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(library.glob("*/status/*.yaml"))}


def test_sign_offs_are_written_beside_the_words_they_are_about(own: Flask, library: Path) -> None:
    reviewer = a_reviewer()
    for path in (CARD, FACT, PICTURE):
        accept(path, reviewer)
    run(own, "export")
    found = units(library)
    assert [found[path].state for path in (CARD, FACT, PICTURE, OTHER_CARD)] == [*[State.REVIEWED] * 3, State.DRAFT]
    assert name_on(found[CARD]) == reviewer.username


def test_an_export_may_run_again_and_changes_nothing(own: Flask, library: Path) -> None:
    accept(CARD, a_reviewer())
    run(own, "export", "--locale", "km")
    before = status(library)
    assert run(own, "export") == ""
    assert status(library) == before


def test_names_are_written_only_when_they_are_asked_for(own: Flask, library: Path) -> None:
    accept(CARD, a_reviewer(signs_as="Sok Dara"))
    run(own, "export", "--names")
    assert name_on(units(library)[CARD]) == "Sok Dara"


def test_a_sign_off_that_is_in_the_files_is_never_lost(own: Flask, library: Path) -> None:
    course = load_course(library)
    book = load_facts(library, course.sectors)
    review_texts(root=library, course=course, facts=book, locale=KHMER, name=CARD, by="Chan Sophea", on=DAY)
    for path in (CARD, OTHER_CARD):
        accept(path, a_reviewer())
    run(own, "export")
    found = units(library)
    assert name_on(found[CARD]) == "Chan Sophea"
    assert found[OTHER_CARD].state is State.REVIEWED


def test_a_text_with_an_open_suggestion_is_not_exported(own: Flask, library: Path) -> None:
    accept(CARD, a_reviewer())
    services.suggest(locale=KHMER, path=CARD, seen=seen_of(), typed={"title": NEW_TITLE}, by=a_reviewer())
    assert run(own, "export") == ""
    assert units(library)[CARD].state is State.DRAFT


def test_a_changed_english_sentence_ends_the_review_of_all_six_languages(own: Flask, library: Path) -> None:
    for language in TRANSLATED:
        accept(CARD, a_reviewer(language.tag), language)
    run(own, "export")
    assert states(library) == {State.REVIEWED}
    lesson = library / "contract/lessons/what-for/en.md"
    english = lesson.read_text()
    lesson.write_text(english.replace("A contract is a promise on paper", "A contract is a written promise", 1))
    assert lesson.read_text() != english
    assert states(library) == {State.OUTDATED}
    assert run(own, "export") == ""
    assert states(library) == {State.OUTDATED}


def test_a_changed_translation_is_a_draft_again(own: Flask, library: Path) -> None:
    accept(CARD, a_reviewer())
    run(own, "export")
    agree()
    assert "what-for/km.md" in run(own, "texts")
    found = units(library)
    assert found[CARD].state is State.DRAFT
    assert (found[CARD].own or {})["title"] == NEW_TITLE
    assert run(own, "export") == ""


def test_agreed_words_are_written_once_and_every_other_byte_stays(own: Flask, library: Path) -> None:
    lesson = library / "contract/lessons/what-for/km.md"
    before = lesson.read_text()
    agree()
    run(own, "texts")
    old = next(re.finditer(r"^## (.*) \{#promise\}$", before, re.M))[1]
    assert lesson.read_text() == before.replace(f"## {old} {{#promise}}", f"## {NEW_TITLE} {{#promise}}")
    assert run(own, "texts") == ""


def test_a_text_that_was_missing_is_written_when_reviewers_agree_on_it(library: Path, tmp_path: Path) -> None:
    questions = library / "contract/questions/km.yaml"
    before = questions.read_text()
    questions.write_text(re.sub(r"^M03-Q02:\n(?:  .*\n)+\n?", "", before, flags=re.M))
    app = build_app(tmp_path, WAYMARK_CURRICULUM=str(library))
    path, words = "contract/questions/M03-Q02", dict(unit_words(before, "M03-Q02"))
    with app.app_context():
        assert unit_of(path).own is None
        services.suggest(locale=KHMER, path=path, seen=seen_of(path), typed=words, by=a_reviewer())
        made = entries_on(KHMER, path)[-1].id
        services.decide(locale=KHMER, path=path, suggestion=made, act=Act.TAKE, by=a_reviewer())
        run(app, "texts", "--locale", "km")
        assert units(library)[path].own == words
        db.session.remove()
        db.engine.dispose()


def unit_words(source: str, question: str) -> Iterator[tuple[str, str]]:
    written = yaml.safe_load(source)[question]
    yield "text", written["text"]
    yield from written["options"].items()
    yield "explanation", written["explanation"]


def test_agreed_words_wait_no_longer_when_somebody_changed_the_text_otherwise(own: Flask, library: Path) -> None:
    agree()
    lesson = library / "contract/lessons/what-for/km.md"
    changed = re.sub(r"^## .* \{#promise\}$", "## ក្រដាស {#promise}", lesson.read_text(), flags=re.M)
    lesson.write_text(changed)
    assert run(own, "texts") == ""
    assert lesson.read_text() == changed


def test_words_that_may_not_be_written_any_more_are_told_and_hold_nothing_up(own: Flask, library: Path) -> None:
    agree()
    agree(OTHER_CARD, "អ្វីខ្លះ")
    english = library / "contract/lessons/what-for/en.md"
    english.write_text(english.read_text().replace("## A promise on paper", "## 3 promises on paper"))
    said = run(own, "texts")
    assert f"Not written, km: {CARD}, title" in said
    assert units(library)[OTHER_CARD].own == dict(units(library)[OTHER_CARD].own or {}) | {"title": "អ្វីខ្លះ"}


def test_back_translations_are_written_and_read_again(own: Flask, library: Path) -> None:
    for words in ("A paper promise.", 'A promise: "on paper".\nBoth keep it.'):
        services.back_translate(locale=KHMER, path=CARD, seen=seen_of(), words=words, by=a_reviewer())
    run(own, "export")
    note = load_back(library, ["contract"])["km"][CARD]
    assert note.text == 'A promise: "on paper".\nBoth keep it.' and note.is_of(seen_of().own)
    assert run(own, "export") == ""


def test_a_back_translation_of_newer_words_in_the_file_is_kept(own: Flask, library: Path) -> None:
    services.back_translate(locale=KHMER, path=CARD, seen=seen_of(), words="A promise.", by=a_reviewer())
    agree()
    run(own, "texts")
    file = library / "contract/back/km.yaml"
    file.parent.mkdir(exist_ok=True)
    digest = units(library)[CARD].own_digest or ""
    file.write_text(f"what-for/promise: {{own: {digest[:12]}, text: Newer.}}\n")
    run(own, "export")
    assert load_back(library, ["contract"])["km"][CARD] == BackNote(digest[:12], "Newer.")


def test_languages_are_allowed_and_forbidden_at_the_terminal(own: Flask) -> None:
    reviewer = a_reviewer("km")
    assert "may sign: km, my" in run(own, "allow", reviewer.username, "my", "--name", "Sok Dara")
    assert run(own, "list").splitlines() == [
        f"{reviewer.username}: km",
        f"{reviewer.username}: my (signs as Sok Dara)",
    ]
    assert "may sign: my" in run(own, "forbid", reviewer.username, "km")


def test_nobody_is_allowed_who_is_no_reviewer(own: Flask) -> None:
    refused = FlaskCliRunner(own).invoke(args=["review", "allow", "nobody", "km"])
    assert refused.exit_code == 1 and "nobody" in refused.output
