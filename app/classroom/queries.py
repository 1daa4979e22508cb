"""Reads of class quizzes, group lessons and hand-overs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.classroom.errors import NoSuchQuiz
from app.classroom.models import WHOLE, ClassAnswer, ClassQuiz, ClassQuizEnd, GroupLesson, HandOver
from app.classroom.rules import Answers, Given, attempt_token, counted
from app.cohorts.models import Cohort, CohortMember, CohortSession
from app.core import clock
from app.core.database import db
from app.learners.models import Learner
from app.quizzes.models import Attempt
from app.quizzes.rules import Draw, Drawn


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a class quiz has come."""

    quiz: ClassQuiz
    answers: Answers
    closed: Mapping[str, datetime]
    """When each question was closed, and under no name the quiz as a whole; by the clock of the phone."""

    @property
    def is_over(self) -> bool:
        """Tell whether the quiz was ended."""
        return WHOLE in self.closed


def drawn_in(quiz: ClassQuiz) -> Draw:
    """Read the draw of a class quiz."""
    return tuple(Drawn(question, tuple(options)) for question, options in quiz.draw)


def latest_quizzes(sessions: Sequence[CohortSession]) -> dict[tuple[int, str], ClassQuiz]:
    """Find the last round of each module's quiz, by session and module, with one query."""
    query = select(ClassQuiz).where(ClassQuiz.session_id.in_([one.id for one in sessions])).order_by(ClassQuiz.round)
    return {(quiz.session_id, quiz.module): quiz for quiz in db.session.scalars(query)}


def latest_quiz(session: CohortSession, module_id: str) -> ClassQuiz | None:
    """Find the last round of a module's quiz in a session."""
    return latest_quizzes([session]).get((session.id, module_id))


def quiz_in_round(session: CohortSession, module_id: str, number: int) -> ClassQuiz | None:
    """Find one round of a module's quiz in a session."""
    query = select(ClassQuiz).where(
        ClassQuiz.session_id == session.id, ClassQuiz.module == module_id, ClassQuiz.round == number
    )
    return db.session.scalar(query)


def quiz_of(cohort: Cohort, token: str) -> ClassQuiz:
    """Find a quiz of a class by its name; raise NoSuchQuiz."""
    query = (
        select(ClassQuiz)
        .join(CohortSession, CohortSession.id == ClassQuiz.session_id)
        .where(ClassQuiz.token == token, CohortSession.cohort_id == cohort.id)
    )
    found = db.session.scalar(query)
    if found is None:
        raise NoSuchQuiz
    return found


def is_member(cohort: Cohort, learner_id: int) -> bool:
    """Tell whether somebody is in a class now."""
    query = select(CohortMember.id).where(
        CohortMember.cohort_id == cohort.id, CohortMember.learner_id == learner_id, CohortMember.left_at.is_(None)
    )
    return db.session.scalar(query) is not None


def draws_met(cohort: Cohort, module_id: str) -> Sequence[Draw]:
    """List what a class was asked before about a module."""
    query = (
        select(ClassQuiz)
        .join(CohortSession, CohortSession.id == ClassQuiz.session_id)
        .where(CohortSession.cohort_id == cohort.id, ClassQuiz.module == module_id)
    )
    return [drawn_in(quiz) for quiz in db.session.scalars(query)]


def closed_in(quizzes: Sequence[ClassQuiz]) -> dict[int, dict[str, datetime]]:
    """Tell when the questions of quizzes were closed, with one query."""
    found: dict[int, dict[str, datetime]] = {quiz.id: {} for quiz in quizzes}
    for end in db.session.scalars(select(ClassQuizEnd).where(ClassQuizEnd.quiz_id.in_(found))):
        found[end.quiz_id][end.question] = end.at
    return found


def standings_of(quizzes: Sequence[ClassQuiz]) -> list[Standing]:
    """Tell how far quizzes have come, with two queries."""
    closed = closed_in(quizzes)
    given: dict[int, list[Given]] = {quiz.id: [] for quiz in quizzes}
    query = select(ClassAnswer).where(ClassAnswer.quiz_id.in_(given)).order_by(ClassAnswer.id)
    for row in db.session.scalars(query):
        given[row.quiz_id].append(Given(row.learner_id, row.question, tuple(row.options), row.at))
    return [Standing(quiz, counted(given[quiz.id], closed[quiz.id]), closed[quiz.id]) for quiz in quizzes]


def standing_of(quiz: ClassQuiz) -> Standing:
    """Tell how far a quiz has come."""
    return standings_of([quiz])[0]


def began_at(quiz: ClassQuiz) -> datetime | None:
    """Tell when the first answer was tapped; None before."""
    query = select(ClassAnswer.true_at).where(ClassAnswer.quiz_id == quiz.id).order_by(ClassAnswer.true_at).limit(1)
    return db.session.scalar(query)


def attempts_from(quiz: ClassQuiz, learners: Sequence[int]) -> dict[int, Attempt]:
    """Find the attempts that a quiz made, by learner, with one query."""
    tokens = [attempt_token(quiz.token, learner) for learner in learners]
    found = db.session.scalars(select(Attempt).where(Attempt.token.in_(tokens)))
    return {attempt.learner_id: attempt for attempt in found if attempt.learner_id is not None}


def learners_by_id(ids: Sequence[int]) -> Sequence[Learner]:
    """Find learners by their rows."""
    return db.session.scalars(select(Learner).where(Learner.id.in_(ids)).order_by(Learner.id)).all()


def lessons_shown(session: CohortSession) -> dict[str, GroupLesson]:
    """Tell which lessons were gone through in a session, each with its last time."""
    query = select(GroupLesson).where(GroupLesson.session_id == session.id).order_by(GroupLesson.id)
    return {shown.lesson: shown for shown in db.session.scalars(query)}


def open_hand_over(key_digest: str) -> HandOver | None:
    """Find a hand-over that still holds: not ended, in time, and of a class that is open."""
    query = (
        select(HandOver)
        .join(Cohort, Cohort.id == HandOver.cohort_id)
        .where(
            HandOver.key_digest == key_digest,
            HandOver.ended_at.is_(None),
            HandOver.until > clock.now(),
            Cohort.closed_at.is_(None),
        )
    )
    return db.session.scalar(query)


def open_hand_overs(cohort: Cohort) -> Sequence[HandOver]:
    """List the devices a class holds now, the last first."""
    query = select(HandOver).where(
        HandOver.cohort_id == cohort.id, HandOver.ended_at.is_(None), HandOver.until > clock.now()
    )
    return db.session.scalars(query.order_by(HandOver.id.desc())).all()
