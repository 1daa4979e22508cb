"""Words for what is counted and for the groups, in the language that is being spoken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from babel import Locale as BabelLocale
from babel.core import UnknownLocaleError
from babel.dates import format_skeleton
from flask import g
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.core.database import db
from app.core.days import MONTHS
from app.core.i18n import LOCALES, SOURCE, Locale, locale_by_tag
from app.course.corridor import COUNTRIES
from app.course.queries import course, facts
from app.course.sectors import sector_name
from app.figures.rules import FEWEST, REST, UNKNOWN, Base, Dimension
from app.programme.centre_models import Centre

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

DIMENSIONS: Mapping[Dimension, LazyString] = {
    Dimension.PROVINCE: _l("Home province"),
    Dimension.CENTRE: _l("Training centre"),
    # NOTE: Whether people are women or men.
    Dimension.SEX: _l("Sex"),
    Dimension.CORRIDOR: _l("Journey"),
    Dimension.LANGUAGE: _l("Language"),
    Dimension.SECTOR: _l("Work abroad"),
}
BASES: Mapping[Base, LazyString] = {
    Base.JOINED: _l("People who joined"),
    Base.CORE: _l("First certificate for the core course"),
    Base.FULL: _l("First certificate for the full course"),
    Base.CHECKS: _l("People who took both checks"),
}
_SEXES: Mapping[str, LazyString] = {
    "female": _l("Women"),
    "male": _l("Men"),
    # NOTE: A group of people by sex: neither women nor men.
    "other": _l("Other (sex)"),
}


def spoken() -> Locale:
    """Tell which of our languages is being spoken: the reader's, or that of a paper."""
    disk = str(get_locale() or SOURCE.disk)
    return next((locale for locale in LOCALES if locale.disk == disk), SOURCE)


def period_name(period: str) -> str:
    """Write a month, or a year, in words."""
    year, _hyphen, month = period.partition("-")
    if not month:
        return year
    tag = spoken().tag
    if tag not in MONTHS:
        return str(format_skeleton("yMMMM", date(int(year), int(month), 1), locale=BabelLocale.parse(spoken().disk)))
    return f"{year} {month_name(period)}" if tag == "my" else f"{month_name(period)} {year}"


def month_name(period: str) -> str:
    """Write the month of a period without its year."""
    year, month = map(int, period.split("-"))
    names = MONTHS.get(spoken().tag)
    if names:
        return names[month - 1]
    return str(format_skeleton("MMMM", date(year, month, 1), locale=BabelLocale.parse(spoken().disk)))


def module_name(module: str) -> str:
    """Give the title of a module; one that the course no longer has keeps its id."""
    found = next((one for one in course().modules if one.id == module), None)
    return course().module_text(found, spoken().tag).title if found else module


def rule_in_words() -> str:
    """Say how large a group must be to be told of."""
    return str(
        ngettext(
            "Groups of fewer than %(num)s person are not told.",
            "Groups of fewer than %(num)s people are not told.",
            FEWEST,
        )
    )


def centre_names() -> dict[str, str]:
    """Give the names of all centres by their codes, read once a request."""
    if "figure_centres" not in g:
        g.figure_centres = {row.code: row.name for row in db.session.execute(select(Centre.code, Centre.name))}
    names: dict[str, str] = g.figure_centres
    return names


def group_name(dimension: Dimension, group: str, centres: Mapping[str, str]) -> str:
    """Name a group."""
    if group == REST:
        return str(_("Small groups together"))
    if group == UNKNOWN:
        return str(_("In no class")) if dimension is Dimension.CENTRE else str(_("Not recorded"))
    match dimension:
        case Dimension.SEX:
            return str(_SEXES.get(group, group))
        case Dimension.CENTRE:
            return f"{centres[group]} ({group})" if group in centres else group
        case Dimension.CORRIDOR:
            return " – ".join(_country(code) for code in group.split("-"))
        case Dimension.LANGUAGE:
            return _language(group)
        case Dimension.SECTOR:
            return sector_name(group) if group in course().sectors else group
        case Dimension.PROVINCE:
            return group


def _country(code: str) -> str:
    if not code:
        return "?"
    return facts().word("countries", code, spoken().tag).text if code in COUNTRIES else code


def _language(tag: str) -> str:
    locale = locale_by_tag(tag)
    if locale is None:
        return tag
    try:
        return str(BabelLocale.parse(spoken().disk).languages.get(locale.primary, locale.own_name))
    except UnknownLocaleError:
        return locale.own_name
