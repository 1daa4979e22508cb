"""Decisions about so many requests that nobody should wait for the page."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app.certificates.batch_models import DecisionBatch
from app.certificates.batches import run_batch
from app.core import clock
from app.core.database import db

_LEFT_AFTER = timedelta(minutes=3)
"""A batch that is open for so long was left by a worker that died, or by a browser before the worker heard of it."""


def decide_batch(batch_id: int) -> None:
    """Decide about what is left of a batch."""
    run_batch(db.session.get_one(DecisionBatch, batch_id))


def finish_batches() -> None:
    """Go on with batches that were left."""
    query = select(DecisionBatch).where(
        DecisionBatch.ended_at.is_(None), DecisionBatch.made_at < clock.now() - _LEFT_AFTER
    )
    for batch in db.session.scalars(query.order_by(DecisionBatch.made_at)).all():
        run_batch(batch)
