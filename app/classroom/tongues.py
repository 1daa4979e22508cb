"""The languages of a class, as a switch names them."""

from __future__ import annotations

from app.cohorts.models import Cohort
from app.core.i18n import Locale, locale_by_tag


def tongues_of(cohort: Cohort) -> list[Locale]:
    """List the languages of a class, that of its papers first."""
    return [locale for locale in map(locale_by_tag, cohort.locales) if locale]


def own_name(tag: str) -> str:
    """Name a language in itself."""
    locale = locale_by_tag(tag)
    return locale.own_name if locale else tag
