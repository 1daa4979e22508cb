"""An address finds its card in the course, or the page that says there is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from app.course.errors import NoSuchCard
from app.course.queries import course, lesson_at, module_at, spot_at
from tests.course.small_course import SmallCourse


@pytest.fixture
def loaded(small: SmallCourse) -> Iterator[None]:
    app = Flask(__name__)
    app.extensions["course"] = small.load()
    with app.app_context():
        yield


@pytest.mark.usefixtures("loaded")
def test_an_address_finds_its_card() -> None:
    spot = spot_at("decide", 2, 1)
    assert (spot.module, spot.lesson.id, spot.card.id) == (course().module("decide"), "second", "story")
    assert lesson_at("decide", 2) is spot.lesson
    assert module_at("decide") is spot.module


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("address", [("travel", 1, 1), ("decide", 3, 1), ("decide", 1, 3), ("decide", 0, 0)])
def test_an_address_of_no_card_says_so(address: tuple[str, int, int]) -> None:
    with pytest.raises(NoSuchCard):
        spot_at(*address)
