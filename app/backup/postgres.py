"""PostgreSQL: its own programs write and read the dump; how to reach the server goes to them by the environment.

Nothing secret stands on a command line, where every user of the machine could read it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sqlalchemy import URL

from app.backup.errors import BackupProblem, CannotRead, DiskFull, ToolMissing
from app.backup.packing import PRIVATE
from app.core.database import db

MEMBER = "database.pgdump"
_COPY = re.compile(rb"COPY (?:public\.)?\"?([^\" ]+)\"? \(.*\) FROM stdin;")
_FROM_URL = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}
_EMPTIED = b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"


def dump(target: Path) -> None:
    """Dump the database as it stands at one moment; raise ToolMissing, DiskFull or BackupProblem."""
    with _new(target) as file:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", out=file)


def rows_in(dumped: Path) -> dict[str, int]:
    """Read a dump from end to end and count the rows of each table; raise CannotRead."""
    counts: dict[str, int] = {}
    table = ""
    with _reading(dumped, "--data-only") as lines:
        for line in lines:
            if table:
                counts[table] += line != b"\\.\n"
                table = "" if line == b"\\.\n" else table
            elif found := _COPY.match(line):
                table = found[1].decode()
                counts[table] = 0
    return dict(sorted(counts.items()))


def put_in_place(dumped: Path, scratch: Path) -> None:
    """Put a dump in the place of all that is there, in one transaction: either all of it or nothing."""
    script = scratch / "restore.sql"
    with _new(script) as file:
        file.write(_EMPTIED)
        with _reading(dumped) as lines:
            file.writelines(_without_schema(lines))
    db.session.remove()
    db.engine.dispose()
    with script.open("rb") as file:
        _run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", into=file)


def environment(url: URL) -> dict[str, str]:
    """Tell PostgreSQL's programs where the server is and who asks."""
    query = {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}
    told: Mapping[str, object] = {
        "PGHOST": query.get("host") or url.host,
        "PGPORT": url.port or query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        **{name: query.get(key) for key, name in _FROM_URL.items()},
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WAYMARK_")}
    return kept | {name: str(value) for name, value in told.items() if value is not None}


def _without_schema(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Leave out the schema, which is made already; but not a row that reads like its statement."""
    is_row = False
    for line in lines:
        is_row = line != b"\\.\n" if is_row else bool(_COPY.match(line))
        if is_row or line != b"CREATE SCHEMA public;\n":
            yield line


@contextmanager
def _reading(dumped: Path, *how: str) -> Iterator[IO[bytes]]:
    """Have a dump written out as SQL, line by line; raise CannotRead where it cannot be read to its end."""
    command = [_program("pg_restore"), "--no-owner", "--no-privileges", *how, "--file=-", str(dumped)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout and process.stderr  # noqa: S101
        yield process.stdout
        said = process.stderr.read().decode(errors="replace").strip()
    if process.returncode:
        raise CannotRead(f"The database in this backup is damaged: {_last(said)}")


def _run(name: str, *arguments: str, out: IO[bytes] | None = None, into: IO[bytes] | None = None) -> None:
    done = subprocess.run(  # noqa: S603
        [_program(name), *arguments],
        env=environment(db.engine.url),
        stdin=into or subprocess.DEVNULL,
        stdout=out or subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        if "No space left" in said:
            raise DiskFull(f"{name}'s output")
        raise BackupProblem(f"{name} says no: {_last(said)}")


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ToolMissing(f"{name} is not installed here. Install PostgreSQL's client programs (postgresql-client).")
    return found


def _last(said: str) -> str:
    return said.splitlines()[-1] if said else "it gave no reason"


@contextmanager
def _new(path: Path) -> Iterator[IO[bytes]]:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE), "wb") as file:
        yield file
