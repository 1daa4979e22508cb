"""Reads what happened in a class, in the shape the rules want; the number of queries does not grow with the class."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select

from app.answersheets.models import AnswerSheet
from app.answersheets.services import token_of
from app.attendance.models import AttendanceMark
from app.attendance.queries import standings_at
from app.attendance.rules import Status
from app.classroom.models import ClassAnswer, ClassQuiz
from app.classroom.rules import attempt_token
from app.cohorts.models import Cohort, CohortMember, CohortSession
from app.cohorts.queries import sessions_of
from app.core.database import db
from app.course.catalogue import Question
from app.course.queries import course
from app.integrity.happenings import Joined, Meeting, Seen, Try
from app.quizzes.models import Attempt
from app.quizzes.rules import Purpose, Taken

_THERE = (Status.PRESENT, Status.LATE, Status.LEFT_EARLY)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the rules look at in one class."""

    cohort: int
    meetings: tuple[Meeting, ...]
    """The sessions of the class that were not cancelled."""
    tries: tuple[Try, ...]
    marks: tuple[Seen, ...]
    """Of the class's learners at all sessions, those of other classes included."""
    trainer_marks: tuple[Seen, ...]
    """Of the class's trainers, for anybody."""
    joined: tuple[Joined, ...]


def evidence_of(cohort: Cohort) -> Evidence:
    """Gather what happened in a class."""
    places = db.session.scalars(select(CohortMember).where(CohortMember.cohort_id == cohort.id)).all()
    learners = {place.learner_id for place in places}
    added = tuple(Joined(place.learner_id, place.joined_at) for place in places if place.added_by_id is not None)
    own = _marks(AttendanceMark.learner_id.in_(learners))
    trainers = {mark.staff for mark in own if mark.staff is not None and mark.meeting.cohort == cohort.id}
    return Evidence(
        cohort=cohort.id,
        meetings=tuple(_meeting(one) for one in sessions_of(cohort) if one.cancelled_at is None),
        tries=tuple(_tries(learners)),
        marks=tuple(_standing(own)),
        trainer_marks=tuple(_marks(AttendanceMark.staff_id.in_(trainers))),
        joined=added,
    )


def _marks(wanted: Any) -> list[Seen]:
    """List marks of presence with their sessions, by our own clock."""
    rows = db.session.execute(
        select(AttendanceMark, CohortSession)
        .join(CohortSession, CohortSession.id == AttendanceMark.session_id)
        .where(wanted, AttendanceMark.status.in_([status.value for status in _THERE]))
    )
    return [
        Seen(mark.learner_id, _meeting(session), mark.at - timedelta(seconds=mark.clock_off), mark.staff_id)
        for mark, session in rows
        if session.cancelled_at is None
    ]


def _standing(marks: Sequence[Seen]) -> list[Seen]:
    """Leave out marks that were corrected to something else since."""
    standings = standings_at({mark.meeting.id for mark in marks})
    return [
        mark
        for mark in marks
        if (found := standings.get((mark.meeting.id, mark.learner))) and found.mark.choice.status in _THERE
    ]


def _meeting(session: CohortSession) -> Meeting:
    return Meeting(session.id, session.cohort_id, session.starts_at, session.ends_at)


def _tries(learners: Collection[int]) -> list[Try]:
    rows = db.session.execute(
        select(
            Attempt.id,
            Attempt.token,
            Attempt.learner_id,
            Attempt.module,
            Attempt.taken,
            Attempt.locale,
            Attempt.draw,
            Attempt.responses,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.passed,
        )
        .where(
            Attempt.learner_id.in_(learners),
            Attempt.purpose == Purpose.QUIZ.value,
            Attempt.submitted_at.is_not(None),
        )
        .order_by(Attempt.submitted_at, Attempt.id)
    )
    pool = {question.id: question for module in course().modules for question in module.questions}
    brought = _brought(learners)
    begun: set[tuple[int, str]] = set()
    found = []
    for row in rows:
        is_first = (row.learner_id, row.module) not in begun
        found.append(_try(row, pool, is_first=is_first, cohort=brought.get(row.token)))
        begun.add((row.learner_id, row.module))
    return found


def _brought(learners: Collection[int]) -> dict[str, int]:
    """Tell which class brought each attempt that was not taken on a screen of one's own, by the attempt's token."""
    answered = (
        select(ClassQuiz.token, ClassAnswer.learner_id, CohortSession.cohort_id)
        .join(ClassAnswer, ClassAnswer.quiz_id == ClassQuiz.id)
        .join(CohortSession, CohortSession.id == ClassQuiz.session_id)
        .where(ClassAnswer.learner_id.in_(learners))
        .distinct()
    )
    found = {attempt_token(token, learner): cohort for token, learner, cohort in db.session.execute(answered)}
    sheets = db.session.scalars(select(AnswerSheet).where(AnswerSheet.learner_id.in_(learners)))
    return found | {token_of(sheet): sheet.cohort_id for sheet in sheets}


def _try(row: Row[Any], pool: dict[str, Question], *, is_first: bool, cohort: int | None) -> Try:
    asked = [pool[question] for question, _options in row.draw if question in pool]
    return Try(
        id=row.id,
        learner=row.learner_id,
        module=row.module,
        started_at=row.started_at,
        submitted_at=row.submitted_at,
        passed=row.passed,
        is_first=is_first,
        taken=Taken(row.taken),
        signs=sum(_signs(question.id, row.locale) for question in asked),
        is_hanzi=row.locale.startswith("zh"),
        mistakes={
            question.id: frozenset(chosen)
            for question in asked
            if (chosen := row.responses.get(question.id)) and frozenset(chosen) != frozenset(question.right)
        },
        cohort=cohort,
    )


def _signs(question_id: str, tag: str) -> int:
    """Count the letters of a question with its options in a language."""
    text = course().question_text(course().question(question_id), tag)
    return len(text.text) + sum(map(len, text.options.values()))
