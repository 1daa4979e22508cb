"""`make bench-register`: searching a register of 10,000, 100,000 and 1,000,000 certificates; one table in one run.

``python -m tests.bench.register 10000 100000`` does fewer. The server is the one of the tests, with the memory a small
host would give it and with every commit written to the disk.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.core.database import Model, db
from app.core.permissions import Role
from app.figures.jobs import count_now
from app.register.queries import find
from app.register.typed import read
from config import settings
from tests.bench.machine import MachineLoad
from tests.bench.register_rows import Loaded, begin, grow
from tests.bench.register_searches import Search, searches
from tests.conftest import STATIC
from tests.learners.people import a_staff, sign_in_staff
from tests.postgres import _serve
from tests.register.people import giving
from tests.signing.people import kept_keys, passphrase_file

SIZES = (10_000, 100_000, 1_000_000)
LARGEST_SQLITE = 100_000
TIMES, PAGES, ISSUED = 200, 8, 200
_SERVER = "shared_buffers = '512MB'\nfsync = on\nmax_wal_size = '4GB'\nwork_mem = '16MB'\n"


@dataclass
class Measured:
    """What one size costs on one database; all times in milliseconds."""

    size: int
    loading: float
    searches: dict[str, list[float]] = field(default_factory=dict)
    pages: list[float] = field(default_factory=list)
    issued_a_second: float = 0
    figures: tuple[float | None, float] = (None, 0)

    @property
    def slowest(self) -> float:
        """Give the worst p95 of all kinds."""
        return max(p95(times) for times in self.searches.values())


def main() -> None:
    """Measure and print."""
    began, load = time.perf_counter(), MachineLoad()
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    folder = Path(tempfile.mkdtemp(prefix="waymark-bench-register-"))
    try:
        with _postgres(folder) as address:
            on_postgres = list(_measure(folder / "postgresql", address, sizes))
        on_sqlite = list(_measure(folder / "sqlite", None, [size for size in sizes if size <= LARGEST_SQLITE]))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(table("PostgreSQL", on_postgres), table("SQLite", on_sqlite), sep="\n\n")
    print(f"\nTook {time.perf_counter() - began:.0f} s; others used {load.of_others():.0%} of the machine.")


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    cluster = folder / "server"
    cluster.mkdir()
    folder.chmod(0o755)
    serving = _serve(cluster, _SERVER)
    server = next(serving)
    server.run("CREATE DATABASE bench")
    try:
        yield server.address("bench")
    finally:
        for _ in serving:
            pass


def _measure(instance: Path, address: str | None, sizes: Sequence[int]) -> Iterator[Measured]:
    app = _app(instance, address)
    client = app.test_client()
    loaded = Loaded()
    with app.app_context():
        Model.metadata.create_all(db.engine)
        begin()
        officer = a_staff(Role.OFFICER)
        sign_in_staff(client, officer)
    for size in sizes:
        began = time.perf_counter()
        with app.app_context():
            grow(loaded, size)
        measured = Measured(size, time.perf_counter() - began)
        for kind, some in _drawn(app, size):
            measured.searches[kind] = [_timed(app, one) for one in some][1:]
            measured.pages += [_page(client, one) for one in some[:PAGES]]
        measured.issued_a_second = _issuing(app)
        measured.figures = _figures(app, client, is_first=size == sizes[0])
        name = "PostgreSQL" if address else "SQLite"
        print(f"{name} {size:,}: worst p95 {measured.slowest:.1f} ms", file=sys.stderr)
        yield measured


def _app(instance: Path, address: str | None) -> Flask:
    keys, _trust = kept_keys()
    env = {"WAYMARK_ENV": "testing", "WAYMARK_INSTANCE": str(instance), "WAYMARK_STATIC": str(STATIC)}
    env |= {"WAYMARK_KEYS": str(keys.folder), "WAYMARK_KEY_PASSPHRASE_FILE": str(passphrase_file())}
    app = create_app(settings(env | ({"DATABASE_URL": address} if address else {})))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def _drawn(app: Flask, size: int) -> list[tuple[str, list[Search]]]:
    with app.app_context():
        return list(searches(size, TIMES + 1))


def _timed(app: Flask, search: Search) -> float:
    with app.app_context():
        began = time.perf_counter()
        find(read(search.text), search.narrowing, search.how)
        return (time.perf_counter() - began) * 1000


def _page(client: FlaskClient, search: Search) -> float:
    narrowing = search.narrowing
    data = {
        "text": search.text,
        "how": search.how.value,
        "document": narrowing.document,
        "cohort": narrowing.cohort_code,
        "centre": narrowing.centre_id,
        "since": narrowing.since,
        "until": narrowing.until,
        "standing": narrowing.standing,
    }
    began = time.perf_counter()
    answer = client.post("/en/staff/register", data={key: str(value) for key, value in data.items() if value})
    assert answer.status_code == 200, answer.status
    return (time.perf_counter() - began) * 1000


def _issuing(app: Flask) -> float:
    """Give certificates one after the other, each in its own transaction with number, square, log, audit and entry."""
    with app.app_context():
        give = giving()
        began = time.perf_counter()
        for place in range(ISSUED):
            give("សុខ ដារ៉ា", f"SOK DARA {'ABCDEFGHIJ'[place % 10]}")
        return ISSUED / (time.perf_counter() - began)


def _figures(app: Flask, client: FlaskClient, *, is_first: bool) -> tuple[float | None, float]:
    """Count the figures once, in seconds, and ask for their page, in milliseconds; it reads what was counted."""
    began, counted = time.perf_counter(), None
    if is_first:
        with app.app_context():
            count_now()
        counted = time.perf_counter() - began
    times = []
    for _ in range(PAGES):
        began = time.perf_counter()
        answer = client.get("/en/staff/figures")
        assert answer.status_code == 200, answer.status
        times.append((time.perf_counter() - began) * 1000)
    return counted, quantiles(times, n=2)[0]


def p95(times: Sequence[float]) -> float:
    """Give what 95 of a hundred stay within."""
    return quantiles(times, n=20)[-1]


def table(name: str, sizes: Sequence[Measured]) -> str:
    """Write what was measured as a table."""
    heads = [f"{one.size:,} p50 / p95" for one in sizes]
    lines = [f"| {name}, ms | {' | '.join(heads)} | p95 largest : smallest |", "|---|" + "---:|" * (len(sizes) + 1)]
    for kind in sizes[0].searches:
        lines.append(_line(kind, [one.searches[kind] for one in sizes]))
    lines.append(_line("the whole page, all kinds", [one.pages for one in sizes]))
    rates = " | ".join(f"{one.issued_a_second:.0f}" for one in sizes)
    counting = " | ".join("–" if one.figures[0] is None else f"{one.figures[0]:.1f} s" for one in sizes)
    figures = " | ".join(f"{one.figures[1]:.0f}" for one in sizes)
    loads = " | ".join(f"{one.loading:.0f} s" for one in sizes)
    lines += [
        f"| certificates given a second | {rates} | |",
        f"| the page of figures | {figures} | |",
        f"| counting the figures | {counting} | |",
        f"| loading | {loads} | |",
    ]
    return "\n".join(lines)


def _line(kind: str, times: Sequence[Sequence[float]]) -> str:
    cells = " | ".join(f"{quantiles(some, n=2)[0]:.1f} / {p95(some):.1f}" for some in times)
    return f"| {kind} | {cells} | {p95(times[-1]) / p95(times[0]):.1f} |"


if __name__ == "__main__":
    main()
