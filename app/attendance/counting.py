"""How many were there, for each session of a class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.attendance.queries import standings_at
from app.attendance.rules import Status
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.queries import members_of


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of the present members stand how at a session."""

    members: int
    by_status: Counter[Status]
    disputed: int

    @property
    def here(self) -> int:
        """Count who was there for all or a part of the time."""
        return self.members - self.open - self.by_status[Status.ABSENT] - self.by_status[Status.EXCUSED]

    @property
    def open(self) -> int:
        """Count who was not marked."""
        return self.members - self.by_status.total()


def counts_of(cohort: Cohort, sessions: Sequence[CohortSession]) -> dict[int, Counts]:
    """Count the marks of each session, by its row, with two queries."""
    learner_ids = [member.learner.id for member in members_of(cohort)]
    standings = standings_at([session.id for session in sessions])
    counts = {}
    for session in sessions:
        here = [
            standings[session.id, learner_id] for learner_id in learner_ids if (session.id, learner_id) in standings
        ]
        by_status = Counter(standing.mark.choice.status for standing in here)
        counts[session.id] = Counts(len(learner_ids), by_status, sum(standing.differs for standing in here))
    return counts
