"""Every card has a picture that is small, plain, and put in words for those who hear the page."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.core.i18n import LOCALES
from app.course.catalogue import Course
from app.course.loader import load_course
from app.course.pictures import load_picture_texts

ROOT = Path(__file__).parents[2]
CURRICULUM = ROOT / "curriculum"
PICTURES = {path.stem: path for path in sorted((ROOT / "app" / "static" / "pictures").glob("*.svg"))}
MOST_BYTES = 6000
PLAIN = {"svg", "g", "path", "circle", "ellipse", "rect"}
SVG = "{http://www.w3.org/2000/svg}"

each_picture = pytest.mark.parametrize("name", PICTURES)


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(CURRICULUM)


def drawing(name: str) -> ElementTree.Element:
    """Read a picture's root element."""
    return ElementTree.parse(PICTURES[name]).getroot()  # noqa: S314 - a file of our own.


def cards_pictures(course: Course) -> dict[str, str | None]:
    """Name the picture of every card by the card's key."""
    return {
        f"{lesson.key}/{card.id}": card.picture
        for module in course.modules
        for lesson in module.lessons
        for card in lesson.cards
    }


def test_each_card_has_a_picture_that_was_drawn(course: Course) -> None:
    assert {key: name for key, name in cards_pictures(course).items() if name not in PICTURES} == {}


def test_no_picture_is_drawn_for_nothing(course: Course) -> None:
    assert set(PICTURES) == set(cards_pictures(course).values())


def test_each_picture_is_put_in_english_words() -> None:
    texts = load_picture_texts(CURRICULUM)
    assert set(texts["en"]) == set(PICTURES)


@pytest.mark.parametrize("locale", [locale.tag for locale in LOCALES])
def test_words_are_whole_sentences_about_pictures_there_are(locale: str) -> None:
    for name, text in load_picture_texts(CURRICULUM)[locale].items():
        assert name in PICTURES
        assert text == text.strip() and len(text) > 20, name
        if locale == "en":
            assert text.endswith(".") and len(text.split()) <= 28, name


@each_picture
def test_a_picture_costs_little_to_load(name: str) -> None:
    assert PICTURES[name].stat().st_size <= MOST_BYTES


@each_picture
def test_a_picture_has_the_one_shape(name: str) -> None:
    assert drawing(name).attrib["viewBox"] == "0 0 320 200"


@each_picture
def test_a_picture_holds_plain_shapes_and_no_text_script_or_address(name: str) -> None:
    for element in drawing(name).iter():
        assert element.tag.removeprefix(SVG) in PLAIN
        assert not (element.text or "").strip()
        for attribute, value in element.attrib.items():
            assert attribute not in {"id", "style", "class"} and not attribute.startswith("on")
            assert "href" not in attribute and "url(" not in value
