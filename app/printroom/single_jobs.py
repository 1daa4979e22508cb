"""What the workers do for single files; a job may run twice, or die in the middle: it looks at what is missing."""

from __future__ import annotations

from app.core import jobs
from app.printroom import singles

_SLICE = 10.0
"""Seconds after which a job asks for itself again, so that other work gets its turn."""


def draw_singles(run_id: int | str) -> None:
    """Draw single files of a run until none is missing, or it is another's turn."""
    while singles.draw_some(int(run_id), _SLICE):
        jobs.enqueue(draw_singles, run_id)
        return


def pick_up_singles() -> None:
    """Go on with what a worker left that died."""
    for run_id in singles.unfinished():
        jobs.enqueue(draw_singles, run_id)
