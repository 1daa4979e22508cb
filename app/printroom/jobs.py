"""What the workers do for the print room; each job may be run twice, or die in the middle, without harm."""

from __future__ import annotations

import time
from concurrent.futures import BrokenExecutor

import structlog

from app.certificates.drawing import designs_for
from app.certificates.statement import Statement
from app.core import jobs
from app.printing.door import behind
from app.printing.errors import CannotPrint
from app.printroom import claiming
from app.printroom.claiming import Drawn, Task
from app.printroom.layouts import layout_of
from app.programme.designs import BrokenDesign

LANES = 4
"""How many jobs are asked for at once: as many workers may draw one run side by side."""
_SLICE = 10
"""Seconds after which a job asks for itself again, so that other work gets its turn."""
_PRESSES = "app.printroom.presses"
"""What starts processes takes three megabytes that no web process needs."""
_log = structlog.get_logger("waymark.printroom")


def ask_for_drawing(run_id: int) -> None:
    """Ask the workers to draw what waits in a run."""
    for _lane in range(LANES):
        jobs.enqueue(draw_next, run_id)


def draw_next(run_id: int | str) -> None:
    """Draw parts of a run that nobody has, one after the other, until none is left or it is another's turn."""
    began = time.monotonic()
    while task := claiming.claim(int(run_id)):
        _draw(task)
        if time.monotonic() - began > _SLICE:
            jobs.enqueue(draw_next, run_id)
            return


def pick_up() -> None:
    """Go on with what nobody is drawing, since a worker died, or the queue lost it."""
    for run_id in claiming.unfinished():
        ask_for_drawing(run_id)


def begin_work() -> None:
    """Take back what a worker of this host left that is gone, and go on with it."""
    claiming.take_from_the_dead()
    pick_up()


def _draw(task: Task) -> None:
    try:
        designs = designs_for(map(Statement.from_json, task.statements))
        made = behind(_PRESSES).pressed(
            layout_of(task.layout).drawing, task.statements, task.options, task.number, designs
        )
    except (CannotPrint, BrokenDesign) as fault:
        claiming.give_back(task, str(fault))
    except (BrokenExecutor, ValueError, LookupError, OSError) as fault:
        _log.exception("a part could not be drawn", run=task.run_id, part=task.number)
        claiming.give_back(task, type(fault).__name__)
    else:
        claiming.keep(task, Drawn(made.content, made.objects, made.pages, made.digest, made.seconds))
