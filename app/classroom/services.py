"""Verbs of a class quiz; each is one transaction."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom

from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.rules import Actor
from app.audit.services import record
from app.classroom.acts import CLASS_QUIZ_ENDED
from app.classroom.errors import (
    NobodyAnswered,
    NotMarkedPresent,
    QuestionIsClosed,
    QuizIsOver,
    TooManyOptions,
)
from app.classroom.models import WHOLE, ClassAnswer, ClassQuiz, ClassQuizEnd
from app.classroom.presence import is_present_at, present_at
from app.classroom.queries import (
    began_at,
    closed_in,
    drawn_in,
    draws_met,
    is_member,
    latest_quiz,
    learners_by_id,
    standing_of,
)
from app.classroom.rules import attempt_token
from app.cohorts.errors import CohortClosed, NoSuchMember
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.queries import members_of
from app.cohorts.services import subject_of
from app.core import clock
from app.core.database import db, insert_unless_there, unit_of_work
from app.course.catalogue import Module
from app.course.queries import course
from app.quizzes.errors import NotOffered
from app.quizzes.rules import Taken, draw_questions, options_wanted
from app.quizzes.taking import is_whole_quiz, take_in_attempt


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was tapped: by the phone's clock, which orders what it did, and by ours."""

    told: datetime
    true: datetime

    @classmethod
    def now(cls) -> Moment:
        """Give the present moment by our clock."""
        return cls(clock.now(), clock.now())


@unit_of_work()
def prepare_quiz(
    *, cohort: Cohort, session: CohortSession, module: Module, by: Staff, again: bool = False
) -> ClassQuiz:
    """Draw a module's quiz for a session, or give the one that was drawn.

    The same draw comes back however often it is asked for. A new round is drawn where the last was ended and one is
    asked for ``again``, or where the course no longer has the questions so. What the class met least comes first.
    """
    latest = latest_quiz(session, module.id)
    if latest is not None and not _needs_another(latest, module, again=again):
        return latest
    met = Counter(asked.question for draw in draws_met(cohort, module.id) for asked in draw)
    insert_unless_there(
        ClassQuiz,
        token=secrets.token_urlsafe(16),
        session_id=session.id,
        module=module.id,
        round=latest.round + 1 if latest else 1,
        draw=[[one.question, list(one.options)] for one in draw_questions(module, SystemRandom(), met)],
        locale=cohort.locale,
        course_version=course().version,
        prepared_at=clock.now(),
        prepared_by_id=by.id,
    )
    made = latest_quiz(session, module.id)
    if made is None:
        raise RuntimeError("a quiz that was just drawn is not there")
    return made


def _needs_another(latest: ClassQuiz, module: Module, *, again: bool) -> bool:
    if WHOLE in closed_in([latest])[latest.id]:
        return again
    return not is_whole_quiz(drawn_in(latest), module)


@unit_of_work()
def take_answer(
    *, cohort: Cohort, quiz: ClassQuiz, learner_id: int, question: str, options: Sequence[str], when: Moment, by: Staff
) -> None:
    """Keep what one person answered; no options take the answer back.

    Raises QuizIsOver, QuestionIsClosed, NotOffered, TooManyOptions, NoSuchMember, or NotMarkedPresent where the
    person is not marked as present or late in this session.
    """
    check_open(cohort, when)
    _lock(quiz)
    _check_answer(quiz, question, options, when)
    if not is_member(cohort, learner_id):
        raise NoSuchMember
    if not is_present_at(db.session.get_one(CohortSession, quiz.session_id), learner_id):
        raise NotMarkedPresent
    _keep_answer(quiz, learner_id, question, options, when, by)


def _lock(quiz: ClassQuiz) -> None:
    """Let what happens to one quiz happen one after the other, so that no answer comes between count and end."""
    db.session.execute(select(ClassQuiz.id).where(ClassQuiz.id == quiz.id).with_for_update())


def check_open(cohort: Cohort, when: Moment) -> None:
    """Raise CohortClosed for what was done after the class was closed; what was done before may come later."""
    if cohort.closed_at is not None and when.true > cohort.closed_at:
        raise CohortClosed


