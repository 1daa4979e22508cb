"""The retention run: ends what has passed its term, a little at a time, so that nobody waits for the database.

It may run twice, be cut off in the middle, and go on the next day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import sleep
from typing import Any, TypeVar

from flask import Flask, current_app
from sqlalchemy import Select, func, select

from app.audit.rules import SYSTEM
from app.audit.services import record
from app.core import clock
from app.core.database import db, unit_of_work
from app.privacy.acts import TERMS_APPLIED
from app.privacy.queries import length_of
from app.privacy.services import carry_out, due_erasures
from app.privacy.sweeps import SWEEPS, Sweep
from app.web.logs import log

MOST = 20_000
"""Rows of one term that a run ends; what is more waits for the next day."""
PAUSE_SECONDS = 0.01
"""Between two transactions, so that whoever waits to write comes first."""
COOLING_OFF = "cooling-off"
_EXTRA = "waymark-sweeps"
Ended = TypeVar("Ended", int, bool)


def register_sweep(app: Flask, sweep: Sweep) -> None:
    """Let a module to the right have its own rows ended; its term stands in ``terms.py``."""
    extra: list[Sweep] = app.extensions.setdefault(_EXTRA, [])
    if sweep not in extra:
        extra.append(sweep)


def apply_terms(*, dry_run: bool = False) -> dict[str, int]:
    """End what has passed its term, and count it by term; with ``dry_run`` only count."""
    counts = {COOLING_OFF: _erasures(dry_run)}
    for sweep in _sweeps():
        counts[sweep.term] = counts.get(sweep.term, 0) + (_due(sweep) if dry_run else _swept(sweep))
    if not dry_run:
        done = {name: count for name, count in counts.items() if count}
        record(TERMS_APPLIED, actor=SYSTEM, detail=done)
    return counts


def keep_terms() -> None:
    """Do the daily run."""
    apply_terms()


def _sweeps() -> Sequence[Sweep]:
    extra: list[Sweep] = current_app.extensions.get(_EXTRA, [])
    return (*SWEEPS, *extra)


def _due(sweep: Sweep) -> int:
    """Count what is due."""
    due = sweep.due(clock.now() - length_of(sweep.term)).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(due)) or 0


def _swept(sweep: Sweep) -> int:
    """End what is due; it is looked for without the write lock, and each portion is asked again under it."""
    due = sweep.due(clock.now() - length_of(sweep.term))
    key = due.selected_columns[0]
    keys = list(db.session.scalars(due.limit(MOST)))
    ended = 0
    for portion in _portions(keys, sweep.at_once):
        ended += _in_peace(partial(_end_portion, sweep, due.where(key.in_(portion)))) or 0
        sleep(PAUSE_SECONDS)
    return ended


@unit_of_work()
def _end_portion(sweep: Sweep, due: Select[Any]) -> int:
    still = list(db.session.scalars(due))
    sweep.end(still)
    return len(still)


def _erasures(dry_run: bool) -> int:
    """Forget whose days of cooling off are over."""
    due = due_erasures(MOST)
    if dry_run:
        return len(due)
    return sum(_in_peace(partial(carry_out, erasure=one)) or False for one in due)


def _in_peace(end: Callable[[], Ended]) -> Ended | None:
    """End something, and let a fault of it keep nothing else from its end; the next run tries again."""
    try:
        return end()
    except Exception:
        log.exception("term-not-kept")
        db.session.rollback()
        return None


def _portions(keys: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))
