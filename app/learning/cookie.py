"""Progress without an account: kept in the person's own signed cookie and nowhere else."""

from __future__ import annotations

from flask import session

from app.course.catalogue import Card, Course, Lesson
from app.learning.rules import Progress, packed_seen, progress_from_cookie, unpacked_seen

SEEN = "seen"
"""Where the session keeps it: packed cards by lesson key."""


def cookie_progress(course: Course) -> Progress:
    """Read what was seen on this phone without an account."""
    return progress_from_cookie(course, session.get(SEEN, {}))


def keep_in_cookie(lesson: Lesson, card: Card) -> None:
    """Keep that a card was seen; a card seen before changes nothing."""
    kept: dict[str, str] = session.get(SEEN, {})
    before = unpacked_seen(lesson, kept.get(lesson.key, ""))
    if card.id not in before:
        session[SEEN] = kept | {lesson.key: packed_seen(lesson, before | {card.id})}
        session.permanent = True


def empty_cookie() -> None:
    """Forget what was seen without an account, once it has moved into one."""
    session.pop(SEEN, None)
