"""How far each text has come: missing, draft, reviewed or outdated, computed from digests and never typed.

``<module>/status/<locale>.yaml`` records, for each unit, the digest of the English it was made from, its own digest
when that was noted, and who reviewed it on which day. Units are named ``about``, ``<lesson>`` (its title),
``<lesson>/<card>`` and ``questions/<id>``. The same is kept beside the facts (``<section>/<key>``) and the pictures.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from app.core.i18n import Locale
from app.course.catalogue import Edition, Module, State, Text
from app.course.digests import SHORT
from app.course.documents import Fields, read_fields
from app.course.reading import Reading

RESERVED = ("about", "questions")
"""Names of units that no lesson may take."""

_HEAD = """\
# Written by `flask course stamp` and `flask course review`; the states are computed from it.
# A text whose digest is no longer `own` is a draft; one whose English is no longer `source` is outdated.
"""

Unit = TypeVar("Unit", bound=Text)


@dataclass(frozen=True, slots=True)
class Record:
    """What was noted of a unit: the English it was made from, its own words, and who reviewed them when."""

    source: str
    own: str
    reviewed_by: str | None = None
    reviewed_on: date | None = None


Records = Mapping[str, Record]
"""Records by the names that `Edition.units` gives to texts."""


def state_of(text: Text, english: Text, record: Record | None) -> State:
    """Decide how far a text of the course has come."""
    return state_by(text.digest, english.digest, record)


def state_by(own: str, source: str, record: Record | None) -> State:
    """Decide how far words have come, by their digest, that of the English of today, and what was noted of them.

    Words that changed since their record are a draft again, whatever the English did.
    """
    if record is None or record.own != own[:SHORT]:
        return State.DRAFT
    if record.source != source[:SHORT]:
        return State.OUTDATED
    return State.REVIEWED if record.reviewed_by and record.reviewed_on else State.DRAFT


def with_states(edition: Edition, english: Edition, records: Records) -> Edition:
    """Give each text of an edition its state."""
    return replace(
        edition,
        modules=_stated("modules", edition.modules, english.modules, records),
        lessons=_stated("lessons", edition.lessons, english.lessons, records),
        cards=_stated("cards", edition.cards, english.cards, records),
        questions=_stated("questions", edition.questions, english.questions, records),
    )


def unit_names(module: Module) -> dict[str, str]:
    """Name the units of a module as its status files do, each with the name that `Edition.units` gives it."""
    names = {"about": f"modules/{module.id}"}
    for lesson in module.lessons:
        names[lesson.id] = f"lessons/{lesson.key}"
        names |= {f"{lesson.id}/{card.id}": f"cards/{card.key}" for card in lesson.cards}
    return names | {f"questions/{question.id}": f"questions/{question.id}" for question in module.questions}


def read_records(reading: Reading, modules: Collection[Module], locale: Locale) -> dict[str, Record]:
    """Read what was noted of a locale's texts; records of units that are gone are passed over."""
    return dict(pair for module in modules for pair in _module_records(reading, module, locale))


def stamped(own: str, source: str, record: Record | None) -> Record:
    """Note words that are new or changed as a draft made from the English of today; keep any other record.

    Both are digests, of the words and of the English.
    """
    short = own[:SHORT]
    return record if record is not None and record.own == short else Record(source[:SHORT], short)


def reviewed(own: str, source: str, *, by: str, on: date) -> Record:
    """Note, by their digests, that a person has read words against the English of today and stands for them."""
    return Record(source[:SHORT], own[:SHORT], by, on)


def read_part_records(reading: Reading, part: str, locale: Locale) -> dict[str, Record]:
    """Read what was noted of the texts of a part (a module's slug, ``facts``, ``pictures``), by their names there."""
    path = status_file(reading.root, part, locale)
    fields = read_fields(reading, path) if path.is_file() else None
    return {name: _record(reading, block) for name, block in fields.all_blocks().items()} if fields else {}


def status_file(root: Path, part: str, locale: Locale) -> Path:
    """Name the file that holds the records of a part in a locale."""
    return root / part / "status" / f"{locale.disk}.yaml"


def written(records: Records) -> str:
    """Write records as a status file holds them; nothing for none."""
    lines = [f"{name}: {_flow(record)}\n" for name, record in records.items()]
    return _HEAD + "".join(lines) if lines else ""


def _stated(kind: str, own: Mapping[str, Unit], english: Mapping[str, Unit], records: Records) -> dict[str, Unit]:
    states = ((key, text, state_of(text, english[key], records.get(f"{kind}/{key}"))) for key, text in own.items())
    return {key: text if text.state is state else replace(text, state=state) for key, text, state in states}


def _flow(record: Record) -> str:
    fields = f"source: {record.source}, own: {record.own}"
    if record.reviewed_by and record.reviewed_on:
        name = json.dumps(record.reviewed_by, ensure_ascii=False)
        fields += f", reviewed_by: {name}, reviewed_on: {record.reviewed_on.isoformat()}"
    return f"{{{fields}}}"


def _module_records(reading: Reading, module: Module, locale: Locale) -> Iterator[tuple[str, Record]]:
    records = read_part_records(reading, module.slug, locale)
    return ((name, records[unit]) for unit, name in unit_names(module).items() if unit in records)


def _record(reading: Reading, fields: Fields) -> Record:
    day = fields.text_or_none("reviewed_on")
    record = Record(
        fields.text("source"), fields.text("own"), fields.text_or_none("reviewed_by"), _day(reading, fields, day)
    )
    if (record.reviewed_by is None) != (day is None):
        reading.fault(fields.at, "a review needs a name and a day", "write `reviewed_by` and `reviewed_on`, or neither")
    fields.refuse_others()
    return record


def _day(reading: Reading, fields: Fields, words: str | None) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        reading.fault(fields.at.of("reviewed_on"), f"`{words}` is no day", "write it as in 2026-03-09")
        return None
