"""Who an attempt belongs to: a learner, or a visitor known by a random key in their own cookie."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from flask import session
from sqlalchemy import ColumnElement

from app.learners.models import Learner
from app.learners.session import current_learner
from app.quizzes.models import Attempt

VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class Owner:
    """One of the two is given: the learner's id, or the digest of the visitor's key."""

    learner_id: int | None
    visitor: str | None

    def holds(self, attempt: Attempt) -> bool:
        """Tell whether an attempt belongs to this owner."""
        if attempt.learner_id is not None:
            return attempt.learner_id == self.learner_id
        return attempt.visitor is not None and attempt.visitor == self.visitor

    def column(self) -> ColumnElement[bool]:
        """Select this owner's attempts."""
        if self.learner_id is not None:
            return Attempt.learner_id == self.learner_id
        return Attempt.visitor == self.visitor


def owner_of(learner: Learner) -> Owner:
    """Make a learner the owner."""
    return Owner(learner.id, None)


def present_owner() -> Owner | None:
    """Find the owner at hand; None when nobody is signed in and no quiz was begun on this phone."""
    learner = current_learner()
    if learner:
        return owner_of(learner)
    key = session.get(VISITOR)
    return Owner(None, digest_of(key)) if key else None


def new_visitor() -> Owner:
    """Give the person at hand a key of their own."""
    session[VISITOR] = secrets.token_urlsafe(16)
    session.permanent = True
    return Owner(None, digest_of(session[VISITOR]))


def digest_of(key: str) -> str:
    """Digest a visitor's key, so that the table holds nothing a cookie could be made of."""
    return hashlib.sha256(key.encode()).hexdigest()
