"""Looks things up in the course this application was started with."""

from __future__ import annotations

from flask import current_app

from app.course.catalogue import Course, Lesson, Module
from app.course.errors import NoSuchCard
from app.course.rules import Spot


def course() -> Course:
    """Give the course this application was started with."""
    loaded: Course = current_app.extensions["course"]
    return loaded


def module_at(slug: str) -> Module:
    """Find the module an address names; raise NoSuchCard where there is none."""
    try:
        return course().module(slug)
    except LookupError:
        raise NoSuchCard from None


def lesson_at(slug: str, lesson: int) -> Lesson:
    """Find the lesson an address names; raise NoSuchCard where there is none."""
    try:
        return module_at(slug).lesson(lesson)
    except LookupError:
        raise NoSuchCard from None


def spot_at(slug: str, lesson: int, card: int) -> Spot:
    """Find the card an address names; raise NoSuchCard where there is none."""
    found = lesson_at(slug, lesson)
    try:
        return Spot(module_at(slug), found, found.card(card))
    except LookupError:
        raise NoSuchCard from None
