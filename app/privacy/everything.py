"""Puts together all that is kept of one learner: as JSON with everything, and as a page that people can read."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import render_template

from app.core import clock
from app.core.sealing import CannotUnseal, unseal
from app.learners.models import Learner
from app.privacy.finding import rows_of
from app.privacy.labels import label
from app.privacy.looks import looks_at
from app.privacy.rules import Listed, Sort, TableRule, Topic
from app.privacy.words import TOPICS

Value = str | int | float | bool | list[Any] | dict[str, Any] | None
SHOWN = (Sort.PERSONAL, Sort.SEALED, Sort.LINK, Sort.PLAIN)
"""What a copy tells; secrets would open doors, and staff have a privacy too."""
READ = (Sort.PERSONAL, Sort.SEALED)
"""What the page for people tells of it."""
FOR_PROGRAMS = frozenset(
    ["name_key", "statement", "draw", "responses", "rows", "pictures", "ending", "counter_ending", "serial", "body"]
)
"""Columns that the page for people leaves out: they repeat what stands there, or say nothing to the eye."""
REPEATING = frozenset(["certificate_current", "register_entry", "register_named", "print_place", "decision_item"])
"""Tables that only repeat, for a program's sake, what another table says."""
_TO_THE_MINUTE = 16
CANNOT_BE_READ = "sealed under another key"


@dataclass(frozen=True, slots=True)
class Portion:
    """The rows of one table that are about a learner, without secrets."""

    rule: TableRule
    rows: tuple[dict[str, Value], ...]

    @property
    def columns(self) -> list[str]:
        """List the columns that people read and that hold something."""
        names = [name for name, sort in self.rule.columns() if sort in READ and name not in FOR_PROGRAMS]
        return [name for name in names if any(row[name] not in (None, "", [], {}) for row in self.rows)]


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is kept of a learner at a moment."""

    learner: Learner
    at: datetime
    portions: tuple[Portion, ...]

    def of_topic(self, topic: Topic) -> list[Portion]:
        """Give what belongs under one heading."""
        theirs = [one for one in self.portions if one.rule.topic is topic and one.rule.table not in REPEATING]
        return [portion for portion in theirs if portion.columns]

    def as_json(self) -> str:
        """Write everything for programs."""
        tables = {
            portion.rule.table: {
                "purpose": portion.rule.purpose.value,
                "kept": portion.rule.kept,
                "when_forgotten": portion.rule.forgotten.value,
                "rows": portion.rows,
            }
            for portion in self.portions
        }
        whole = {"format": "waymark-copy/1", "made_at": self.at.isoformat(), "tables": tables}
        return json.dumps(whole, ensure_ascii=False, indent=1)


def everything_about(learner: Learner) -> Everything:
    """Gather all that is kept of a learner."""
    found = rows_of(learner.id)
    portions = tuple(Portion(rule, tuple(_told(rule, row, learner.id) for row in rows)) for rule, rows in found)
    return Everything(learner, clock.now(), portions)


def as_zip(whole: Everything) -> bytes:
    """Pack both forms; the page is in the language of whoever asks."""
    looks = looks_at(whole.learner, limit=5000)
    page = render_template("privacy/copy.html", whole=whole, topics=TOPICS, label=label, read=read, looks=looks)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("everything.html", page)
        packed.writestr("everything.json", whole.as_json())
    return target.getvalue()


def read(column: str, value: Value) -> str:
    """Write a value for the page: moments to the minute, in UTC, and lists with commas."""
    if value is None:
        return ""
    if column == "at" or column.endswith("_at"):
        return str(value)[:_TO_THE_MINUTE].replace("T", " ")
    if isinstance(value, bool):
        return "✓" if value else "–"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _told(rule: TableRule, row: Mapping[str, Any], learner_id: int) -> dict[str, Value]:
    told = {name: _value(row[name], sort) for name, sort in rule.columns() if sort in SHOWN and name in row}
    if isinstance(rule.finds, Listed):
        told[rule.finds.column] = [learner_id]  # Who else is on the list is theirs.
    return told


def _value(value: Any, sort: Sort) -> Value:
    """Write a value as JSON can hold it, and open what is sealed."""
    if sort is Sort.SEALED and value is not None:
        try:
            return unseal(value)
        except CannotUnseal:
            return CANNOT_BE_READ
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value  # type: ignore[no-any-return]
