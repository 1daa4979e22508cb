"""The verbs of the audit: something was done, or looked at."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app.audit.models import AuditEvent
from app.audit.rules import Actor, Detail, Subject, detail_fault, is_act
from app.core import clock
from app.core.database import db, unit_of_work


@unit_of_work()
def record(act: str, *, actor: Actor, subject: Subject | None = None, detail: Detail | None = None) -> None:
    """Add an event; inside another verb's unit of work it stands or falls with what it tells of.

    Raises ValueError for a detail that may name a person.
    """
    fault = detail_fault(detail or {})
    if fault or not is_act(act):
        raise ValueError(f"{act}: {fault or 'the act'} cannot stand in the audit; give numbers, codes and single words")
    db.session.add(
        AuditEvent(
            at=clock.now(),
            actor_kind=actor.kind.value,
            actor_id=actor.id,
            act=act,
            subject_kind=subject.kind if subject else None,
            subject_id=None if subject is None or subject.id is None else str(subject.id),
            detail=dict(detail or {}),
        )
    )


A_LOOK = timedelta(hours=1)
"""Somebody who looks at the same thing again within this time is noted once."""


@unit_of_work()
def record_look(act: str, *, actor: Actor, subject: Subject) -> None:
    """Add that somebody saw something, once an hour."""
    query = select(AuditEvent.id).where(
        AuditEvent.act == act,
        AuditEvent.subject_kind == subject.kind,
        AuditEvent.subject_id == (None if subject.id is None else str(subject.id)),
        AuditEvent.actor_kind == actor.kind.value,
        AuditEvent.actor_id == actor.id,
        AuditEvent.at > clock.now() - A_LOOK,
    )
    if db.session.scalar(query.limit(1)) is None:
        record(act, actor=actor, subject=subject)
