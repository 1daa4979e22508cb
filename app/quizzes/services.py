"""Starting, answering and sending a quiz, and carrying it into an account."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from random import SystemRandom

from sqlalchemy import delete, select, tuple_, update

from app.core import clock
from app.core.database import db, insert_unless_there, unit_of_work
from app.course.catalogue import Course, Module, Question
from app.learners.models import Learner
from app.quizzes.errors import AlreadySent, ChooseOne, ChooseTwo, NoSuchAttempt, NotOffered, Pausing
from app.quizzes.models import Attempt
from app.quizzes.owner import Owner
from app.quizzes.queries import open_attempt, pause_of, questions_met
from app.quizzes.rules import (
    Draw,
    Drawn,
    Purpose,
    Result,
    draw_check,
    draw_questions,
    is_drawn_from,
    mark,
    options_wanted,
)

UNCLAIMED_FOR = timedelta(days=30)


@unit_of_work()
def start_attempt(*, owner: Owner, course: Course, module: Module, locale: str) -> Attempt:
    """Draw a quiz, or give back the one that was begun; raise Pausing after two fails in a row.

    Whoever starts twice gets the same draw, so that nobody can draw until the questions are easy. A draw that a new
    version of the course no longer has is drawn anew.
    """
    until = pause_of(owner, module.id)
    if until and until > clock.now():
        raise Pausing
    draw = draw_questions(module, SystemRandom(), questions_met(owner, module.id))
    return _begun(owner, course, Purpose.QUIZ, module, locale, draw)


@unit_of_work()
def start_check(*, owner: Owner, course: Course, purpose: Purpose, locale: str) -> Attempt:
    """Draw the check before or after the course, or give back the one that was begun."""
    draw = draw_check(course.modules, SystemRandom(), questions_met(owner, ""))
    return _begun(owner, course, purpose, None, locale, draw)


@unit_of_work()
def save_response(*, attempt: Attempt, owner: Owner, question: Question, options: Sequence[str]) -> None:
    """Keep the answer to one question; raise where it is not one of those offered, or not as many as asked for."""
    attempt = _own_open_attempt(attempt, owner)
    chosen = list(dict.fromkeys(options))
    if not set(chosen) <= set(question.options):
        raise NotOffered
    if len(chosen) != options_wanted(question):
        raise ChooseTwo if options_wanted(question) == 2 else ChooseOne
    attempt.responses = {**attempt.responses, question.id: chosen}


@unit_of_work()
def submit_attempt(*, attempt: Attempt, owner: Owner, course: Course) -> Result:
    """Mark an attempt once; sent a second time it gives the same result and changes nothing.

    A check before or after the course is marked like a quiz and never passed or failed.
    """
    attempt = _locked(attempt, owner)
    result = mark(questions_for(attempt, course), draw_of(attempt), attempt.responses)
    if attempt.submitted_at is None:
        attempt.submitted_at = clock.now()
        attempt.right_count = result.right
        attempt.must_know_right = result.must_know_right
        attempt.passed = result.is_passed and attempt.purpose == Purpose.QUIZ
    return result


@unit_of_work()
def adopt_attempt(*, attempt: Attempt, visitor: Owner) -> None:
    """Give a visitor's unsent attempt to the holder of a new cookie, who showed that they know its name."""
    if attempt.learner_id is None and attempt.submitted_at is None:
        attempt.visitor = visitor.visitor


@unit_of_work()
def carry_over(*, visitor: Owner, learner: Learner) -> None:
    """Move what a visitor did into the learner's account; of two begun quizzes the account's own stays."""
    own = select(Attempt.purpose, Attempt.module).where(
        Attempt.learner_id == learner.id, Attempt.submitted_at.is_(None)
    )
    name = tuple_(Attempt.purpose, Attempt.module)
    doubled = (Attempt.visitor == visitor.visitor, Attempt.submitted_at.is_(None), name.in_(own))
    db.session.execute(delete(Attempt).where(*doubled).execution_options(synchronize_session="fetch"))
    db.session.execute(
        update(Attempt).where(Attempt.visitor == visitor.visitor).values(learner_id=learner.id, visitor=None)
    )


@unit_of_work()
def forget_unclaimed() -> int:
    """Delete attempts that nobody made an account of within thirty days; return how many there were."""
    old = clock.now() - UNCLAIMED_FOR
    gone = db.session.execute(delete(Attempt).where(Attempt.learner_id.is_(None), Attempt.started_at < old))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def draw_of(attempt: Attempt) -> Draw:
    """Read an attempt's draw."""
    return tuple(Drawn(question, tuple(options)) for question, options in attempt.draw)


def questions_for(attempt: Attempt, course: Course) -> dict[str, Question]:
    """Give the questions an attempt may hold by their ids: those of its module, or in a check those of all."""
    about = [course.module_by_id(attempt.module)] if attempt.module else course.modules
    return {question.id: question for module in about for question in module.questions}


def _begun(owner: Owner, course: Course, purpose: Purpose, module: Module | None, locale: str, draw: Draw) -> Attempt:
    """Give the attempt that was begun, or begin one with this draw; a draw the course no longer has is replaced."""
    name = module.id if module else ""
    attempt = open_attempt(owner, name, purpose)
    if attempt is None:
        _insert(owner, course, purpose, name, locale, draw)
        attempt = open_attempt(owner, name, purpose)
    if attempt is None:
        raise NoSuchAttempt
    if not is_drawn_from(draw_of(attempt), questions_for(attempt, course).values()):
        _draw_anew(attempt, course, draw)
    return attempt


def _insert(owner: Owner, course: Course, purpose: Purpose, module: str, locale: str, draw: Draw) -> None:
    insert_unless_there(
        Attempt,
        token=secrets.token_urlsafe(16),
        learner_id=owner.learner_id,
        visitor=owner.visitor,
        purpose=purpose.value,
        module=module,
        course_version=course.version,
        course_digest=course.digest,
        locale=locale,
        draw=_written(draw),
        responses={},
        started_at=clock.now(),
        asked=len(draw),
        right_count=0,
        must_know_right=False,
        passed=False,
    )


def _draw_anew(attempt: Attempt, course: Course, draw: Draw) -> None:
    attempt.draw = _written(draw)
    attempt.responses = {}
    attempt.asked = len(draw)
    attempt.course_version = course.version
    attempt.course_digest = course.digest


def _written(draw: Draw) -> list[list[object]]:
    return [[drawn.question, list(drawn.options)] for drawn in draw]


def _locked(attempt: Attempt, owner: Owner) -> Attempt:
    query = select(Attempt).where(Attempt.id == attempt.id).with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(query).one_or_none()
    if found is None or not owner.holds(found):
        raise NoSuchAttempt
    return found


def _own_open_attempt(attempt: Attempt, owner: Owner) -> Attempt:
    found = _locked(attempt, owner)
    if found.submitted_at is not None:
        raise AlreadySent
    return found
