"""What ends what has passed its term: for each term the rows that are due, and how some of them are ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, delete, func, or_, select, update

from app.answersheets.models import AnswerSheet, SheetReading
from app.answersheets.sent_models import SentFile
from app.attendance.models import AttendanceMark
from app.audit.models import AuditEvent
from app.audit.rules import SYSTEM, ActorKind
from app.certificates.models import Certificate, CertificateCheck, CertificateRequest
from app.classroom.models import ClassAnswer, HandOver
from app.cohorts.models import Cohort, CohortMember
from app.core.database import Model, db
from app.learners.models import Learner
from app.learners.record_models import LearnerCard, LearnerRecord
from app.learning.models import LessonProgress
from app.printroom.models import PrintRun
from app.printroom.rules import State
from app.privacy.drawn import forget_drawn
from app.privacy.forgetting import forget
from app.privacy.models import Erasure
from app.quizzes.models import Attempt
from app.rosters.models import RosterDraft, RosterLine

Due = Callable[[datetime], Select[Any]]
End = Callable[[Sequence[Any]], None]
Is = Callable[[datetime], ColumnElement[bool]]
"""Says of a row whether it is due before a moment."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """How one term is kept: which keys are due before a moment, and the end of some of them in one transaction."""

    term: str
    due: Due
    end: End
    at_once: int = 200


def deleting(term: str, key: Any, condition: Is) -> Sweep:
    """Make a sweep that deletes rows of one table, found by a key of one column."""
    return Sweep(
        term,
        lambda before: select(key).where(condition(before)).order_by(key),
        lambda keys: _run(delete(key.class_).where(key.in_(keys))),
    )


def emptying(term: str, key: Any, condition: Is, values: dict[str, Any]) -> Sweep:
    """Make a sweep that empties columns of one table."""
    return Sweep(
        term,
        lambda before: select(key).where(condition(before)).order_by(key),
        lambda keys: _run(update(key.class_).where(key.in_(keys)).values(values)),
    )


def _run(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))


def _learners(term: str, condition: Is) -> Sweep:
    """Make a sweep that forgets learners; each is a dozen statements, so few are taken at once."""
    return Sweep(
        term,
        lambda before: select(Learner.id).where(Learner.forgotten_at.is_(None), condition(before)).order_by(Learner.id),
        _forget,
        at_once=10,
    )


def _forget(ids: Sequence[int]) -> None:
    for learner in db.session.scalars(select(Learner).where(Learner.id.in_(ids))):
        forget(learner=learner, by=SYSTEM)


def _has(model: type[Model], *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    own: Any = model
    return select(own.learner_id).where(own.learner_id == Learner.id, *conditions).exists()


def _did_anything() -> ColumnElement[bool]:
    """Tell of a learner whether they ever did anything, alone or in a class."""
    return or_(*(_has(model) for model in (LessonProgress, Attempt, AttendanceMark, ClassAnswer, Certificate)))


def _is_busy(since: datetime) -> ColumnElement[bool]:
    """Tell of a learner whether they did anything since a moment, are in an open class, or are being dealt with."""
    in_class = (
        select(CohortMember.id)
        .join(Cohort, Cohort.id == CohortMember.cohort_id)
        .where(CohortMember.learner_id == Learner.id)
        .where(or_(Cohort.closed_at.is_(None) & CohortMember.left_at.is_(None), Cohort.closed_at >= since))
        .exists()
    )
    acted = (
        select(AuditEvent.id)
        .where(AuditEvent.actor_kind == ActorKind.LEARNER.value, AuditEvent.actor_id == Learner.id)
        .where(AuditEvent.at >= since)
        .exists()
    )
    return or_(
        Learner.created_at >= since,
        _has(LessonProgress, LessonProgress.updated_at >= since),
        _has(Attempt, Attempt.started_at >= since),
        _has(CertificateRequest, CertificateRequest.asked_at >= since),
        _has(Erasure, Erasure.done_at.is_(None), Erasure.stopped_at.is_(None)),
        in_class,
        acted,
    )


def _still_counts(since: datetime) -> ColumnElement[bool]:
    """Tell of a learner whether a certificate of theirs has no end, or ended after a moment."""
    return _has(Certificate, or_(Certificate.valid_until.is_(None), Certificate.valid_until >= since.date()))


def _old_runs(before: datetime) -> Select[Any]:
    """Find the runs that were drawn before a moment and are not forgotten."""
    drawn = PrintRun.state == State.DRAWN.value
    return select(PrintRun.id).where(drawn, PrintRun.ended_at < before).order_by(PrintRun.id)


SWEEPS: tuple[Sweep, ...] = (
    _learners("never-active", lambda before: ~_did_anything() & ~_is_busy(before)),
    _learners("idle-learners", lambda before: ~_has(Certificate) & ~_is_busy(before)),
    _learners("idle-holders", lambda before: _has(Certificate) & ~_still_counts(before) & ~_is_busy(before)),
    emptying(
        "sealed-numbers",
        LearnerRecord.learner_id,
        lambda before: (
            (LearnerRecord.written_at < before)
            & or_(LearnerRecord.phone_sealed.is_not(None), LearnerRecord.document_sealed.is_not(None))
        ),
        dict.fromkeys(
            ("phone_sealed", "phone_digest", "document_sealed", "document_digest", "document_end_digest"), None
        ),
    ),
    emptying(
        "answers",
        Attempt.id,
        lambda before: (
            (Attempt.submitted_at < before)
            & Attempt.learner_id.is_not(None)
            & or_(cast(Attempt.draw, String) != "[]", cast(Attempt.responses, String) != "{}")
        ),
        {"draw": [], "responses": {}},
    ),
    deleting(
        "answer-sheets",
        AnswerSheet.id,
        lambda before: func.coalesce(AnswerSheet.taken_in_at, AnswerSheet.replaced_at) < before,
    ),
    deleting("ended-cards", LearnerCard.id, lambda before: LearnerCard.ended_at < before),
    deleting(
        "roster-lines",
        RosterLine.id,
        lambda before: RosterLine.cohort_id.in_(select(Cohort.id).where(Cohort.closed_at < before)),
    ),
    deleting("hand-overs", HandOver.id, lambda before: HandOver.until < before),
    deleting(
        "visitors-attempts",
        Attempt.id,
        lambda before: Attempt.learner_id.is_(None) & (Attempt.started_at < before),
    ),
    deleting("sheet-photographs", SheetReading.sheet_id, lambda before: SheetReading.at < before),
    Sweep("print-runs", _old_runs, forget_drawn),
    deleting("answer-files", SentFile.id, lambda before: SentFile.sent_at < before),
    deleting("roster-drafts", RosterDraft.token, lambda before: RosterDraft.made_at < before),
    Sweep(
        "checks",
        lambda before: select(CertificateCheck.day).distinct().where(CertificateCheck.day < before.date()),
        lambda days: _run(delete(CertificateCheck).where(CertificateCheck.day.in_(days))),
        at_once=10,
    ),
)
"""Counts of tries and of requests are ended each hour by the modules that make them."""
