"""Cards follow one another across lessons, and a quiz draws as many questions as its module asks for."""

from __future__ import annotations

from app.course.rules import (
    draw_size,
    next_card,
    previous_card,
    spots,
)
from tests.course.small_course import SmallCourse


def test_a_core_quiz_draws_eight_and_another_six(small: SmallCourse) -> None:
    decide, contract = small.load().modules
    assert (draw_size(decide), draw_size(contract)) == (6, 8)


def test_the_way_through_a_module_visits_every_card_once_and_ends(small: SmallCourse) -> None:
    way = spots(small.load().module("decide"))
    assert [spot.card.id for spot in way] == ["promise", "wage", "story", "do-now"]
    assert [next_card(spot) for spot in way] == [*way[1:], None]
    assert [previous_card(spot) for spot in way] == [None, *way[:-1]]
