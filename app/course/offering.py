"""Which languages readers are offered, and whether a page says that its words are drafts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from app.core.database import db
from app.core.freshness import Refreshed
from app.core.i18n import LOCALES, SOURCE, Locale
from app.course.catalogue import State, Text
from app.course.queries import course, facts, facts_in_files
from app.course.units import FACTS, part_names, read_units
from app.programme.queries import programme_or_none
from app.web.catalogues import is_interface_reviewed
from app.web.localisation import current_locale, offer_locales

OFFER_HOLDS = timedelta(seconds=30)
_OFFER = "offer"
_PARTS = "reviewed-parts"


def init_offering(app: Flask) -> None:
    """Let the programme hide languages that nobody has reviewed, and templates ask whether a page is a draft."""
    app.extensions[_OFFER] = offer = Refreshed(_offered, every=OFFER_HOLDS)
    offer_locales(app, offer.get)
    app.jinja_env.globals["is_draft"] = is_draft


def is_draft(texts: Iterable[Text] = (), *, shows_facts: bool = False, locale: Locale | None = None) -> bool:
    """Tell whether a page or paper with these texts of the course, and maybe facts, waits for its reviewer.

    English is what everything else is made from and held against; it is no translation.
    """
    locale = locale or current_locale()
    if locale is SOURCE:
        return False
    return (
        not is_interface_reviewed(locale)
        or any(text.state is not State.REVIEWED for text in texts)
        or (shows_facts and not are_facts_reviewed(locale))
    )


def are_facts_reviewed(locale: Locale) -> bool:
    """Tell whether a person has signed all words about facts; what an editor wrote since, nobody has signed."""
    written, shown = (book.words.get(locale.tag) for book in (facts_in_files(), facts()))
    return written == shown and FACTS in _reviewed_parts(locale)


def is_reviewed(locale: Locale) -> bool:
    """Tell whether a person has reviewed every word of a language: interface, course, facts and pictures."""
    if locale is SOURCE:
        return True
    return is_interface_reviewed(locale) and _reviewed_parts(locale) == frozenset(part_names(course()))


def _reviewed_parts(locale: Locale) -> frozenset[str]:
    """Name the parts whose every text is signed, read once: sign-offs come with the files, at a start."""
    known: dict[str, frozenset[str]] = current_app.extensions.setdefault(_PARTS, {})
    if locale.tag not in known:
        units = read_units(current_app.config["CURRICULUM"], course(), facts_in_files(), locale).values()
        waiting = {unit.part for unit in units if unit.state is not State.REVIEWED}
        known[locale.tag] = frozenset(part_names(course())) - waiting
    return known[locale.tag]


def _offered(before: tuple[Locale, ...] | None) -> tuple[Locale, ...]:
    """Ask the programme; while the database does not answer everything stays as it was."""
    try:
        programme = programme_or_none()
    except SQLAlchemyError:
        db.session.rollback()
        return before or LOCALES
    if programme is None or not programme.hide_unreviewed:
        return LOCALES
    return tuple(locale for locale in LOCALES if is_reviewed(locale))
