"""A real PostgreSQL server for tests: a cluster in a folder of its own, on a free port, gone afterwards.

The server refuses to run as root, so there it runs as ``postgres`` or, where that user is missing, as ``nobody``.
Only this machine can reach it, without a password, and nothing in it outlives the tests. A test module that wants it
imports the fixtures: ``from tests.postgres import postgres, postgres_server``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

_OWNER = "waymark"
_SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 60
shared_buffers = '32MB'
fsync = off
timezone = 'UTC'
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    port: int

    def address(self, database: str) -> str:
        """Give the address of one of its databases, as ``DATABASE_URL`` takes it."""
        return f"postgresql://{_OWNER}@127.0.0.1:{self.port}/{database}"

    def run(self, statement: str) -> None:
        """Run one statement outside of any transaction."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """Start a server for the whole test run and take it away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="waymark-postgres-"))
    try:
        yield from _serve(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: Server) -> Iterator[str]:
    """Give the address of an empty database of this test's own."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    postgres_server.run(f"CREATE DATABASE {name}")
    yield postgres_server.address(name)
    postgres_server.run(f"DROP DATABASE {name} WITH (FORCE)")


def _serve(folder: Path, more_settings: str = "") -> Iterator[Server]:
    programs, user, cluster = _programs(), _unprivileged_user(), folder / "cluster"
    if user:
        shutil.chown(folder, user)
    _run(user, programs / "initdb", "-D", cluster, "-U", _OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    server = Server(_free_port())
    with (cluster / "postgresql.conf").open("a") as settings:
        settings.write(f"{_SETTINGS}port = {server.port}\n{more_settings}")
    _run(user, programs / "pg_ctl", "-D", cluster, "-l", folder / "log", "-w", "-t", "60", "start")
    try:
        yield server
    finally:
        _run(user, programs / "pg_ctl", "-D", cluster, "-m", "immediate", "-w", "stop")


def _programs() -> Path:
    """Find the server's programs: on the path, or where Debian keeps them."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(folders, key=lambda path: int(path.parts[-3]), default=None)
    if newest is None:
        pytest.fail("PostgreSQL's server is missing; `make test` installs it.")
    return newest.parent


def _unprivileged_user() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(user: str | None, *command: str | Path) -> None:
    # The server inherits what it is started with, so nothing may be captured through a pipe: it would never end.
    done = subprocess.run(
        [str(part) for part in command],
        user=user,
        cwd="/",
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if done.returncode:
        pytest.fail(f"{Path(command[0]).name} ended with {done.returncode}")