def _check_answer(quiz: ClassQuiz, question: str, options: Sequence[str], when: Moment) -> None:
    closed = closed_in([quiz])[quiz.id]
    if WHOLE in closed:
        raise QuizIsOver
    if question in closed and when.told > closed[question]:
        raise QuestionIsClosed
    offered = {asked.question: asked.options for asked in drawn_in(quiz)}
    if question not in offered or not set(options) <= set(offered[question]):
        raise NotOffered
    if len(options) > options_wanted(course().question(question)):
        raise TooManyOptions


def _keep_answer(
    quiz: ClassQuiz, learner_id: int, question: str, options: Sequence[str], when: Moment, by: Staff
) -> None:
    db.session.add(
        ClassAnswer(
            quiz_id=quiz.id,
            learner_id=learner_id,
            question=question,
            options=sorted(set(options)),
            at=when.told,
            true_at=when.true,
            taken_at=clock.now(),
            staff_id=by.id,
        )
    )
    db.session.flush()


@unit_of_work()
def take_answers(
    *, cohort: Cohort, quiz: ClassQuiz, question: str, answers: dict[int, tuple[str, ...]], by: Staff
) -> None:
    """Keep what a form says of one question, for all who are marked present; what stays the same is not written."""
    when = Moment.now()
    check_open(cohort, when)
    _lock(quiz)
    session = db.session.get_one(CohortSession, quiz.session_id)
    present = present_at(session) & {member.learner.id for member in members_of(cohort)}
    before = standing_of(quiz).answers
    for learner_id, options in answers.items():
        if set(before.get(learner_id, {}).get(question, ())) == set(options):
            continue
        _check_answer(quiz, question, options, when)
        if learner_id not in present:
            raise NotMarkedPresent
        _keep_answer(quiz, learner_id, question, options, when, by)


@unit_of_work()
def close_question(*, quiz: ClassQuiz, question: str, when: Moment, by: Staff) -> None:
    """Close a question, from when on its explanation may be shown; closed twice, the first time counts."""
    if question not in {asked.question for asked in drawn_in(quiz)}:
        raise NotOffered
    _lock(quiz)
    _keep_end(quiz, question, when, by)


@unit_of_work()
def end_quiz(*, cohort: Cohort, quiz: ClassQuiz, when: Moment, by: Staff) -> int:
    """End a quiz and make an attempt of each person's answers; return how many there are.

    Ended twice, the first time counts. Somebody whose mark was changed to absent meanwhile gets no attempt, nor does
    who has no answer to any question. Raises NobodyAnswered, and CohortClosed.
    """
    _lock(quiz)
    standing = standing_of(quiz)
    if not standing.answers:
        raise NobodyAnswered
    check_open(cohort, when)
    session = db.session.get_one(CohortSession, quiz.session_id)
    counting = sorted(standing.answers.keys() & present_at(session))
    if standing.is_over:
        return len(counting)
    _keep_end(quiz, WHOLE, when, by)
    module, began = course().module_by_id(quiz.module), began_at(quiz) or when.true
    for learner in learners_by_id(counting):
        take_in_attempt(
            learner=learner,
            module=module,
            draw=drawn_in(quiz),
            responses=standing.answers[learner.id],
            taken=Taken.CLASS,
            locale=quiz.locale,
            started_at=began,
            submitted_at=max(began, min(when.true, clock.now())),
            token=attempt_token(quiz.token, learner.id),
            by=by,
        )
    record(
        CLASS_QUIZ_ENDED,
        actor=Actor.staff(by.id),
        subject=subject_of(cohort),
        detail={"session": session.number, "module": quiz.module, "round": quiz.round, "attempts": len(counting)},
    )
    return len(counting)


def _keep_end(quiz: ClassQuiz, question: str, when: Moment, by: Staff) -> None:
    insert_unless_there(
        ClassQuizEnd,
        quiz_id=quiz.id,
        question=question,
        at=when.told,
        true_at=when.true,
        taken_at=clock.now(),
        staff_id=by.id,
    )
