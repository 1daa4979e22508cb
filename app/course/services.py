"""Writes the record of all texts: what changed, and who reviewed what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from app.core.i18n import Locale
from app.course.catalogue import Course
from app.course.errors import NoSuchUnit
from app.course.facts import FactBook
from app.course.status import Record, reviewed, stamped, status_file, written
from app.course.units import Unit, below, part_names, read_units


def stamp_texts(*, root: Path, course: Course, facts: FactBook, locale: Locale, part: str | None = None) -> list[Path]:
    """Note every new or changed text of a locale as a draft, and give the status files that were written."""
    units = read_units(root, course, facts, locale)
    parts = [part] if part else part_names(course)
    written_files = (_write(root, one, locale, _stamps(units, one)) for one in parts)
    return [path for path in written_files if path]


def review_texts(
    *, root: Path, course: Course, facts: FactBook, locale: Locale, name: str, by: str, on: date
) -> list[str]:
    """Note that somebody reviewed a part, a lesson, a section or a unit, and give the units that have a text.

    The name is ``contract``, ``contract/what-for``, ``contract/what-for/promise``, ``facts``, ``facts/values/th.wage``
    or ``pictures``; raises NoSuchUnit.
    """
    units = read_units(root, course, facts, locale)
    chosen = [unit for unit in below(units.values(), name.rstrip("/")) if unit.own_digest]
    if not chosen:
        raise NoSuchUnit(name)
    signed = {unit.path: reviewed(unit.own_digest or "", unit.source_digest, by=by, on=on) for unit in chosen}
    note_reviews(root=root, units=units, locale=locale, signed=signed)
    return [unit.name for unit in chosen]


def note_reviews(*, root: Path, units: Mapping[str, Unit], locale: Locale, signed: Mapping[str, Record]) -> list[Path]:
    """Put records of reviews, by the paths of their units, beside those there are; give the files that were written."""
    parts = dict.fromkeys(units[path].part for path in signed)
    written_files = (_write(root, part, locale, _noted(units, part, signed)) for part in parts)
    return [path for path in written_files if path]


def _noted(units: Mapping[str, Unit], part: str, signed: Mapping[str, Record]) -> dict[str, Record]:
    records = {unit.path: unit.record for unit in below(units.values(), part) if unit.own_digest and unit.record}
    return _in_order(units, part, {**records, **signed})


def _stamps(units: Mapping[str, Unit], part: str) -> dict[str, Record]:
    own = (unit for unit in below(units.values(), part) if unit.own_digest)
    return {unit.name: stamped(unit.own_digest or "", unit.source_digest, unit.record) for unit in own}


def _in_order(units: Mapping[str, Unit], part: str, records: Mapping[str, Record]) -> dict[str, Record]:
    return {unit.name: records[unit.path] for unit in below(units.values(), part) if unit.path in records}


def _write(root: Path, part: str, locale: Locale, records: Mapping[str, Record]) -> Path | None:
    path = status_file(root, part, locale)
    words = written(records)
    if not words or (path.is_file() and path.read_text(encoding="utf-8") == words):
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return path
