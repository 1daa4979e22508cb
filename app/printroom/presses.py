"""The processes of a worker that draw: started with the first part, one for each job that runs side by side.

They are forked from a process that has loaded what draws and nothing else, so they share it. One that dies is
replaced, and the part that it had is tried again. In tests a part is drawn where it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from threading import Lock
from typing import TYPE_CHECKING

from flask import current_app

from app.printroom.lane import Pressed, begin, press

if TYPE_CHECKING:
    from app.programme.design import Design

_POOL = "waymark-presses"
_one_at_a_time = Lock()


def pressed(
    drawing: str, stated: Sequence[str], options: Mapping[str, float], number: int, designs: tuple[Design, ...] = ()
) -> Pressed:
    """Draw a part in another process; raise CannotPrint, and BrokenProcessPool where that process died."""
    if current_app.testing:
        return press(drawing, stated, options, number, designs)
    try:
        return _pool().submit(press, drawing, stated, options, number, designs).result()
    except BrokenProcessPool:
        _replace()
        raise


def _pool() -> ProcessPoolExecutor:
    with _one_at_a_time:
        kept: ProcessPoolExecutor | None = current_app.extensions.get(_POOL)
        if kept is None:
            context = get_context("forkserver")
            context.set_forkserver_preload(["presses", "app.printroom.press"])
            kept = ProcessPoolExecutor(current_app.config["JOBS_WORKERS"], mp_context=context, initializer=begin)
            current_app.extensions[_POOL] = kept
        return kept


def _replace() -> None:
    with _one_at_a_time:
        broken = current_app.extensions.pop(_POOL, None)
    if broken is not None:
        broken.shutdown(wait=False, cancel_futures=True)
