"""Draw many certificates for paper: parts of some dozen, each one file whose pages share their fonts and their art.

Two processes draw side by side and hold one part each, so a run of thousands takes no more memory than one of fifty.
Imported by whoever prints, through a door; never where the web starts.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from app.certificates.designs import know
from app.certificates.pdf import Face, laid_out_and_dressed
from app.certificates.statement import Statement
from app.printing.engine import one_at_a_time, write
from app.programme.design import Design

PART = 25
"""Certificates in one file: fonts and art weigh little beside so many, and their pages fit into memory."""
PROCESSES = 2
LookUp = Callable[[Iterable[Statement]], tuple[Design, ...]]
Impose = Callable[[Sequence[Any]], list[Any]]
"""Puts the documents of some certificates on the pages of one file."""
_PRESSES = "presses"
"""The module at the root that loads this one, and not the whole application with it, where processes are forked."""


def one_by_one(documents: Sequence[Any]) -> list[Any]:
    """Let the pages of each certificate follow those of the one before."""
    return [page for document in documents for page in document.pages]


def draw_part(
    statements: Sequence[Statement], face: Face | None = None, impose: Impose = one_by_one, how: str = ""
) -> bytes:
    """Draw some certificates, all in one language, into one file; the same ones always give the same bytes.

    ``how`` says in words what face and imposing there is, for the identifier of the file. Raises CannotPrint, and
    ValueError where languages are mixed: a file has one for its reader's voice.
    """
    if len({statement.locale for statement in statements}) != 1:
        raise ValueError("the certificates of one file speak one language")
    digest = hashlib.sha256((how + "\n".join(statement.to_json() for statement in statements)).encode())
    with one_at_a_time, _garbage_kept():
        drawn = [laid_out_and_dressed(statement, face) for statement in statements]
        whole = drawn[0].copy(impose(drawn))
        whole.metadata.title = _title(statements)
        return write(whole, digest.hexdigest()[:32])


def _draw_and_forget(task: tuple[Sequence[Statement], tuple[Design, ...]]) -> bytes:
    """Draw a part and give its memory back before the next."""
    statements, designs = task
    know(designs)
    drawn = draw_part(statements)
    gc.collect()
    return drawn


def draw_run(
    statements: Iterable[Statement], processes: int = PROCESSES, *, look_up: LookUp = lambda _: ()
) -> Iterator[bytes]:
    """Draw a run part by part, in its order; a change of language begins a new part.

    ``look_up`` finds the designs of a part, since those who draw it have no database: ``drawing.designs_for``.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload([_PRESSES])
    # What is loaded stays shared between the processes as long as no collector writes on it, so it is frozen.
    with ProcessPoolExecutor(processes, mp_context=context, initializer=gc.freeze) as pool:
        yield from pool.map(_draw_and_forget, ((part, look_up(part)) for part in _parts(statements)))


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Collect no garbage until a part is written: the collector would walk all its pages for each new one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _parts(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    part: list[Statement] = []
    for statement in statements:
        if part and (len(part) == PART or part[0].locale != statement.locale):
            yield part
            part = []
        part.append(statement)
    if part:
        yield part


def _title(statements: Sequence[Statement]) -> str:
    """Name a file by its numbers; the names of so many people do not belong into the title of a window."""
    return f"{statements[0].words['heading']} · {statements[0].number} – {statements[-1].number}"
