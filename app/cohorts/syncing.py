"""Taking in what a trainer's phone did without a network, each entry once, whatever the network does.

A phone gives each entry an id of its own and sends it until it hears that it was taken. So an entry may come twice,
or twice at once, or from two phones in any order; its id is written down in the same transaction as what it does.
Each room that has something to take in registers a handler for its kind.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from flask import Flask, current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.accounts.models import Staff
from app.cohorts.models import Cohort
from app.cohorts.sync_models import SyncEntry
from app.core import clock
from app.core.database import db, dialect_insert, unit_of_work
from app.core.errors import Problem, Refused
from app.web.logs import log

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

_HANDLERS = "sync-handlers"
Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"


class Unreadable(Refused):
    """An entry is not of the shape that its kind has, or of a kind nobody here knows."""

    message = _l("This entry could not be read.")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something a trainer did on a phone, whose own clock says when."""

    id: str
    kind: str
    at: datetime
    device: str
    clock_off: timedelta
    """How far that clock was ahead of ours when the entry was sent."""
    body: Mapping[str, Json] = field(default_factory=dict)
    """What its kind needs beside these."""

    def text(self, name: str) -> str:
        """Give a text of the body; raise Unreadable."""
        value = self.body.get(name)
        if not isinstance(value, str):
            raise Unreadable
        return value

    def text_or_none(self, name: str) -> str | None:
        """Give a text that may be missing; raise Unreadable for anything else."""
        return None if self.body.get(name) is None else self.text(name)

    def whole(self, name: str) -> int:
        """Give a whole number of the body; raise Unreadable."""
        value = self.body.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _LARGEST:
            raise Unreadable
        return value


@dataclass(slots=True)
class Outcome:
    """What became of the entries that were sent; one in neither list stays on the phone and is sent again."""

    taken: list[str] = field(default_factory=list)
    refused: list[tuple[str, LazyString | str]] = field(default_factory=list)


_LARGEST = 2**31 - 1
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
Handler = Callable[[Cohort, Entry, Staff], None]
"""Does what an entry says, inside its transaction; raises a Problem where it cannot be."""


def register_entry(app: Flask, kind: str, handler: Handler) -> None:
    """Have the entries of a kind handed to a room."""
    app.extensions.setdefault(_HANDLERS, {})[kind] = handler


def take_in(*, cohort: Cohort, sent: Sequence[Json], device: str, clock_off: timedelta, by: Staff) -> Outcome:
    """Do what each entry says, once, each in a transaction of its own; a bad one does not stop the others."""
    outcome = Outcome()
    for raw in sent:
        name = _id_in(raw)
        try:
            _take_one(cohort, _read(raw, device, clock_off), by)
        except Problem as problem:
            outcome.refused.append((name, problem.message))
        except (DBAPIError, PoolTimeout):
            raise
        except Exception as fault:  # It stays on the phone: whoever mends the fault can still take it in.
            places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(fault.__traceback__)]
            log.error("sync-fault", kind=type(fault).__name__, places=places[-2:])
        else:
            outcome.taken.append(name)
    return outcome


@unit_of_work()
def _take_one(cohort: Cohort, entry: Entry, by: Staff) -> None:
    handler: Handler | None = current_app.extensions.get(_HANDLERS, {}).get(entry.kind)
    if handler is None:
        raise Unreadable
    row = dialect_insert(SyncEntry).values(
        id=entry.id,
        cohort_id=cohort.id,
        kind=entry.kind,
        staff_id=by.id,
        device=entry.device,
        at=entry.at,
        clock_off=_seconds(entry.clock_off),
        taken_at=clock.now(),
    )
    # Of two that come at once the second waits here until the first has ended.
    if db.session.scalar(row.on_conflict_do_nothing().returning(SyncEntry.id)) is not None:
        handler(cohort, entry, by)


def _read(raw: Json, device: str, clock_off: timedelta) -> Entry:
    if not isinstance(raw, Mapping):
        raise Unreadable
    body = {name: value for name, value in raw.items() if name not in ("id", "kind", "at", "device")}
    kind = raw.get("kind")
    if not isinstance(kind, str):
        raise Unreadable
    return Entry(read_uuid(raw.get("id")), kind, read_moment(raw.get("at")), read_uuid(device), clock_off, body)


def read_uuid(value: Json) -> str:
    """Read an id that a phone made up; raise Unreadable."""
    try:
        return str(UUID(str(value)))
    except ValueError:
        raise Unreadable from None


def read_moment(value: Json) -> datetime:
    """Read a moment in ISO 8601 with its zone; raise Unreadable."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise Unreadable from None
    if moment.tzinfo is None or not _EARLIEST < moment < _LATEST:
        raise Unreadable
    return moment.astimezone(UTC)


def _id_in(raw: Json) -> str:
    return str(raw.get("id", ""))[:36] if isinstance(raw, Mapping) else ""


def _seconds(difference: timedelta) -> int:
    return max(-_LARGEST, min(_LARGEST, round(difference.total_seconds())))
