"""Tables to which rows are only added: the database itself refuses to change or delete one.

A table made by ``create_all`` gets its triggers here; a migration that makes such a table executes ``guards``.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, event

from app.core.database import Model

_POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$"
)


def keep_for_ever(model: type[Model]) -> None:
    """Guard a model's table from the moment it is made."""
    event.listen(model.__table__, "after_create", _guard)


def guards(table: str, dialect: str) -> tuple[str, ...]:
    """Give the statements that make a table refuse changes, for ``sqlite`` or ``postgresql``."""
    if dialect == "postgresql":
        trigger = f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        return (_POSTGRESQL_FUNCTION, f"{trigger} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")
    return tuple(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    )


def _guard(table: Table, connection: Connection, **_how: Any) -> None:
    for statement in guards(table.name, connection.dialect.name):
        connection.exec_driver_sql(statement)
