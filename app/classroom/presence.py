"""Who is there in a session, as the marks of attendance say it."""

from __future__ import annotations

from app.attendance.queries import marks_of, standings_of
from app.attendance.rules import Standing, Status, standing_of
from app.cohorts.models import CohortSession

HERE = frozenset({Status.PRESENT, Status.LATE, Status.LEFT_EARLY})
"""Who was there for a time at least; of who left early the trainer knows best what they still answered."""


def present_at(session: CohortSession) -> frozenset[int]:
    """Give the ids of the learners who are marked as there in a session, with one query."""
    standings = standings_of(session)
    return frozenset(learner for learner, standing in standings.items() if _is_here(standing))


def is_present_at(session: CohortSession, learner_id: int) -> bool:
    """Tell whether one learner is marked as there, however large the class is."""
    return _is_here(standing_of(marks_of(session, learner_id)))


def _is_here(standing: Standing | None) -> bool:
    return standing is not None and standing.mark.choice.status in HERE
