"""Reads of learners."""

from __future__ import annotations

from sqlalchemy import select

from app.core.database import db
from app.learners.models import Learner
from app.learners.record_models import SpentNumber


def learner_by_number(number: str) -> Learner | None:
    """Find the learner who has a number, written without separators."""
    return db.session.scalars(select(Learner).where(Learner.number == number)).one_or_none()


def is_spent(number: str) -> bool:
    """Tell whether a number was somebody's who has been forgotten."""
    return db.session.get(SpentNumber, number) is not None


def learner_joined_with(key_digest: str | None) -> Learner | None:
    """Find the learner who joined on the page with this key."""
    if key_digest is None:
        return None
    return db.session.scalars(select(Learner).where(Learner.joined_with == key_digest)).one_or_none()
