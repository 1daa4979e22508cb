"""What a process that draws does: draw one part, and make it ready to be joined with the others.

Loaded where certificates are drawn, never where the web starts.
"""

from __future__ import annotations

import gc
import hashlib
import os
import time
from collections.abc import Mapping, Sequence
from importlib import import_module
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread

from app.certificates.designs import know
from app.certificates.statement import Statement
from app.printing.errors import CannotPrint
from app.printroom.fragments import fragment_of
from app.printroom.lane import Pressed
from app.programme.design import Design


def press(
    drawing: str, stated: Sequence[str], options: Mapping[str, float], number: int, designs: tuple[Design, ...] = ()
) -> Pressed:
    """Draw a part from what its certificates state; raise CannotPrint, which names the certificate."""
    began = time.monotonic()
    know(designs)
    statements = [Statement.from_json(text) for text in stated]
    made = fragment_of(_drawn(drawing, statements, options), number)
    content = bytes(made.content)
    digest = hashlib.sha256(content).hexdigest()
    gc.collect()
    return Pressed(content, made.described(), len(made.pages), digest, time.monotonic() - began)


def begin() -> None:
    """Prepare a process that draws: keep what it shares with others shared, and let it end with its worker."""
    gc.freeze()
    Thread(target=_leave_with_the_worker, daemon=True).start()


def _leave_with_the_worker() -> None:
    """End when the worker is gone, however it went: nobody else would give this process anything to do."""
    worker = parent_process()
    if worker is not None:
        wait([worker.sentinel])
        os._exit(0)


def _drawn(drawing: str, statements: Sequence[Statement], options: Mapping[str, float]) -> bytes:
    draw = import_module(drawing).draw
    try:
        drawn: bytes = draw(statements, options)
    except CannotPrint:
        for statement in statements:
            try:
                draw([statement], options)
            except CannotPrint as fault:
                raise CannotPrint(f"{statement.number}: {fault}") from fault
        raise
    return drawn
