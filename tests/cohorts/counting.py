"""Counts what a page asks of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from app.core.database import db

READ_ANEW = 2
"""Queries that any page may add: the languages on offer and the editors' decisions are read anew each half minute."""


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements of a block."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
