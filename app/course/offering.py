"""Which languages readers are offered, and whether a page says that its words are drafts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app.core.database import db
from app.core.freshness import Refreshed
from app.core.i18n import LOCALES, SOURCE, Locale
from app.course.catalogue import Course, State, Text
from app.course.queries import course
from app.course.status import coverage
from app.programme.queries import programme_or_none
from app.web.catalogues import is_interface_reviewed
from app.web.localisation import current_locale, offer_locales

OFFER_HOLDS = timedelta(seconds=30)
_OFFER = "offer"


def init_offering(app: Flask) -> None:
    """Let the programme hide languages that nobody has reviewed, and templates ask whether a page is a draft."""
    app.extensions[_OFFER] = offer = Refreshed(_offered, every=OFFER_HOLDS)
    offer_locales(app, offer.get)
    app.jinja_env.globals["is_draft"] = is_draft


def is_draft(texts: Iterable[Text] = ()) -> bool:
    """Tell whether a page of the present language with these texts of the course waits for its reviewer.

    English is what everything else is made from and held against; it is no translation.
    """
    locale = current_locale()
    if locale is SOURCE:
        return False
    return not is_interface_reviewed(locale) or any(text.state is not State.REVIEWED for text in texts)


def is_reviewed(course: Course, locale: Locale) -> bool:
    """Tell whether a person has reviewed every word of the interface and of the course in a language."""
    if locale is SOURCE:
        return True
    found = (coverage(course, module, locale.tag) for module in course.modules)
    return is_interface_reviewed(locale) and all(set(counts) == {State.REVIEWED} for counts in found)


def _offered(before: tuple[Locale, ...] | None) -> tuple[Locale, ...]:
    """Ask the programme; while the database does not answer everything stays as it was."""
    try:
        programme = programme_or_none()
    except SQLAlchemyError:
        db.session.rollback()
        return before or LOCALES
    if programme is None or not programme.hide_unreviewed:
        return LOCALES
    return tuple(locale for locale in LOCALES if is_reviewed(course(), locale))
