"""Runs the migrations on the database the application is set to, SQLite or PostgreSQL."""

from __future__ import annotations

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
    with db.engine.connect() as connection:
        _run_on(connection)
        connection.commit()


def _run_on(connection: Connection) -> None:
    options = current_app.extensions["migrate"].configure_args
    context.configure(connection=connection, target_metadata=METADATA, **options)
    with context.begin_transaction():
        context.run_migrations()


run()
