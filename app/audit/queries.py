"""Reads of the audit: by place and not by count, so that a page costs the same however long the audit grows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.audit.rules import Actor, ActorKind, Subject
from app.core.database import db

PAGE = 50
_LAST_PLACE = 2**31 - 1
"""The largest number that the column holds; no event can stand beyond."""
_COLUMNS = (
    AuditEvent.id,
    AuditEvent.at,
    AuditEvent.actor_kind,
    AuditEvent.actor_id,
    AuditEvent.act,
    AuditEvent.subject_kind,
    AuditEvent.subject_id,
    AuditEvent.detail,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events to show; what is empty leaves nothing out. Days are counted in UTC."""

    actor: Actor | None = None
    act: str = ""
    subjects: frozenset[Subject] = frozenset()
    since: date | None = None
    until: date | None = None
    """The last day, which counts."""


@dataclass(frozen=True, slots=True)
class EventPage:
    """Events, the newest first; ``before`` is where the next page goes on, None on the last."""

    events: Sequence[Any]
    usernames: dict[int, str]
    """Of the staff who acted, or to whom something was done, by id."""
    before: int | None


def event_page(before: int | None = None, wanted: Wanted | None = None) -> EventPage:
    """Read one page."""
    found = _events(wanted or Wanted(), _place_of(before), PAGE + 1)
    events = found[:PAGE]
    return EventPage(events, usernames_in(events), events[-1].id if len(found) > PAGE else None)


def all_events(wanted: Wanted, piece: int = 1000) -> Iterator[Sequence[Any]]:
    """Read all events in pieces, those that are there when it begins."""
    place: tuple[datetime, int] | None = None
    while chunk := _events(wanted, place, piece):
        yield chunk
        place = (chunk[-1].at, chunk[-1].id)
        db.session.rollback()  # A long file shall not keep old rows alive.


def usernames_in(events: Collection[Any]) -> dict[int, str]:
    """Name the staff in events, with one query."""
    ids = {event.actor_id for event in events if event.actor_kind == ActorKind.STAFF}
    ids |= {int(event.subject_id) for event in events if event.subject_kind == "staff" and event.subject_id}
    rows = db.session.execute(select(Staff.id, Staff.username).where(Staff.id.in_(ids)))
    return {row.id: row.username for row in rows}


def _events(wanted: Wanted, place: tuple[datetime, int] | None, limit: int) -> Sequence[Any]:
    return db.session.execute(query_of(wanted, place).limit(limit)).all()


def query_of(wanted: Wanted, place: tuple[datetime, int] | None = None) -> Any:
    """Write the search for events, those behind a place, in the order of the page."""
    query = select(*_COLUMNS).where(*_conditions(wanted)).order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    return query if place is None else query.where(_before(place))


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.actor is not None:
        yield AuditEvent.actor_kind == wanted.actor.kind.value
        yield AuditEvent.actor_id == wanted.actor.id
    if wanted.act:
        yield AuditEvent.act == wanted.act
    if wanted.subjects:
        yield or_(*(_is_about(subject) for subject in wanted.subjects))
    if wanted.since is not None:
        yield AuditEvent.at >= _midnight(wanted.since)
    if wanted.until is not None:
        yield AuditEvent.at < _midnight(wanted.until) + timedelta(days=1)


def _is_about(subject: Subject) -> ColumnElement[bool]:
    return and_(AuditEvent.subject_kind == subject.kind, AuditEvent.subject_id == str(subject.id))


def _before(place: tuple[datetime, int]) -> ColumnElement[bool]:
    """Give the condition that an event stands behind a place; written so that both databases walk the index."""
    at, event_id = place
    return and_(AuditEvent.at <= at, or_(AuditEvent.at < at, AuditEvent.id < event_id))


def _place_of(before: int | None) -> tuple[datetime, int] | None:
    """Find the moment of the event that the last page ended with; a place that is none is the beginning."""
    if before is None or not 0 < before <= _LAST_PLACE:
        return None
    at = db.session.scalar(select(AuditEvent.at).where(AuditEvent.id == before))
    return (at, before) if at else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
