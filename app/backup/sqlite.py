"""SQLite: copied while it is in use, by its online backup, and put in place by giving a file another name."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from app.backup.errors import CannotRead, DiskFull
from app.backup.packing import PRIVATE, is_disk_full
from app.core.database import db

MEMBER = "database.sqlite"
_AT_ONCE = 2_000
"""Pages copied before others get their turn."""


def database_file() -> Path:
    """Name the file of the database at hand."""
    return Path(str(db.engine.url.database))


def dump(target: Path) -> None:
    """Copy the database as it stands at one moment; raise DiskFull."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
    try:
        with closing(_opened(database_file())) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy, pages=_AT_ONCE)
    except sqlite3.OperationalError as fault:
        if "full" in str(fault):
            raise DiskFull(target.parent) from fault
        raise


def rows_in(file: Path) -> dict[str, int]:
    """Check a copy from end to end and count its rows; raise CannotRead."""
    try:
        with closing(_opened(file, immutable=True)) as copy:
            (said,) = copy.execute("PRAGMA integrity_check").fetchone()
            if said != "ok":
                raise CannotRead(f"The database in this backup is damaged: {said}")
            query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            names = [name for (name,) in copy.execute(query)]
            counted = {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
    except sqlite3.DatabaseError as fault:
        raise CannotRead(f"The database in this backup is damaged: {fault}") from fault
    return counted


def put_in_place(dumped: Path, at: datetime) -> Path | None:
    """Put a copy where the database was, all at once; give the name under which the old one is kept, if any."""
    target, kept = database_file(), None
    with _next_to(target) as fresh:
        _copy(dumped, fresh)
        db.session.remove()
        db.engine.dispose()
        if target.exists() and target.stat().st_size:
            kept = target.with_name(f"{target.name}.before-{at:%Y%m%dT%H%M%SZ}")
            _settle(target)
            target.replace(kept)
        for leftover in ("-wal", "-shm", "-journal"):
            target.with_name(target.name + leftover).unlink(missing_ok=True)
        fresh.replace(target)
    return kept


def _settle(file: Path) -> None:
    """Bring what waits in the log beside a database into it, before it gets another name."""
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _next_to(target: Path) -> Iterator[Path]:
    """Name a file in the same folder, so that it can take the other's place at once; it is gone if it does not."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.restoring")
    fresh.unlink(missing_ok=True)
    try:
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    try:
        with (
            source.open("rb") as file,
            os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE), "wb") as to,
        ):
            while chunk := file.read(1024 * 1024):
                to.write(chunk)
            to.flush()
            os.fsync(to.fileno())
    except OSError as fault:
        if is_disk_full(fault):
            raise DiskFull(target.parent) from fault
        raise


def _opened(file: Path, *, immutable: bool = False) -> sqlite3.Connection:
    how = "mode=ro&immutable=1" if immutable else "mode=ro"
    return sqlite3.connect(f"{file.absolute().as_uri()}?{how}", uri=True)
