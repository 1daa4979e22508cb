"""Finds the rows of a learner in any table, as its rule says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Table, and_, cast, exists, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB

from app.audit.rules import ActorKind
from app.core.database import Model, db
from app.privacy.declared import TABLES, rules_about_learners
from app.privacy.rules import Either, Finds, Listed, Own, TableRule, Through

LEARNER, AUDIT = "learner", "audit_event"
_SUBJECTS = {
    "certificate": ("certificate", "number"),
    "request": ("certificate_request", "id"),
    "signal": ("integrity_signal", "id"),
}
"""How the audit names rows that are a learner's: by which column of which table."""


def table_of(name: str) -> Table:
    """Give a table by its name."""
    return Model.metadata.tables[name]


def rows_of(learner_id: int) -> Iterator[tuple[TableRule, list[Mapping[str, Any]]]]:
    """Give every row that is about a learner, table by table; a table without any is left out."""
    for rule in rules_about_learners():
        table = table_of(rule.table)
        query = select(table).where(belongs(rule, learner_id)).order_by(*table.primary_key)
        rows = list(db.session.execute(query).mappings())
        if rows:
            yield rule, rows  # type: ignore[misc]  # Its own mapping is one, and says so only at run time.


def belongs(rule: TableRule, learner_id: int) -> ColumnElement[bool]:
    """Say of a table which rows are a learner's."""
    if rule.finds is None:
        raise ValueError(f"{rule.table} tells nothing about learners")
    return _condition(table_of(rule.table), rule.finds, learner_id)


def _condition(table: Table, finds: Finds, learner_id: int) -> ColumnElement[bool]:
    if isinstance(finds, Own):
        return table.c[finds.column] == learner_id
    if isinstance(finds, Through):
        behind = table_of(finds.table)
        theirs = select(behind.c[finds.key]).where(belongs(TABLES[finds.table], learner_id))
        return table.c[finds.column].in_(theirs)
    if isinstance(finds, Listed):
        return _is_listed(table.c[finds.column], learner_id)
    if isinstance(finds, Either):
        return or_(*(_condition(table, way, learner_id) for way in finds.ways))
    return _acted(learner_id)


def _is_listed(column: ColumnElement[Any], learner_id: int) -> ColumnElement[bool]:
    if db.engine.dialect.name == "postgresql":
        return cast(column, JSONB).contains([learner_id])
    one = func.json_each(column).table_valued("value")
    return exists(select(one.c.value).where(one.c.value == learner_id))


def done_to(learner_id: int) -> ColumnElement[bool]:
    """Find the events of the audit whose subject is the learner, or a certificate or a request of theirs."""
    table = table_of(AUDIT)
    subjects = [
        and_(table.c.subject_kind == kind, table.c.subject_id.in_(_names(kind, learner_id))) for kind in _SUBJECTS
    ]
    return or_(and_(table.c.subject_kind == LEARNER, table.c.subject_id == str(learner_id)), *subjects)


def _names(kind: str, learner_id: int) -> Select[str]:
    """Give how the audit names a learner's rows of a table."""
    name, column = _SUBJECTS[kind]
    table = table_of(name)
    return select(cast(table.c[column], String)).where(belongs(TABLES[name], learner_id))


def _acted(learner_id: int) -> ColumnElement[bool]:
    table = table_of(AUDIT)
    own = and_(table.c.actor_kind == ActorKind.LEARNER.value, table.c.actor_id == learner_id)
    return or_(own, done_to(learner_id))
