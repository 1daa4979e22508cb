"""Every text that a translator writes is a unit, with its words as written, its state and who signed it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.core.i18n import LOCALES, locale_by_tag
from app.course.catalogue import Course, State
from app.course.fact_loader import load_facts
from app.course.facts import FactBook
from app.course.loader import load_course
from app.course.services import review_texts, stamp_texts
from app.course.units import Unit, below, read_units
from tests.course.small_course import SmallCourse

ROOT = Path(__file__).parents[2] / "curriculum"
DAY = date(2026, 3, 9)


def units(small: SmallCourse, tag: str = "km") -> dict[str, Unit]:
    locale = locale_by_tag(tag)
    assert locale
    return read_units(small.root, small.load(), small.load_facts(), locale)


def sign(small: SmallCourse, name: str, tag: str = "km") -> list[str]:
    locale = locale_by_tag(tag)
    assert locale
    course, facts = small.load(), small.load_facts()
    return review_texts(root=small.root, course=course, facts=facts, locale=locale, name=name, by="Sok Dara", on=DAY)


def test_a_card_is_given_as_it_is_written_with_its_placeholders(small: SmallCourse) -> None:
    card = units(small, "en")["decide/first/wage"]
    assert card.source == {"title": "What you are paid", "text": "Look at the pay.\n{{dest.min_wage}}\n\nAsk again."}


def test_a_card_knows_its_picture_and_its_place(small: SmallCourse) -> None:
    card = units(small)["decide/first/promise"]
    assert card.picture == "contract"
    assert card.at.file == "curriculum/decide/lessons/first/km.md"
    assert card.at.line == small.line_of("decide/lessons/first/km.md", "{#promise}")


def test_each_kind_of_text_has_its_passages(small: SmallCourse) -> None:
    found = units(small)
    assert list(found["decide/about"].source) == ["title", "aim", "M01-LO1"]
    assert list(found["decide/first"].source) == ["title"]
    assert list(found["decide/questions/M01-Q02"].source) == ["text", "a", "b", "c", "explanation"]
    assert list(found["facts/values/th.wage"].source) == ["text"]
    assert found["facts/labels/dest.min_wage"].source == {"text": "Words"}
    assert found["pictures/contract"].own == {"text": "អ្នកធ្វើការម្នាក់ និងថៅកែ ចាប់ដៃគ្នា។"}


def test_a_text_that_a_language_lacks_is_missing(small: SmallCourse) -> None:
    found = units(small)["pictures/bus"]
    assert (found.state, found.own, found.own_digest) == (State.MISSING, None, None)
    assert found.at.file == "curriculum/pictures/en.yaml"


def test_the_english_of_a_fact_stands_in_the_file_of_its_country(small: SmallCourse) -> None:
    fact = units(small, "en")["facts/values/th.wage"]
    assert fact.own == fact.source
    assert fact.at.file == "curriculum/facts/countries/th.yaml"
    assert fact.at.line == small.line_of("facts/countries/th.yaml", "In Thailand the minimum wage")


def test_only_facts_that_somebody_may_see_need_a_translation(small: SmallCourse) -> None:
    small.change("facts/placeholders.yaml", "[th.charity, th.embassy]", "[th.charity]")
    small.change("facts/countries/th.yaml", "confidence: high", "confidence: low")
    facts = [unit.name for unit in below(units(small).values(), "facts/values")]
    assert facts == ["values/th.charity"]


@pytest.mark.parametrize(
    ("name", "english", "old", "new"),
    [
        ("facts/values/th.wage", "facts/countries/th.yaml", "THB a day", "THB each day"),
        ("pictures/contract", "pictures/en.yaml", "shake hands", "take hands"),
    ],
)
def test_facts_and_pictures_are_signed_and_outdated_as_cards_are(
    small: SmallCourse, name: str, english: str, old: str, new: str
) -> None:
    assert units(small)[name].state is State.DRAFT
    sign(small, name)
    signed = units(small)[name]
    assert signed.state is State.REVIEWED
    assert signed.record and (signed.record.reviewed_by, signed.record.reviewed_on) == ("Sok Dara", DAY)
    small.change(english, old, new)
    assert units(small)[name].state is State.OUTDATED


def test_a_whole_part_is_signed_at_once(small: SmallCourse) -> None:
    assert sign(small, "facts") == ["countries/TH", "values/th.wage"]
    assert sign(small, "pictures") == ["contract"]


def test_a_stamp_keeps_the_signatures_of_facts(small: SmallCourse) -> None:
    sign(small, "facts/values")
    locale = locale_by_tag("km")
    assert locale
    stamp_texts(root=small.root, course=small.load(), facts=small.load_facts(), locale=locale)
    assert units(small)["facts/values/th.wage"].state is State.REVIEWED
    assert "countries/TH: {source:" in small.read("facts/status/km.yaml")


def test_the_course_digest_does_not_depend_on_facts_and_pictures(small: SmallCourse) -> None:
    before = small.load().digest
    small.change("facts/countries/th.yaml", "THB a day", "THB each day")
    small.change("pictures/en.yaml", "shake hands", "take hands")
    assert small.load().digest == before


def test_a_review_changes_nothing_that_a_reader_of_facts_sees(small: SmallCourse) -> None:
    before = small.load_facts().digest
    sign(small, "facts")
    assert small.load_facts().digest == before


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT)


@pytest.fixture(scope="module")
def facts(course: Course) -> FactBook:
    return load_facts(ROOT, course.sectors)


def test_every_language_has_the_same_units(course: Course, facts: FactBook) -> None:
    found = {locale.tag: list(read_units(ROOT, course, facts, locale)) for locale in LOCALES}
    assert all(paths == found["en"] for paths in found.values())
    assert len(set(found["en"])) == len(found["en"])
