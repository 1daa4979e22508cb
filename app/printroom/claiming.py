"""Parts are taken for a while by whoever draws them, so that what a dead worker had comes back by itself."""

from __future__ import annotations

import hashlib
import os
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import and_, func, or_, select, update

from app.certificates.models import Certificate
from app.core import clock
from app.core.database import db, unit_of_work
from app.printroom.models import PrintPart, PrintPlace, PrintRun
from app.printroom.rules import ATTEMPTS, LEASE, PartState, State

_log = structlog.get_logger("waymark.printroom")
_STARTED = f"{time.time():.3f}"


@dataclass(frozen=True, slots=True)
class Task:
    """A part that this worker has, with all that is needed to draw it."""

    run_id: int
    number: int
    layout: str
    options: dict[str, float]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of it."""

    content: bytes
    objects: dict[str, object]
    pages: int
    digest: str
    seconds: float


def holder() -> str:
    """Name this worker: host, process, and when it started, since a number of a process is used again."""
    return f"{socket.gethostname()}:{os.getpid()}:{_STARTED}"


@unit_of_work()
def claim(run_id: int) -> Task | None:
    """Take the next part of a run that nobody has; None where there is none, or the run is not being drawn."""
    run = db.session.get(PrintRun, run_id, populate_existing=True)
    if run is None or run.state != State.DRAWING:
        return None
    left = and_(PrintPart.state == PartState.TAKEN.value, PrintPart.lease_until < clock.now())
    query = (
        select(PrintPart)
        .where(PrintPart.run_id == run_id, or_(PrintPart.state == PartState.WAITING.value, left))
        .order_by(PrintPart.number)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    part = db.session.scalar(query)
    if part is None:
        return None
    part.state, part.holder = PartState.TAKEN.value, holder()
    part.lease_until = clock.now() + timedelta(seconds=LEASE)
    part.attempts += 1
    return Task(run_id, part.number, run.layout, run.options, _statements(part))


def _statements(part: PrintPart) -> tuple[str, ...]:
    query = (
        select(Certificate.statement)
        .join(PrintPlace, PrintPlace.number == Certificate.number)
        .where(PrintPlace.run_id == part.run_id, PrintPlace.place.between(part.first_place, part.last_place))
        .order_by(PrintPlace.place)
    )
    return tuple(db.session.scalars(query))


@unit_of_work()
def keep(task: Task, drawn: Drawn) -> None:
    """Keep what was drawn, unless the run was cancelled or somebody else kept the part meanwhile."""
    run = db.session.get_one(PrintRun, task.run_id, with_for_update=True, populate_existing=True)
    part = db.session.get_one(PrintPart, (task.run_id, task.number), populate_existing=True)
    if run.state != State.DRAWING or part.state == PartState.DRAWN:
        return
    if part.digest and part.digest != drawn.digest:
        _log.error("a part came out otherwise than before", run=run.id, part=part.number)
        part.fault = "This part came out otherwise than the first time."
    part.content, part.objects, part.pages = drawn.content, dict(drawn.objects), drawn.pages
    part.digest, part.seconds = drawn.digest, drawn.seconds
    part.state, part.holder, part.lease_until = PartState.DRAWN.value, None, None
    db.session.flush()
    _end_when_all_are_drawn(run)


@unit_of_work()
def give_back(task: Task, fault: str) -> None:
    """Let a part be tried again after a fault; tried often enough, the run has failed."""
    part = db.session.get_one(PrintPart, (task.run_id, task.number), populate_existing=True)
    if part.state != PartState.TAKEN or part.holder != holder():
        return
    is_over = part.attempts >= ATTEMPTS
    part.state = (PartState.FAILED if is_over else PartState.WAITING).value
    part.holder, part.lease_until, part.fault = None, None, fault[:500]
    if is_over:
        run = db.session.get_one(PrintRun, task.run_id)
        run.state, run.ended_at = State.FAILED.value, clock.now()


@unit_of_work()
def take_from_the_dead() -> None:
    """Free at once what workers of this host had that are gone; what those of other hosts had, their leases free."""
    taken = select(PrintPart.holder).where(PrintPart.state == PartState.TAKEN.value).distinct()
    for name in db.session.scalars(taken).all():
        if name and _is_gone(name):
            mine = and_(PrintPart.holder == name, PrintPart.state == PartState.TAKEN.value)
            waiting = {"state": PartState.WAITING.value, "holder": None, "lease_until": None}
            db.session.execute(update(PrintPart).where(mine).values(**waiting))


def unfinished() -> Sequence[int]:
    """List the runs that have parts nobody has, and so nobody may be drawing."""
    free = or_(
        PrintPart.state == PartState.WAITING.value,
        and_(PrintPart.state == PartState.TAKEN.value, PrintPart.lease_until < clock.now()),
    )
    query = (
        select(PrintRun.id)
        .join(PrintPart, PrintPart.run_id == PrintRun.id)
        .where(PrintRun.state == State.DRAWING.value, free)
        .distinct()
        .order_by(PrintRun.id)
    )
    return db.session.scalars(query).all()


def _is_gone(name: str) -> bool:
    host, process, started = name.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    if int(process) == os.getpid():
        return started != _STARTED
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _end_when_all_are_drawn(run: PrintRun) -> None:
    parts = select(PrintPart.state, PrintPart.digest).where(PrintPart.run_id == run.id).order_by(PrintPart.number)
    rows = db.session.execute(parts).all()
    if all(state == PartState.DRAWN for state, _digest in rows):
        run.state, run.ended_at = State.DRAWN.value, clock.now()
        run.digest = hashlib.sha256("".join(digest or "" for _state, digest in rows).encode()).hexdigest()


def count_drawn(run_id: int) -> tuple[int, int]:
    """Tell how many parts of a run are drawn, and how many there are."""
    query = select(func.count().filter(PrintPart.state == PartState.DRAWN.value), func.count()).where(
        PrintPart.run_id == run_id
    )
    drawn, every = db.session.execute(query).one()
    return drawn, every
