"""The database handle, and the one place where a transaction ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Model(DeclarativeBase):
    """Base of every table; constraints are named so that migrations can find them."""

    metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both databases; SQLite alone would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment and store an aware one in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive moment is not stored; ask app.core.clock.now()")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every stored moment its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


db = SQLAlchemy(model_class=Model, session_options={"join_transaction_mode": "create_savepoint"})

_WRITING = "in_unit_of_work"
_HURRIED = "hurried"
_PATIENT_MS, _HURRIED_MS = 5000, 100
"""How long to wait for somebody else who writes."""
_PACE = {
    False: (f"PRAGMA busy_timeout={_PATIENT_MS}", "PRAGMA synchronous=FULL"),
    True: (f"PRAGMA busy_timeout={_HURRIED_MS}", "PRAGMA synchronous=NORMAL"),
}
"""How SQLite waits before it writes, and for the disk after that."""


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Commit what the block did, or nothing of it; an inner block joins the outer one.

    On SQLite the transaction takes the write lock at its start: one that first reads and then writes would be
    refused as soon as another writer came between. What was read before the block is read anew inside it.
    """
    session = db.session()
    if session.info.get(_WRITING):
        yield
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("something was changed outside of a unit of work")
    session.commit()
    session.info[_WRITING] = True
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop(_WRITING, None)


@contextmanager
def hurried_unit_of_work() -> Iterator[None]:
    """Commit what the block did, or raise OperationalError at once where somebody else holds the database.

    For what may be lost, when the power fails too, and must hold nobody up.
    """
    session = db.session()
    session.info[_HURRIED] = True
    try:
        with unit_of_work():
            if session.get_bind().dialect.name == "postgresql":
                session.execute(text(f"SET LOCAL lock_timeout = {_HURRIED_MS}"))
                session.execute(text("SET LOCAL synchronous_commit = off"))
            yield
    finally:
        session.info.pop(_HURRIED, None)


def prepare_engine(engine: Engine) -> None:
    """Set SQLite up for many readers and one writer at a time; other databases need nothing."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own implicit BEGIN comes too late and is never IMMEDIATE; _begin_sqlite sends ours instead.
    connection.isolation_level = None
    # What is deleted is overwritten at once: who was forgotten must not be read from the file all the same.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={_PATIENT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    session = db.session.registry() if db.session.registry.has() else None
    writing = session is not None and session.info.get(_WRITING)
    hurried = session is not None and session.info.get(_HURRIED, False)
    if connection.info.get(_HURRIED, False) != hurried:
        for pragma in _PACE[hurried]:
            connection.exec_driver_sql(pragma).close()
        connection.info[_HURRIED] = hurried
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def dialect_insert(table: type[Model]) -> sqlite.Insert | postgresql.Insert:
    """Begin an INSERT that knows what to do about a row that is there already; both databases write it alike."""
    if db.engine.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def insert_unless_there(table: type[Model], **values: Any) -> None:
    """Insert a row unless one with the same key is there already; two requests at once do no harm."""
    db.session.execute(dialect_insert(table).values(**values).on_conflict_do_nothing())
