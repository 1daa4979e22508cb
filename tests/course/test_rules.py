"""Cards follow one another across lessons; a module is seen when each of its cards was."""

from __future__ import annotations

from app.course.rules import (
    Position,
    draw_size,
    is_lesson_seen,
    next_card,
    position,
    previous_card,
    spots,
    unseen,
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


def test_the_position_counts_cards_of_the_whole_module(small: SmallCourse) -> None:
    third = spots(small.load().module("decide"))[2]
    assert third.lesson.number == 2
    assert position(third) == Position(3, 4)


def test_what_was_not_seen_is_listed_in_reading_order(small: SmallCourse) -> None:
    module = small.load().module("decide")
    seen = {"M01/first/promise", "M01/second/story", "M01/gone/card"}
    assert [spot.card.id for spot in unseen(module, seen)] == ["wage", "do-now"]
    assert unseen(module, {spot.card.key for spot in spots(module)}) == ()


def test_a_lesson_is_seen_when_each_of_its_cards_was(small: SmallCourse) -> None:
    lesson = small.load().module("decide").lesson(1)
    assert not is_lesson_seen(lesson, {"M01/first/promise"})
    assert is_lesson_seen(lesson, {"M01/first/promise", "M01/first/wage"})
