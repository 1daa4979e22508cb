"""Adds events to the log, each behind the last, however many processes do so at once.

The log is locked from the first event of a transaction to its commit, so events are entered last: after the learner's
row and the counter, and before nothing that takes time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from sqlalchemy import func, select

from app.audit.rules import Actor
from app.certificates.life import Act
from app.certificates.log import START, chained, content_of, digest_of, payload_digest, row_digest
from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate
from app.certificates.statement import Statement
from app.core import clock
from app.core.database import db

_LOCK = 0x7761796D
"""The name of the lock on PostgreSQL; SQLite has one writer at a time anyway."""
_LISTENERS = "waymark-entered"


def on_entered(app: Flask, listener: Callable[[CertificateEvent], None]) -> None:
    """Have something done inside the transaction in which an event is entered, while the log is locked."""
    app.extensions.setdefault(_LISTENERS, []).append(listener)


def enter(number: str, act: Act, actor: Actor, **more: Any) -> CertificateEvent:
    """Add an event inside the present unit of work."""
    last = _last_event()
    event = CertificateEvent(
        id=last.id + 1 if last else 1,
        at=clock.now(),
        number=number,
        act=act.value,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        prev=last.hash if last else START,
        **more,
    )
    event.hash = chained(event.prev, content_of(event))
    db.session.add(event)
    db.session.flush()
    for listener in current_app.extensions.get(_LISTENERS, ()):
        listener(event)
    return event


def enter_issue(certificate: Certificate, statement: Statement, actor: Actor) -> CertificateEvent:
    """Add what was issued, with the digests of all that must not change."""
    return enter(
        certificate.number,
        Act.ISSUED,
        actor,
        learner_id=certificate.learner_id,
        payload_digest=payload_digest(statement.check_address),
        statement_digest=digest_of(certificate.statement),
        row_digest=row_digest(certificate),
    )


def lock_log() -> None:
    """Let nobody else add an event until the present unit of work ends."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _last_event() -> CertificateEvent | None:
    lock_log()
    return db.session.scalar(select(CertificateEvent).order_by(CertificateEvent.id.desc()).limit(1))
