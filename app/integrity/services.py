"""Verbs about signals; each is one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.cohorts.models import Cohort
from app.core import clock
from app.core.database import db, insert_unless_there, unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Permission
from app.course.queries import course
from app.integrity import rules, whereabouts
from app.integrity.acts import SIGNAL_DECIDED
from app.integrity.errors import AlreadyDecided, NoSuchSignal, OwnMatter
from app.integrity.evidence import Evidence, evidence_of
from app.integrity.happenings import Signal
from app.integrity.models import IntegritySignal, Verdict

LOOKED_AT_FOR = timedelta(days=60)
"""So long after its last day a class is looked over."""


@unit_of_work()
def raise_signals(*, cohort: Cohort, requested_at: datetime | None = None) -> None:
    """Look a class over and keep what is new; what was raised before stays as it was.

    ``requested_at`` tells when certificates were first asked for.
    """
    for signal in signals_in(evidence_of(cohort), requested_at):
        insert_unless_there(
            IntegritySignal,
            cohort_id=cohort.id,
            kind=signal.kind.value,
            key=signal.key,
            learners=list(signal.learners),
            staff_id=signal.staff,
            figures=dict(signal.figures),
            raised_at=clock.now(),
        )


def look_over_classes() -> None:
    """Look over every class that goes on or has ended not long ago, each in a transaction of its own."""
    since = clock.today() - LOOKED_AT_FOR
    ids = db.session.scalars(select(Cohort.id).where(Cohort.ends_on >= since, Cohort.starts_on <= clock.today())).all()
    for cohort_id in ids:
        raise_signals(cohort=db.session.get_one(Cohort, cohort_id))


def signals_in(evidence: Evidence, requested_at: datetime | None = None) -> Iterable[Signal]:
    """Ask every rule about a class."""
    designed = {module.id: module.lesson_minutes + module.quiz_minutes for module in course().modules}
    yield from rules.too_fast(evidence.tries)
    yield from rules.same_mistakes(evidence.tries)
    yield from rules.all_alike(evidence.tries)
    yield from whereabouts.outside_sessions(evidence.marks)
    yield from whereabouts.two_places(evidence.marks)
    yield from whereabouts.trainers_twice(evidence.trainer_marks)
    yield from whereabouts.quizzes_outside(evidence.tries, evidence.meetings, evidence.cohort)
    yield from whereabouts.quizzes_in_two_places(evidence.tries, evidence.marks, evidence.cohort)
    yield from rules.all_at_once(evidence.tries, designed)
    yield from rules.roster_after_exam(evidence.joined, evidence.tries, requested_at)


@unit_of_work()
def decide(*, signal_id: int, verdict: Verdict, note: str, by: Staff) -> IntegritySignal:
    """Say what the ministry makes of a signal; raise AlreadyDecided, OwnMatter or NoSuchSignal."""
    if Permission.SEE_SIGNALS not in by.permissions:
        raise NotAllowed
    signal = db.session.get(IntegritySignal, signal_id, with_for_update=True, populate_existing=True)
    if signal is None:
        raise NoSuchSignal
    if signal.verdict is not None:
        raise AlreadyDecided
    if signal.staff_id == by.id:
        raise OwnMatter
    signal.verdict, signal.note = verdict.value, note
    signal.decided_at, signal.decided_by_id = clock.now(), by.id
    record(
        SIGNAL_DECIDED,
        actor=Actor.staff(by.id),
        subject=Subject("signal", signal.id),
        detail={"verdict": verdict.value},
    )
    return signal
