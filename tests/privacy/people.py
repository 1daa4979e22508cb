"""A learner of whom every table keeps something, and what may be found of them in a database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Date, Float, Integer, LargeBinary, String, Table, insert, text

from app.core.database import Model, UtcDateTime
from app.privacy.declared import TABLES, steps_to_learner
from app.privacy.rules import Acted, Either, Finds, Listed, Own, TableRule, Through

LONG_AGO = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def fill_every_table(connection: Connection, learner_id: int) -> set[str]:
    """Write one row about a learner into every table that says how it finds them; name the tables.

    What is written is only as right as the types ask for; SQLite is told to mind neither checks nor keys.
    """
    connection.execute(text("PRAGMA ignore_check_constraints = ON"))
    written: dict[str, dict[str, Any]] = {"learner": {"id": learner_id}}
    for rule in _nearest_first():
        if rule.table == "learner":
            continue
        table = Model.metadata.tables[rule.table]
        row = dict(_values(table)) | _link(rule.finds, learner_id, written)
        connection.execute(insert(table).values(row))
        written[rule.table] = row
    return set(written)


def _nearest_first() -> list[TableRule]:
    rules = [rule for rule in TABLES.values() if rule.finds is not None]
    return sorted(rules, key=lambda rule: (steps_to_learner(rule.table), rule.table))


def _link(finds: Finds | None, learner_id: int, written: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if isinstance(finds, Own):
        return {finds.column: learner_id}
    if isinstance(finds, Listed):
        return {finds.column: [learner_id, learner_id + 1]}
    if isinstance(finds, Through):
        return {finds.column: written[finds.table][finds.key]}
    if isinstance(finds, Either):
        return _link(finds.ways[0], learner_id, written)
    assert isinstance(finds, Acted)
    return {"subject_kind": "learner", "subject_id": str(learner_id), "actor_kind": "staff", "actor_id": 77}


def _values(table: Table) -> Iterator[tuple[str, Any]]:
    for column in table.columns:
        yield column.name, _value(column.type, column.name)


def _value(kind: Any, name: str) -> Any:
    if isinstance(kind, JSON):
        return []
    if isinstance(kind, UtcDateTime):
        return LONG_AGO
    if isinstance(kind, Date):
        return date(2026, 1, 2)
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer | Float):
        return 770_077
    if isinstance(kind, LargeBinary):
        return b"x"
    assert isinstance(kind, String)
    return f"{name}-of-them"[: kind.length]
