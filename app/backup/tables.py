"""How many rows each table has, in the database at hand."""

from __future__ import annotations

from sqlalchemy import MetaData, Table, func, inspect, select

from app.core.database import db

MIGRATIONS = "alembic_version"


def row_counts() -> dict[str, int]:
    """Count the rows of each table."""
    with db.engine.connect() as connection:
        names = inspect(connection).get_table_names()
        tables = {name: Table(name, MetaData()) for name in sorted(names)}
        return {name: connection.scalar(select(func.count()).select_from(table)) or 0 for name, table in tables.items()}


def holds_records() -> bool:
    """Tell whether any table holds anything but the mark of a migration."""
    return any(count for name, count in row_counts().items() if name != MIGRATIONS)
