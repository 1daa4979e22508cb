"""What was tried without an account goes into the account made on the same phone."""

from __future__ import annotations

from flask import session

from app.learners.models import Learner
from app.quizzes.owner import VISITOR, Owner, digest_of
from app.quizzes.services import carry_over


def carry_attempts(learner: Learner) -> None:
    """Move the visitor's attempts to the learner and drop the visitor's key."""
    key = session.pop(VISITOR, None)
    if key:
        carry_over(visitor=Owner(None, digest_of(key)), learner=learner)
