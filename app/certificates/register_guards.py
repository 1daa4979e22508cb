"""What the database itself refuses: certificates and their log are never deleted or changed.

One change is allowed, to forget a person who asked for it: the learner and the statement of a certificate become
empty together, and nothing else with them. The number, the days and the log stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, event

from app.certificates.log import ROW
from app.core.append_only import guards
from app.core.database import Model

_KEPT = ("certificate_event", "register_checkpoint")
_FORGOTTEN = ("learner_id", "statement")
_SAME = {
    "certificate": "id = NEW.id OR number = NEW.number OR code = NEW.code "
    "OR (issuer = NEW.issuer AND year = NEW.year AND serial = NEW.serial)",
    "certificate_event": "id = NEW.id OR hash = NEW.hash OR prev = NEW.prev OR answers_id = NEW.answers_id",
    "register_checkpoint": "day = NEW.day",
}
"""When a new row would stand in an old one's place."""
_COLUMNS = ("id", *ROW)


def guard_when_made(model: type[Model]) -> None:
    """Guard a table of the register from the moment it is made."""
    event.listen(model.__table__, "after_create", _guard)


def guards_of(table: str, dialect: str) -> tuple[str, ...]:
    """Give the statements that guard one table, for ``sqlite`` or ``postgresql``."""
    kept = guards(table, dialect) if table in _KEPT else tuple(_never_changed(dialect))
    return kept if dialect == "postgresql" else (*kept, _no_replacing(table))


def _guard(table: Table, connection: Connection, **_how: Any) -> None:
    for statement in guards_of(table.name, connection.dialect.name):
        connection.exec_driver_sql(statement)


def _never_changed(dialect: str) -> Iterator[str]:
    if dialect == "postgresql":
        yield _POSTGRESQL
        yield (
            "CREATE TRIGGER certificate_kept BEFORE UPDATE OR DELETE ON certificate "
            "FOR EACH ROW EXECUTE FUNCTION keep_certificate()"
        )
        yield (
            "CREATE TRIGGER certificate_not_emptied BEFORE TRUNCATE ON certificate "
            "FOR EACH STATEMENT EXECUTE FUNCTION keep_certificate()"
        )
        return
    gone = " AND ".join(f"NEW.{name} IS NULL" for name in _FORGOTTEN)
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in _COLUMNS)
    yield (
        f"CREATE TRIGGER certificate_no_update BEFORE UPDATE ON certificate WHEN NOT ({gone} AND {same}) "
        "BEGIN SELECT RAISE(ABORT, 'certificate is never changed'); END"
    )
    yield (
        "CREATE TRIGGER certificate_no_delete BEFORE DELETE ON certificate "
        "BEGIN SELECT RAISE(ABORT, 'certificate is never deleted'); END"
    )


def _no_replacing(table: str) -> str:
    """SQLite's INSERT OR REPLACE deletes a row without asking the trigger that refuses it."""
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {_SAME[table]})"  # noqa: S608 - both are written above.
    return (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} "
        f"BEGIN SELECT RAISE(ABORT, '{table} has this row already'); END"
    )


_POSTGRESQL = """
CREATE OR REPLACE FUNCTION keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.learner_id IS NULL AND NEW.statement IS NULL
       AND to_jsonb(NEW) - 'learner_id' - 'statement' = to_jsonb(OLD) - 'learner_id' - 'statement' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'certificate is never changed or deleted';
END $$
"""
