"""What has been seen and what is left, as pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.course.catalogue import Card, Course, Lesson, Module


@dataclass(frozen=True, slots=True)
class Progress:
    """The cards somebody has seen, as card ids by lesson key (``M03/what-for``)."""

    lessons: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def seen(self, lesson: Lesson) -> frozenset[str]:
        """Name the cards of this version's lesson that were seen."""
        return self.lessons.get(lesson.key, frozenset()) & {card.id for card in lesson.cards}

    def is_lesson_done(self, lesson: Lesson) -> bool:
        """Tell whether every card of a lesson was seen."""
        return len(self.seen(lesson)) == len(lesson.cards)

    def next_card(self, lesson: Lesson) -> Card:
        """Find the card to go on with: the first unseen one, or the first of a lesson that is done."""
        seen = self.seen(lesson)
        return next((card for card in lesson.cards if card.id not in seen), lesson.cards[0])

    def next_lesson(self, module: Module) -> Lesson | None:
        """Find the first lesson of a module that is not done."""
        return next((lesson for lesson in module.lessons if not self.is_lesson_done(lesson)), None)

    def is_begun(self) -> bool:
        """Tell whether anything was seen at all."""
        return any(self.lessons.values())


def packed_seen(lesson: Lesson, seen: Iterable[str]) -> str:
    """Write the seen cards of a lesson for the cookie: a hexadecimal mask by place, and the number of cards."""
    seen = set(seen)
    mask = sum(1 << place for place, card in enumerate(lesson.cards) if card.id in seen)
    return f"{mask:x}.{len(lesson.cards)}"


def unpacked_seen(lesson: Lesson, text: str) -> frozenset[str]:
    """Read the seen cards of a lesson from the cookie; none when the lesson has another number of cards now."""
    mask, _, count = text.partition(".")
    try:
        bits = int(mask, 16)
    except ValueError:
        return frozenset()
    if count != str(len(lesson.cards)):
        return frozenset()
    return frozenset(card.id for place, card in enumerate(lesson.cards) if bits >> place & 1)


def progress_from_cookie(course: Course, kept: Mapping[str, str]) -> Progress:
    """Read all that a cookie holds of this course."""
    lessons = (lesson for module in course.modules for lesson in module.lessons)
    return Progress({lesson.key: unpacked_seen(lesson, kept[lesson.key]) for lesson in lessons if lesson.key in kept})
