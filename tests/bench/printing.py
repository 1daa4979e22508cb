"""Measure how fast print runs are drawn through the queue, and what memory that takes.

``python -m tests.bench.printing`` makes a register of 2,000 certificates, starts the real worker anew for each row, and
presses "draw": the time runs from there to the last part. It prints a table, writes it into README.md, and exits with 1
where a bound is missed. The bounds are on memory, which other work on the machine does not change.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Staff
from app.core import jobs
from app.core.database import db
from app.core.permissions import Role
from app.printroom import services
from app.printroom.choosing import Selection
from app.printroom.layouts import DESIGN
from app.printroom.models import PrintRun
from app.printroom.rules import Ordering, Source, State
from tests.bench.machine import MachineLoad
from tests.bench.memory import Memory
from tests.bench.report import write_into
from tests.bench.servers import ROOT
from tests.conftest import build_app
from tests.journeys.officer import Worker
from tests.learners.people import a_staff
from tests.printroom.people import certificates, named

SIZES, WORKERS = (50, 500, 2000), (1, 2)
_STARTS = 8
"""Seconds in which a worker has started, on a busy machine too."""
MOST_MEMORY, MOST_GROWTH = 120e6, 1.15
BEGIN, END = "<!-- bench-print: begin -->\n", "<!-- bench-print: end -->"
INTRODUCTION = """\
Print runs of certificates in English with the design, drawn by the real worker (`flask jobs work`) out of a real queue,
on SQLite and two cores. The time runs from the order to the last part; the worker has started before, the processes
that draw start with the first part. *A drawing process* and *the queue's process* are the largest proportional memory
(PSS) each had; the queue's process is the whole application, which draws nothing itself. `make bench-print` measures
this and fails where a drawing process takes more than 120 MB or grows with the run.
"""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What one run took."""

    workers: int
    size: int
    seconds: float
    drawing: int
    queue: int
    others: float

    @property
    def per_second(self) -> float:
        """Count certificates in a second."""
        return self.size / self.seconds


def main() -> int:
    """Measure, print, write the table into README.md, and tell by the exit status whether every bound holds."""
    with tempfile.TemporaryDirectory(prefix="waymark-bench-print-") as folder:
        drawings = measured(Path(folder))
    text = table(drawings)
    print(text)
    write_into(ROOT / "README.md", text, (BEGIN, END))
    faults = missed(drawings)
    for fault in faults:
        print(f"missed: {fault}", file=sys.stderr)
    return 1 if faults else 0


def measured(folder: Path) -> list[Drawing]:
    """Draw runs of each size with one worker and with two."""
    app = build_app(folder)
    jobs.queue_of(app).immediate = False
    with app.app_context():
        numbers = tuple(one.number for one in certificates([named(place) for place in range(max(SIZES))]))
        officer_id = a_staff(Role.OFFICER).id
    return [_drawn(app, numbers[:size], officer_id, workers) for workers in WORKERS for size in SIZES]


def _drawn(app: Flask, numbers: tuple[str, ...], officer_id: int, workers: int) -> Drawing:
    """Draw one run with a worker that starts anew."""
    worker = Worker(app, Path(app.config["INSTANCE"]) / "worker.log")
    worker.start(workers=workers)
    time.sleep(_STARTS)
    try:
        with app.app_context():
            run_id = _made(numbers, officer_id)
            load = MachineLoad()
            with Memory(worker.pid) as memory:
                began = time.perf_counter()
                services.start_run(run=db.session.get_one(PrintRun, run_id), by=db.session.get_one(Staff, officer_id))
                _wait_for(run_id)
                took = time.perf_counter() - began
        others = load.of_others(besides=memory.processor)
    finally:
        worker.stop()
    return Drawing(workers, len(numbers), took, memory.peak, memory.own, others)


def _made(numbers: tuple[str, ...], officer_id: int) -> int:
    run = services.make_run(
        selection=Selection(Source.NUMBERS, numbers=numbers),
        ordering=Ordering.NAME,
        collated="en",
        layout=DESIGN,
        by=db.session.get_one(Staff, officer_id),
    )
    return run.id


def _wait_for(run_id: int) -> None:
    """Wait until a run is drawn; give up where it fails."""
    while True:
        state = db.session.scalar(select(PrintRun.state).where(PrintRun.id == run_id))
        db.session.rollback()
        if state == State.DRAWN:
            return
        if state != State.DRAWING:
            raise RuntimeError(f"the run is {state}")
        time.sleep(0.05)


def table(drawings: list[Drawing]) -> str:
    """Write the figures in Markdown."""
    head = [
        "| workers | certificates | seconds | a second | a drawing process | the queue's process | other work |",
        "|--:|--:|--:|--:|--:|--:|--:|",
    ]
    rows = [
        f"| {one.workers} | {one.size:,} | {one.seconds:.1f} | {one.per_second:.0f} | {one.drawing / 1e6:.0f} MB "
        f"| {one.queue / 1e6:.0f} MB | {one.others:.0%} |"
        for one in drawings
    ]
    return "\n".join([INTRODUCTION, *head, *rows, "", _footing(), ""])


def missed(drawings: list[Drawing]) -> list[str]:
    """Name every bound that was missed."""
    large = [
        f"{one.size} with {one.workers}: {one.drawing / 1e6:.0f} MB" for one in drawings if one.drawing > MOST_MEMORY
    ]
    return large + [
        f"memory grows from {few.drawing / 1e6:.0f} to {many.drawing / 1e6:.0f} MB with {few.workers} workers"
        for few in drawings
        for many in drawings
        if few.workers == many.workers and few.size == SIZES[0] and many.size == SIZES[-1]
        if many.drawing > MOST_GROWTH * few.drawing
    ]


def _footing() -> str:
    return (
        f"Bounds: a drawing process ≤ {MOST_MEMORY / 1e6:.0f} MB, and in a run of {SIZES[-1]:,} at most "
        f"{MOST_GROWTH - 1:.0%} more than in one of {SIZES[0]}. Other work is the share of the machine that was busy "
        "with something else meanwhile."
    )


if __name__ == "__main__":
    sys.exit(main())
