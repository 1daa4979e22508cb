"""Introduces the pages of data protection to the rest of the application."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask
from flask_babel import ngettext

from app.core.digits import native_digits
from app.privacy.drawn import forget_drawn_of
from app.privacy.forgetting import on_forgotten
from app.privacy.queries import count_waiting
from app.privacy.views import present_erasure
from app.register.entering import forget_in_register
from app.web.localisation import OWN_DIGITS, current_locale
from app.web.waiting import register_waiting

YEAR = 365
_SPARE = 2
"""Days by which a number of years may be longer, for leap days."""


def init_privacy(app: Flask) -> None:
    """Tell other rooms who is forgotten, and pages how long something is kept and what is to come."""
    on_forgotten(app, _forget_entries)
    on_forgotten(app, forget_drawn_of)
    register_waiting(app, "privacy_desk.home", count_waiting)
    app.jinja_env.globals["present_erasure"] = present_erasure
    app.jinja_env.filters["length_of_days"] = length_of_days


def _forget_entries(_learner_id: int, numbers: Sequence[str]) -> None:
    for number in numbers:
        forget_in_register(number)


def length_of_days(days: int) -> str:
    """Say a number of days as people do: in years where it is whole years, else in days."""
    years, rest = divmod(days, YEAR)
    if years and rest <= _SPARE:
        return _in_own_digits(ngettext("%(num)s year", "%(num)s years", years))
    return _in_own_digits(ngettext("%(num)s day", "%(num)s days", days))


def _in_own_digits(words: str) -> str:
    tag = current_locale().tag
    return native_digits(words, tag) if tag in OWN_DIGITS else str(words)
