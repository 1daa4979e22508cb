"""Reads of the audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.models import AuditEvent
from app.audit.rules import ActorKind
from app.core.database import db

PAGE = 50
_LAST_PLACE = 2**31 - 1
"""The largest number that the column holds; no event can stand beyond."""


@dataclass(frozen=True, slots=True)
class EventPage:
    """Events, the newest first; ``before`` is where the next page goes on, None on the last."""

    events: Sequence[AuditEvent]
    usernames: dict[int, str]
    """Who among the staff acted, by id."""
    before: int | None


def event_page(before: int | None = None) -> EventPage:
    """Read one page, by place and not by count, so that it costs the same however long the audit grows."""
    query = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(PAGE + 1)
    if before is not None:
        query = query.where(AuditEvent.id < min(before, _LAST_PLACE))
    found = db.session.scalars(query).all()
    events = found[:PAGE]
    return EventPage(events, _usernames(events), events[-1].id if len(found) > PAGE else None)


def _usernames(events: Sequence[AuditEvent]) -> dict[int, str]:
    ids = {event.actor_id for event in events if event.actor_kind == ActorKind.STAFF}
    rows = db.session.execute(select(Staff.id, Staff.username).where(Staff.id.in_(ids)))
    return {row.id: row.username for row in rows}
