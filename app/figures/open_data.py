"""Open data: all that is told, as CSV with a Frictionless data package, for other ministries' systems.

Made from the sheets like every page, so it tells nothing that a page does not tell. Words are English and values are
codes, whoever asks; a day is the day of the count.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from app.core.i18n import SOURCE
from app.figures.queries import all_sheets, counted_at
from app.figures.rules import FEWEST, REST, Base, Dimension
from app.figures.sheets import Sheet, Told
from app.figures.tables import modules_of
from app.programme.queries import current_programme

LICENCES = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
SUPPRESSION = (
    f"Groups of fewer than {FEWEST} people are not told. The value {REST} stands for all groups of a dimension that "
    "are told only together. In a table of two dimensions a cell that is not told has the status 'hidden' and no "
    "number; others are hidden with it, so that no hidden cell can be found by subtracting. A cell that is not listed "
    "is zero, unless the dimension has a group told together. An empty value means that the records do not say it; of "
    "a centre, that the person was in no class. Periods are calendar months and years in UTC that are over."
)
_STATUS = {"name": "status", "type": "string", "constraints": {"enum": ["told", "hidden"], "required": True}}

Field = dict[str, Any]
Line = Sequence[str | int]


def open_data(licence: str = "CC-BY-4.0") -> dict[str, bytes]:
    """Give the files by their names: the descriptor and the CSVs."""
    sheets = all_sheets()
    tables = {
        "people.csv": (_PEOPLE, _people(sheets)),
        "modules.csv": (_MODULES, _modules(sheets)),
        "path.csv": (_PATH, _path(sheets)),
        "checks.csv": (_CHECKS, _checks(sheets)),
        "days.csv": (_DAYS, _days(sheets)),
    }
    files = {name: _csv(fields, lines) for name, (fields, lines) in tables.items()}
    package = _package(licence, {name: fields for name, (fields, _lines) in tables.items()})
    files["datapackage.json"] = json.dumps(package, ensure_ascii=False, indent=1).encode()
    return files


def archive(licence: str = "CC-BY-4.0") -> bytes:
    """Give all files as one ZIP; the same figures give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in open_data(licence).items():
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _text(name: str, says: str, *, enum: Iterable[str] = ()) -> Field:
    field: Field = {"name": name, "type": "string", "description": says}
    return field | ({"constraints": {"enum": list(enum)}} if enum else {})


def _number(name: str, says: str) -> Field:
    return {"name": name, "type": "integer", "description": says, "constraints": {"minimum": 0}}


_PERIOD: Field = {
    "name": "period",
    "type": "string",
    "description": "Calendar month (2026-03) or year (2026).",
    "constraints": {"required": True, "pattern": r"\d{4}(-\d{2})?"},
}
_COUNTED = _text("counted", "Who is counted, each person once.", enum=("joined", "core", "full"))
_WHICH = tuple(one.value for one in Dimension)
_ONE = (
    _PERIOD,
    _text("dimension", "By what people are grouped; empty for everybody.", enum=_WHICH),
    _text("group", f"The group; {REST} for all that are told only together."),
    _number("people", f"How many people; {FEWEST} at least."),
)
_PEOPLE = (
    _PERIOD,
    _COUNTED,
    _text("dimension", "By what people are grouped; empty for everybody.", enum=_WHICH),
    _text("group", f"The group; {REST} for all that are told only together."),
    _text("second_dimension", "A second grouping, of whole years.", enum=_WHICH),
    _text("second_group", "The group in it."),
    _number("people", "How many people; empty where hidden."),
    _STATUS,
)
_MODULES = (
    _PERIOD,
    _text("module", "Id of the module of the standard course."),
    *_ONE[1:],
    _number("passed_first", "Of them, passed the quiz at the first try."),
    _number("passed", "Of them, passed the quiz by the day of the count."),
)
_PATH = (
    _PERIOD,
    _text("module", "Id of the module of the standard course."),
    *_ONE[1:],
    _number("passed", "Of those who joined, passed the module's quiz by the day of the count."),
)
_CHECKS = (
    *_ONE,
    _number("right_before", "Right answers before the course, of all of them."),
    _number("asked_before", "Questions asked before the course."),
    _number("right_after", "Right answers after the course."),
    _number("asked_after", "Questions asked after the course."),
    _number("knew_more", "Of the people, had a larger share right after the course."),
)
_DAYS = (
    _PERIOD,
    _text("counted", "Which certificate.", enum=("core", "full")),
    *_ONE[1:],
    _number("lower_quartile", "A quarter had it within so many days after joining."),
    _number("median", "Half had it within so many days."),
    _number("upper_quartile", "Three quarters had it within so many days."),
)


def _told(sheet: Sheet) -> Iterator[tuple[str, str, Told]]:
    yield "", "", sheet.everybody
    for dimension, groups in sheet.groups.items():
        for group, told in sorted(groups.items()):
            yield dimension, group, told


def _people(sheets: Iterable[Sheet]) -> Iterator[Line]:
    for sheet in sheets:
        if sheet.base not in ("joined", "core", "full"):
            continue
        for dimension, group, told in _told(sheet):
            yield sheet.period, sheet.base, dimension, group, "", "", told.people, "told"
        for (first, second), table in sheet.tables.items():
            for one, other in sorted({*table.people, *table.hidden}):
                people = table.at((one, other))
                status = "hidden" if people is None else "told"
                yield (
                    sheet.period,
                    sheet.base,
                    first,
                    one,
                    second,
                    other,
                    "" if people is None else people,
                    status,
                )


def _modules(sheets: Iterable[Sheet]) -> Iterator[Line]:
    for sheet in sheets:
        base, _colon, module = sheet.base.partition(":")
        if base == Base.QUIZ:
            for dimension, group, told in _told(sheet):
                yield sheet.period, module, dimension, group, told.people, *told.values


def _path(sheets: Iterable[Sheet]) -> Iterator[Line]:
    modules = modules_of()
    for sheet in sheets:
        if sheet.base == Base.JOINED:
            for dimension, group, told in _told(sheet):
                for module, passed in zip(modules, told.values, strict=False):
                    yield sheet.period, module, dimension, group, told.people, passed


def _checks(sheets: Iterable[Sheet]) -> Iterator[Line]:
    for sheet in sheets:
        if sheet.base == Base.CHECKS:
            for dimension, group, told in _told(sheet):
                yield sheet.period, dimension, group, told.people, *told.values


def _days(sheets: Iterable[Sheet]) -> Iterator[Line]:
    for sheet in sheets:
        if sheet.base in (Base.CORE, Base.FULL):
            for dimension, group, told in _told(sheet):
                if told.quartiles:
                    yield sheet.period, sheet.base, dimension, group, told.people, *told.quartiles


def _csv(fields: Sequence[Field], lines: Iterable[Line]) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([field["name"] for field in fields])
    writer.writerows(lines)
    return target.getvalue().encode()


def _package(licence: str, tables: dict[str, Sequence[Field]]) -> dict[str, Any]:
    title, path = LICENCES[licence]
    counted = counted_at()
    programme = current_programme()
    return {
        "profile": "tabular-data-package",
        "name": "waymark-figures",
        "title": f"Figures of {programme.name_in(SOURCE.tag)}",
        "description": SUPPRESSION,
        "created": counted.isoformat() if counted else None,
        "licenses": [{"name": licence, "title": title, "path": path}],
        "sources": [{"title": programme.name_in(SOURCE.tag)}],
        "resources": [
            {
                "name": name.removesuffix(".csv"),
                "path": name,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": list(fields), "missingValues": [""]},
            }
            for name, fields in tables.items()
        ],
    }
