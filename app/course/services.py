"""Writes the record of the course's texts: what changed, and who reviewed what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from app.core.i18n import SOURCE, Locale
from app.course.catalogue import Course, Module, Text
from app.course.errors import NoSuchUnit
from app.course.reading import Reading
from app.course.status import Record, read_records, reviewed, stamped, status_file, unit_names, written


def stamp_texts(*, root: Path, course: Course, locale: Locale) -> list[Path]:
    """Note every new or changed text of a locale as a draft, and give the status files that were written."""
    own, english = _texts(course, locale)
    return _write(root, course, locale, stamped(own, english, _records(root, course, locale)))


def review_texts(*, root: Path, course: Course, locale: Locale, name: str, by: str, on: date) -> list[str]:
    """Note that somebody reviewed a module, a lesson or a unit, and give the units that have a text.

    The name is ``contract``, ``contract/what-for`` or ``contract/what-for/promise``; raises NoSuchUnit.
    """
    own, english = _texts(course, locale)
    units = {unit: key for unit, key in _units_below(course, name).items() if key in own}
    if not units:
        raise NoSuchUnit(name)
    reviews = {key: reviewed(own[key], english[key], by=by, on=on) for key in units.values()}
    _write(root, course, locale, {**_records(root, course, locale), **reviews})
    return list(units)


def _texts(course: Course, locale: Locale) -> tuple[dict[str, Text], dict[str, Text]]:
    return dict(course.editions[locale.tag].units()), dict(course.editions[SOURCE.tag].units())


def _records(root: Path, course: Course, locale: Locale) -> dict[str, Record]:
    return read_records(Reading(root.absolute()), course.modules, locale)


def _units_below(course: Course, name: str) -> dict[str, str]:
    slug, _, unit = name.partition("/")
    names = {unit: key for module in course.modules if module.slug == slug for unit, key in unit_names(module).items()}
    return {other: key for other, key in names.items() if not unit or other == unit or other.startswith(f"{unit}/")}


def _write(root: Path, course: Course, locale: Locale, records: Mapping[str, Record]) -> list[Path]:
    return [path for module in course.modules if (path := _write_module(root, module, locale, records))]


def _write_module(root: Path, module: Module, locale: Locale, records: Mapping[str, Record]) -> Path | None:
    path = status_file(root, module, locale)
    words = written(module, records)
    if not words or (path.is_file() and path.read_text(encoding="utf-8") == words):
        return None
    path.parent.mkdir(exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return path
