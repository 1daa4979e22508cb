"""Reads how people earned what is asked for: tries, sessions, signals; the number of queries does not grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.attendance.queries import marked_among, standings_at
from app.attendance.rules import Standing as Attendance
from app.attendance.shares import begun_sessions, held_sessions
from app.certificates.evidence_rules import Tries, Try, summed
from app.certificates.rules import ClassShare
from app.cohorts.models import Cohort, CohortMember, CohortSession
from app.core.database import db
from app.integrity.models import IntegritySignal
from app.learners.models import Learner
from app.programme.centre_models import Centre
from app.programme.rules import Award
from app.quizzes.models import Attempt
from app.quizzes.rules import Purpose, Taken


@dataclass(frozen=True, slots=True)
class Attended:
    """A session that was held, and how somebody stood there; None where nobody marked them."""

    session: CohortSession
    standing: Attendance | None


@dataclass(frozen=True, slots=True)
class ClassRecord:
    """A class somebody was in, with its held sessions."""

    cohort: Cohort
    centre: Centre
    place: CohortMember
    sessions: tuple[Attended, ...]


def tries_of_many(learner_ids: Collection[int]) -> dict[int, list[Try]]:
    """List the quizzes that learners sent, in their order, with one query; who tried nothing is left out."""
    rows = db.session.execute(
        select(
            Attempt.learner_id,
            Attempt.module,
            Attempt.taken,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.right_count,
            Attempt.asked,
            Attempt.passed,
        )
        .where(Attempt.learner_id.in_(learner_ids), Attempt.purpose == Purpose.QUIZ, Attempt.submitted_at.is_not(None))
        .order_by(Attempt.submitted_at, Attempt.id)
    )
    found: defaultdict[int, list[Try]] = defaultdict(list)
    for learner, module, taken, started, submitted, right, asked, passed in rows:
        found[learner or 0].append(Try(module, Taken(taken), started, submitted or started, right, asked, passed))
    return found


def sums_of_many(learner_ids: Collection[int]) -> dict[int, Tries]:
    """Sum the tries of learners up; who tried nothing is left out."""
    return {learner: summed(tries) for learner, tries in tries_of_many(learner_ids).items()}


def open_signals_about(learner_ids: Collection[int]) -> dict[int, list[IntegritySignal]]:
    """List by learner the signals that name them and that nobody has decided about, with one query."""
    classes = select(CohortMember.cohort_id).where(CohortMember.learner_id.in_(learner_ids))
    query = select(IntegritySignal).where(IntegritySignal.verdict.is_(None), IntegritySignal.cohort_id.in_(classes))
    found: defaultdict[int, list[IntegritySignal]] = defaultdict(list)
    for signal in db.session.scalars(query.order_by(IntegritySignal.id)):
        for learner in set(signal.learners) & set(learner_ids):
            found[learner].append(signal)
    return found


def best_share(shares: Iterable[ClassShare], award: Award) -> ClassShare | None:
    """Choose the class that says most for an award."""
    own = [one for one in shares if one.award in (award, Award.FULL) and one.held]
    return max(own, key=lambda one: (one.attended / one.held, one.attended), default=None)


def classes_of(learner: Learner) -> Sequence[ClassRecord]:
    """List the classes somebody was in, with every session held and how they stood there."""
    query = (
        select(CohortMember, Cohort, Centre)
        .join(Cohort, Cohort.id == CohortMember.cohort_id)
        .join(Centre, Centre.id == Cohort.centre_id)
        .where(CohortMember.learner_id == learner.id)
        .order_by(CohortMember.id)
    )
    rows = db.session.execute(query).all()
    sessions = begun_sessions({cohort.id for _place, cohort, _centre in rows})
    ids = [session.id for session in sessions]
    held, standings = held_sessions(sessions, marked_among(ids)), standings_at(ids, [learner.id])
    return [
        ClassRecord(cohort, centre, place, _attended(held.get(cohort.id, ()), standings, learner))
        for place, cohort, centre in rows
    ]


def _attended(
    sessions: Iterable[CohortSession], standings: Mapping[tuple[int, int], Attendance], learner: Learner
) -> tuple[Attended, ...]:
    return tuple(Attended(session, standings.get((session.id, learner.id))) for session in sessions)
