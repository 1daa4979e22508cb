"""Decisions about the course: how many questions a quiz draws, and which card comes next."""

from __future__ import annotations

from dataclasses import dataclass

from app.course.catalogue import Card, Lesson, Module

DRAW_OF_CORE = 8
DRAW_OF_OTHER = 6


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a reader is: a card, with the lesson and the module it is in."""

    module: Module
    lesson: Lesson
    card: Card


def draw_size(module: Module) -> int:
    """Tell how many questions of its pool a module's quiz asks."""
    return DRAW_OF_CORE if module.core else DRAW_OF_OTHER


def spots(module: Module) -> tuple[Spot, ...]:
    """List every card of a module in reading order."""
    return tuple(Spot(module, lesson, card) for lesson in module.lessons for card in lesson.cards)


def next_card(spot: Spot) -> Spot | None:
    """Find the card after this one, in the next lesson if need be; None after the last, where the quiz waits."""
    way = spots(spot.module)
    after = way.index(spot) + 1
    return way[after] if after < len(way) else None


def previous_card(spot: Spot) -> Spot | None:
    """Find the card before this one, in the lesson before if need be; None before the first."""
    way = spots(spot.module)
    here = way.index(spot)
    return way[here - 1] if here else None
