"""Measure the pages a phone asks for most, as shares of our own hello in one interleaved run.

``python -m tests.bench.pages`` takes about two minutes, prints a table, writes it into README.md, and exits with 1
where a target is missed. Absolute figures move twofold between runs on a shared machine; the shares do not.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from app import create_app
from app.core.database import Model, db
from app.dashboard.demo import load_demo
from config import settings
from tests.bench.load import Round, ask
from tests.bench.machine import MachineLoad
from tests.bench.reader import Reader
from tests.bench.report import Figures, missed, table, write_into
from tests.bench.servers import ROOT, gunicorn, nginx
from tests.bench.targets import HELLO, PAGES, Page

CONNECTIONS = (8, 32)
ROUNDS = 7
SECONDS = 1
WARM_UP = 1
STARTS = 5


@dataclass(frozen=True, slots=True)
class Demo:
    """The learner of the measured instance."""

    number: str
    pin: str


def main() -> int:
    """Measure, print, write the table into README.md, and tell by the exit status whether every target holds."""
    with tempfile.TemporaryDirectory(prefix="waymark-bench-") as name:
        figures = measure(Path(name))
    text = table(figures)
    print(text)
    write_into(ROOT / "README.md", text)
    faults = missed(figures)
    for fault in faults:
        print(f"missed: {fault}", file=sys.stderr)
    return 1 if faults else 0


def measure(folder: Path) -> Figures:
    """Start everything on an instance of its own and measure it."""
    load = MachineLoad()
    env = environment(folder)
    demo = set_up(create_app(settings(env)))
    starts = [_start_once(folder, env) for _ in range(STARTS - 1)]
    with ExitStack() as stack:
        web = stack.enter_context(gunicorn(folder, env))
        starts.append(web.seconds_to_first_answer)
        port = stack.enter_context(nginx(folder, web.port, folder / "static"))
        readers = {page: reader_of(page, port, demo) for page in PAGES}
        idle = max(web.memory())
        rounds = _interleaved(port, readers, folder)
        after = max(web.memory())
    return Figures(rounds, idle, after, min(starts), load.of_others())


def environment(folder: Path) -> dict[str, str]:
    """Give the environment in which all is measured: as in production, but with the demo, and without HTTPS.

    Python keeps its bytecode, as it does wherever nobody forbids it; else a start would compile everything anew.
    """
    return {
        "WAYMARK_ENV": "development",
        "WAYMARK_INSTANCE": str(folder),
        "WAYMARK_STATIC": str(folder / "static"),
        "WAYMARK_PROXIES": "1",
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }


def set_up(app: Flask) -> Demo:
    """Make tables and the demo's people."""
    with app.app_context():
        Model.metadata.create_all(db.engine)
        learner = next(entry for entry in load_demo() if entry.who == "learner")
        db.engine.dispose()
    return Demo(learner.name, learner.secret)


def reader_of(page: Page, port: int, demo: Demo) -> Reader:
    """Prepare the phone that asks for a page: nothing kept, some cards read, or signed in with some cards read."""
    reader = Reader(port)
    if page.signed_in:
        reader.sign_in(demo.number, demo.pin)
    if page.signed_in or page.has_read:
        for path in page.read_before():
            reader.get(path)
    return reader


def _start_once(folder: Path, env: dict[str, str]) -> float:
    with gunicorn(folder, env) as web:
        return web.seconds_to_first_answer


def _interleaved(port: int, readers: dict[Page, Reader], folder: Path) -> dict[tuple[Page, int], list[Round]]:
    """Ask for each page in turn, round after round, so that whatever else the machine does falls on all alike."""
    rounds: dict[tuple[Page, int], list[Round]] = {}
    for page, reader in readers.items():
        _ask(port, page, reader, max(CONNECTIONS), WARM_UP, folder)
    for connections in CONNECTIONS:
        for _ in range(ROUNDS):
            for page, reader in readers.items():
                result = _ask(port, page, reader, connections, SECONDS, folder)
                rounds.setdefault((page, connections), []).append(result)
    return rounds


def _ask(port: int, page: Page, reader: Reader, connections: int, seconds: int, folder: Path) -> Round:
    if reader.cookie and page is not HELLO:
        reader.get(page.path)  # As a browser would, the reader takes the cookie that notes when they were last here.
    address = f"http://127.0.0.1:{port}{page.path}"
    return ask(address, reader.headers(), connections=connections, seconds=seconds, folder=folder)


if __name__ == "__main__":
    sys.exit(main())
