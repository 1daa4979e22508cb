"""What differs between certificates of one kind, and what is the same: many are filled into one blank."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from app.certificates.fitting import name_size, script_of
from app.certificates.statement import Statement
from app.core.days import format_day, format_iso
from app.core.i18n import SOURCE

_LANGUAGES = {"KHMER": "km", "LAO": "lo", "MYANMAR": "my", "THAI": "th", "CJK": "zh-Hans"}
_NOBODY, _NEVER = "-", date.min


def gaps_of(statement: Statement) -> dict[str, str]:
    """Give what stands in each gap of the template, by its name."""
    names = {f"name_{place}": name for place, name in enumerate(statement.names, 1)}
    return names | dict(_days(statement)) | {"number": statement.number, "code": statement.code}


def kind_of(statement: Statement, size_of: Callable[[str, int], float] = name_size) -> tuple[object, ...]:
    """Tell by equality which certificates may share a blank: all but their gaps and their square is the same."""
    fixed = replace(
        statement,
        number="",
        code="",
        check_address="",
        name_native=_NOBODY,
        name_latin=None,
        started_on=statement.started_on and _NEVER,
        completed_on=statement.completed_on and _NEVER,
        issued_on=_NEVER,
        valid_until=statement.valid_until and _NEVER,
    )
    looks = ((language_of(name, statement), size_of(name, place)) for place, name in enumerate(statement.names, 1))
    return fixed.to_json(), *looks


def language_of(name: str, statement: Statement) -> str:
    """Guess the language of a name from its script; a name in Latin letters is read as Vietnamese or as English."""
    return language_of_name(name, statement.locale)


def language_of_name(name: str, locale: str) -> str:
    """Guess the language of a name beside a text in some language."""
    latin = locale if locale == "vi" else SOURCE.tag
    return _LANGUAGES.get(script_of(name), latin)


def _days(statement: Statement) -> Iterator[tuple[str, str]]:
    for what in ("started", "completed", "issued", "valid_until"):
        day: date | None = statement.valid_until if what == "valid_until" else getattr(statement, f"{what}_on")
        if day:
            yield f"{what}_label", format_day(day, statement.locale)
            yield f"{what}_label_iso", format_iso(day)
