"""Reads of how a class gets on; each costs the same number of queries whatever its size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, case, cast, func, select

from app.attendance.rules import Share
from app.attendance.shares import attendance_of
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.queries import Member, members_of
from app.core import clock
from app.core.database import db
from app.course.catalogue import Module
from app.course.queries import course
from app.learning.models import LessonProgress
from app.learning.rules import Progress
from app.progress.rules import Cell, Checked, Help, Missed, Record, checked, half_has, help_needed, misses
from app.quizzes.models import Attempt
from app.quizzes.rules import Purpose

_NO_SHARE = Share()


@dataclass(frozen=True, slots=True)
class Line:
    """A learner of a class: every module, the sessions attended, and why help is needed."""

    member: Member
    record: Record
    needs: tuple[Help, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A class by modules."""

    modules: tuple[Module, ...]
    lines: tuple[Line, ...]

    def passed(self, place: int) -> int:
        """Count who has passed the module at a place."""
        return sum(line.record.cells[place].is_passed for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Tries:
    """What somebody's tries at a quiz came to."""

    count: int
    must_know_fails: int
    is_passed: bool
    last: datetime


def matrix_of(cohort: Cohort, modules: Sequence[Module]) -> Matrix:
    """Work out how everybody in a class stands in these modules."""
    members = members_of(cohort)
    ids = [member.learner.id for member in members]
    seen, tries, shares = _seen(ids), _tries(ids), attendance_of(cohort)
    records = {one: _record(modules, seen.get(one, {}), tries.get(one, {}), shares.get(one, _NO_SHARE)) for one in ids}
    half, began, now = half_has(records.values()), _began(cohort), clock.now()
    lines = (
        Line(member, found, help_needed(found, half_has=half, class_began=began, now=now))
        for member in members
        for found in [records[member.learner.id]]
    )
    return Matrix(tuple(modules), tuple(lines))


def misses_of(cohort: Cohort) -> list[Missed]:
    """Tell which questions a class misses, over all quizzes of its present members under this course."""
    ids = [member.learner.id for member in members_of(cohort)]
    right = {
        question.id: frozenset(question.right) for module in course().modules for question in module.quiz_questions
    }
    rows = db.session.execute(
        select(Attempt.draw, Attempt.responses).where(
            Attempt.learner_id.in_(ids), Attempt.purpose == Purpose.QUIZ.value, Attempt.submitted_at.is_not(None)
        )
    )
    return misses((([question for question, _options in draw], responses) for draw, responses in rows), right)


def checks_of(cohort: Cohort) -> Checked:
    """Sum up what the class knew before and after the course; of two checks of one person the first counts."""
    ids = [member.learner.id for member in members_of(cohort)]
    rows = db.session.execute(
        select(Attempt.learner_id, Attempt.purpose, Attempt.right_count, Attempt.asked)
        .where(Attempt.learner_id.in_(ids), Attempt.purpose != Purpose.QUIZ.value, Attempt.submitted_at.is_not(None))
        .order_by(Attempt.submitted_at.desc())
    )
    firsts = {(learner, purpose): (right, asked) for learner, purpose, right, asked in rows}
    before, after = (
        [counts for (_learner, purpose), counts in firsts.items() if purpose == wanted.value]
        for wanted in (Purpose.BEFORE, Purpose.AFTER)
    )
    return checked(before, after)


def _record(
    modules: Sequence[Module],
    seen: Mapping[str, tuple[frozenset[str], datetime]],
    tries: Mapping[str, _Tries],
    share: Share,
) -> Record:
    progress = Progress({lesson: cards for lesson, (cards, _at) in seen.items()})
    steps = [at for _cards, at in seen.values()] + [found.last for found in tries.values()]
    return Record(
        cells=tuple(_cell(module, progress, tries.get(module.id)) for module in modules),
        last_step=max(steps, default=None),
        attended=share.attended,
        held=share.held,
    )


def _cell(module: Module, progress: Progress, tries: _Tries | None) -> Cell:
    done = sum(progress.is_lesson_done(lesson) for lesson in module.lessons)
    if tries is None:
        return Cell(done, len(module.lessons))
    return Cell(done, len(module.lessons), tries.count, tries.must_know_fails, tries.is_passed)


def _seen(ids: Sequence[int]) -> dict[int, dict[str, tuple[frozenset[str], datetime]]]:
    rows = db.session.execute(
        select(LessonProgress.learner_id, LessonProgress.lesson, LessonProgress.seen, LessonProgress.updated_at).where(
            LessonProgress.learner_id.in_(ids)
        )
    )
    found: dict[int, dict[str, tuple[frozenset[str], datetime]]] = {}
    for learner, lesson, seen, at in rows:
        found.setdefault(learner, {})[lesson] = frozenset(seen.split()), at
    return found


def _tries(ids: Sequence[int]) -> dict[int, dict[str, _Tries]]:
    missed = case((Attempt.must_know_right.is_(True), 0), else_=1)
    rows = db.session.execute(
        select(
            Attempt.learner_id,
            Attempt.module,
            func.count(),
            func.sum(missed),
            func.max(cast(Attempt.passed, Integer)),
            func.max(Attempt.submitted_at),
        )
        .where(Attempt.learner_id.in_(ids), Attempt.purpose == Purpose.QUIZ.value, Attempt.submitted_at.is_not(None))
        .group_by(Attempt.learner_id, Attempt.module)
    )
    found: dict[int, dict[str, _Tries]] = {}
    for learner, module, count, fails, passed, last in rows:
        if learner is not None:
            found.setdefault(learner, {})[module] = _Tries(count, int(fails), bool(passed), last)
    return found


def _began(cohort: Cohort) -> datetime | None:
    """Tell when the class first met; None before that, and once it is closed."""
    if not cohort.is_open:
        return None
    return db.session.scalar(
        select(func.min(CohortSession.starts_at)).where(
            CohortSession.cohort_id == cohort.id,
            CohortSession.cancelled_at.is_(None),
            CohortSession.starts_at <= clock.now(),
        )
    )
