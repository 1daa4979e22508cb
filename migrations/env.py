"""Runs the migrations on the database the application is set to, SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, MetaData

from app.core.database import Model, db

METADATA: MetaData = Model.metadata


def run() -> None:
    """Run the asked-for migrations in one transaction."""
    if context.is_offline_mode():
        url = db.engine.url.render_as_string(hide_password=False)
        context.configure(url=url, target_metadata=METADATA, literal_binds=True)
        with context.begin_transaction():
            context.run_migrations()
        return
    given = context.config.attributes.get("connection")
    if given is not None:
        _run_on(given)
        return
    with db.engine.connect() as connection, _tables_may_be_made_anew(connection):
        _run_on(connection)
        connection.commit()


@contextmanager
def _tables_may_be_made_anew(connection: Connection) -> Iterator[None]:
    """Let SQLite replace a table that others point to, as many of its changes need; look at every reference after.

    It heeds the setting outside of a transaction alone, so it goes to the driver before one begins.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"rows point to what is not there: {broken[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _run_on(connection: Connection) -> None:
    options = current_app.extensions["migrate"].configure_args
    context.configure(connection=connection, target_metadata=METADATA, **options)
    with context.begin_transaction():
        context.run_migrations()


run()
