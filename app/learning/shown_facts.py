"""What templates ask of the facts: words around them, in the reader's language."""

from __future__ import annotations

from datetime import date

from flask import Flask

from app.core.days import format_day
from app.course.facts import CHOOSE_JOURNEY, Resolution, Wording
from app.course.phones import hours_in_words, language_names
from app.course.queries import facts
from app.web.localisation import current_locale


def init_facts(app: Flask) -> None:
    """Give templates the words around facts."""
    app.jinja_env.filters["day"] = day_in_words
    app.jinja_env.globals.update(
        fact_word=fact_word,
        phone_hours=lambda phone: hours_in_words(phone, current_locale().tag),
        phone_languages=lambda phone: language_names(phone, current_locale().tag),
        only_inside=only_inside,
        needs_journey=needs_journey,
    )


def day_in_words(day: date) -> str:
    """Write a day in the reader's language."""
    return format_day(day, current_locale().tag)


def fact_word(section: str, key: str) -> Wording:
    """Look up a word that stands around facts."""
    return facts().word(section, key, current_locale().tag)


def country_name(code: str) -> str:
    """Name a country or place in the reader's language."""
    return fact_word("countries", code).text


def only_inside(country: str) -> str:
    """Say that a number works only in its country."""
    return fact_word("phrases", "only-inside").text % {"country": country_name(country)}


def needs_journey(resolution: Resolution) -> bool:
    """Tell whether a fact is missing only because no journey was chosen yet."""
    return resolution.fallback == fact_word("fallbacks", CHOOSE_JOURNEY)
