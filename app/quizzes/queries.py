"""Reads attempts and what they came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g
from sqlalchemy import select

from app.core.database import db
from app.course.catalogue import Course
from app.learners.models import Learner
from app.quizzes.models import Attempt
from app.quizzes.owner import Owner, owner_of, present_owner
from app.quizzes.rules import Purpose, Submitted, check_offered, pause_ends


@dataclass(frozen=True, slots=True)
class ModuleResult:
    """What somebody's attempts at one module's quiz came to so far."""

    passed: bool
    must_know_right: bool
    tries: int
    passed_at: datetime | None


Results = Mapping[str, ModuleResult]
"""By module id; a module never tried is absent."""
_OUTCOME = (Attempt.module, Attempt.passed, Attempt.must_know_right, Attempt.submitted_at)


@dataclass(frozen=True, slots=True)
class CheckCount:
    """What a sent check came to, in counts."""

    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks before and after the course: what they came to, and which one may be taken now."""

    before: CheckCount | None = None
    after: CheckCount | None = None
    offered: Purpose | None = None
    begun: bool = False
    """Whether the one on offer was begun and not sent."""


def attempt_by_token(token: str) -> Attempt | None:
    """Find an attempt by its name in addresses; whose it is must still be checked."""
    return db.session.scalars(select(Attempt).where(Attempt.token == token)).one_or_none()


def open_attempt(owner: Owner, module_id: str, purpose: Purpose = Purpose.QUIZ) -> Attempt | None:
    """Find the attempt that was begun and not sent; a check is about no one module."""
    query = select(Attempt).where(
        owner.column(), Attempt.purpose == purpose, Attempt.module == module_id, Attempt.submitted_at.is_(None)
    )
    return db.session.scalars(query).one_or_none()


def pause_of(owner: Owner, module_id: str) -> datetime | None:
    """Tell until when the module's quiz pauses for this owner, in the past or the future; None without a pause."""
    rows = db.session.execute(
        select(Attempt.submitted_at, Attempt.passed).where(
            owner.column(),
            Attempt.purpose == Purpose.QUIZ,
            Attempt.module == module_id,
            Attempt.submitted_at.is_not(None),
        )
    )
    return pause_ends(Submitted(at, passed) for at, passed in rows if at is not None)


def questions_met(owner: Owner, module_id: str) -> Counter[str]:
    """Count how often each question of a module, or of the checks, came in what this owner sent."""
    draws = db.session.scalars(
        select(Attempt.draw).where(owner.column(), Attempt.module == module_id, Attempt.submitted_at.is_not(None))
    )
    return Counter(question for draw in draws for question, _options in draw)


def results_of(learner: Learner) -> Results:
    """Tell what a learner's attempts came to, by module."""
    return _results(owner_of(learner))


def results_of_many(learner_ids: Collection[int]) -> dict[int, Results]:
    """Tell what the attempts of many learners came to, with one query; who tried nothing is left out."""
    rows = db.session.execute(
        select(Attempt.learner_id, *_OUTCOME)
        .where(Attempt.learner_id.in_(learner_ids), Attempt.purpose == Purpose.QUIZ, Attempt.submitted_at.is_not(None))
        .order_by(Attempt.submitted_at)
    )
    own: dict[int, list[Sequence[Any]]] = {}
    for learner, *outcome in rows:
        own.setdefault(learner or 0, []).append(outcome)
    return {learner: _summed(outcomes) for learner, outcomes in own.items()}


def present_results() -> Results:
    """Tell what the attempts of the person at hand came to, once a request."""
    if "results" not in g:
        owner = present_owner()
        g.results = _results(owner) if owner else {}
    results: Results = g.results
    return results


def present_checks(course: Course) -> Checks:
    """Tell how the person at hand stands with the checks of the course; one without such questions offers none."""
    if not all(module.check_questions for module in course.modules):
        return Checks()
    owner, results = present_owner(), present_results()
    sent = _sent_checks(owner) if owner else {}
    offered = check_offered(
        tried_a_quiz=bool(results),
        passed_all=all(module.id in results and results[module.id].passed for module in course.modules),
        before_sent=Purpose.BEFORE in sent,
        after_sent=Purpose.AFTER in sent,
    )
    begun = bool(owner and offered and open_attempt(owner, "", offered))
    return Checks(sent.get(Purpose.BEFORE), sent.get(Purpose.AFTER), offered, begun)


def _sent_checks(owner: Owner) -> dict[Purpose, CheckCount]:
    """Give what each check came to; of two, made with and without an account, the first counts."""
    rows = db.session.execute(
        select(Attempt.purpose, Attempt.right_count, Attempt.asked)
        .where(owner.column(), Attempt.purpose != Purpose.QUIZ, Attempt.submitted_at.is_not(None))
        .order_by(Attempt.submitted_at.desc())
    )
    return {Purpose(purpose): CheckCount(right, asked) for purpose, right, asked in rows}


def _results(owner: Owner) -> Results:
    rows = db.session.execute(
        select(*_OUTCOME)
        .where(owner.column(), Attempt.purpose == Purpose.QUIZ, Attempt.submitted_at.is_not(None))
        .order_by(Attempt.submitted_at)
    )
    return _summed(rows)


def _summed(rows: Iterable[Sequence[Any]]) -> Results:
    """Sum attempts up by module, in the order in which they were sent."""
    results: dict[str, ModuleResult] = {}
    for module, passed, must_know, at in rows:
        before = results.get(module, ModuleResult(False, False, 0, None))
        first_pass = before.passed_at or (at if passed else None)
        results[module] = ModuleResult(
            before.passed or passed, before.must_know_right or must_know, before.tries + 1, first_pass
        )
    return results
