"""The glossary gives each term a form in each language, and its faults are named with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.i18n import LOCALES, SOURCE
from app.course.errors import BrokenCourse, Fault
from app.course.glossary import load_glossary
from app.course.glossary_checks import terms_in
from tests.course.small_course import SmallCourse

ROOT = Path(__file__).parents[2] / "curriculum"
GLOSSARY = "glossary.yaml"


def faults(small: SmallCourse) -> tuple[Fault, ...]:
    with pytest.raises(BrokenCourse) as broken:
        load_glossary(small.root)
    return broken.value.faults


def test_it_reads_every_form_of_a_term(small: SmallCourse) -> None:
    passport = load_glossary(small.root)[0]
    assert passport.english == "passport"
    assert passport.find == ("passport",)
    assert passport.renderings["km"].forms == ("លិខិតឆ្លងដែន", "ប៉ាស្ព័រ")
    assert passport.renderings["lo"].risk
    assert not passport.renderings["km"].risk


def test_a_missing_language_is_named_at_its_term(small: SmallCourse) -> None:
    small.change(GLOSSARY, "  vi: {use: môi giới}\n", "")
    (fault,) = faults(small)
    assert (fault.file, fault.line) == ("curriculum/glossary.yaml", small.line_of(GLOSSARY, "broker"))
    assert "`vi` is missing" in fault.what


def test_a_missing_form_is_named_at_its_line(small: SmallCourse) -> None:
    small.change(GLOSSARY, "my: {use: ပွဲစား}", "my: {note: None was found.}")
    (fault,) = faults(small)
    assert fault.line == small.line_of(GLOSSARY, "None was found")


def test_an_unknown_language_is_refused(small: SmallCourse) -> None:
    small.change(GLOSSARY, "  vi: {use: môi giới}", "  fr: {use: passeur}\n  vi: {use: môi giới}")
    (fault,) = faults(small)
    assert (fault.line, fault.what) == (small.line_of(GLOSSARY, "passeur"), "nothing reads the key `fr`")


def test_a_form_written_twice_is_refused(small: SmallCourse) -> None:
    small.change(GLOSSARY, "also: [ប៉ាស្ព័រ]", "also: [លិខិតឆ្លងដែន]")
    assert "is written twice" in faults(small)[0].what


def test_a_missing_glossary_is_a_fault(small: SmallCourse) -> None:
    (small.root / GLOSSARY).unlink()
    assert "this file is missing" in faults(small)[0].what


def test_the_longer_term_hides_the_shorter_one_inside_it() -> None:
    glossary = load_glossary(ROOT)
    assert [term.english for term in terms_in("Migrant workers ask a co-worker.", glossary)] == ["migrant worker"]
    assert [term.english for term in terms_in("A map pin and duties.", glossary)] == ["duty / obligation"]
    assert [term.english for term in terms_in("Your PIN", glossary)] == ["PIN"]


def test_ours_gives_every_term_in_every_language_and_flags_the_doubtful() -> None:
    glossary = load_glossary(ROOT)
    tags = {locale.tag for locale in LOCALES if locale is not SOURCE}
    assert len(glossary) >= 128
    assert all(set(term.renderings) == tags for term in glossary)
    assert all(any(term.renderings[tag].risk for term in glossary) for tag in tags)
