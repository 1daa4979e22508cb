"""Looks things up in the course this application was started with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask, current_app

from app.core.i18n import SOURCE
from app.course.catalogue import Course, Lesson, Module
from app.course.errors import NoSuchCard
from app.course.facts import FactBook, Wording
from app.course.rules import Spot

_REVISE = "revise-facts"


def course() -> Course:
    """Give the course this application was started with."""
    loaded: Course = current_app.extensions["course"]
    return loaded


def facts_in_files() -> FactBook:
    """Give the facts this application was started with."""
    loaded: FactBook = current_app.extensions["facts"]
    return loaded


def facts() -> FactBook:
    """Give the facts as learners see them: those of the files, and what editors decided since."""
    revise: Callable[[FactBook], FactBook] | None = current_app.extensions.get(_REVISE)
    return revise(facts_in_files()) if revise else facts_in_files()


def revise_facts(app: Flask, revise: Callable[[FactBook], FactBook]) -> None:
    """Let a domain that knows editors put their decisions over the facts of the files; asked on every page."""
    app.extensions[_REVISE] = revise


def picture_text(picture: str, locale: str) -> Wording:
    """Say what a picture shows, in a locale or else in English; nothing where nobody said it."""
    texts: Mapping[str, Mapping[str, str]] = current_app.extensions["picture-texts"]
    own = texts.get(locale, {}).get(picture)
    return Wording(own, locale) if own else Wording(texts[SOURCE.tag].get(picture, ""), SOURCE.tag)


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
