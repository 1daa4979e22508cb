"""Making marks and correcting them; each verb is one transaction, and at one session one after the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select

from app.accounts.models import Staff
from app.attendance.acts import MARK_CORRECTED
from app.attendance.errors import MinutesMissing, NotBegun, NotOfThisClass, WasCancelled, WhyMissing
from app.attendance.models import AttendanceMark
from app.attendance.queries import ever_members, marks_of, standings_of
from app.attendance.rules import OPENS_BEFORE, SLIP, Choice, How, Mark, Standing, is_slip, standing_of
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.cohorts.errors import CohortClosed
from app.cohorts.models import Cohort, CohortSession
from app.core import clock
from app.core.database import db, unit_of_work

MOST_WHY = 500
"""Letters that are kept of a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Whose hand makes a mark, with what, and when by its clock."""

    by: Staff | None
    how: How = How.LIST
    at: datetime
    clock_off: int = 0
    device: str | None = None
    token: str = ""

    @property
    def staff_id(self) -> int | None:
        """Give the trainer's row; None for the learner's own hand."""
        return self.by.id if self.by else None

    @property
    def true_at(self) -> datetime:
        """Tell when it was by our clock."""
        return self.at - timedelta(seconds=self.clock_off)


def here_and_now(by: Staff | None, how: How = How.LIST) -> Hand:
    """Describe a hand that is on one of our pages at this moment."""
    return Hand(by=by, how=how, at=clock.now())


@unit_of_work()
def mark_list(
    *, cohort: Cohort, session: CohortSession, choices: Mapping[int, Choice], why: str | None, by: Staff
) -> int:
    """Take a list as a trainer filled it in: new marks, and corrections of those that changed; count both.

    Raises WhyMissing where a mark changes without a reason, and then takes nothing.
    """
    check_open(cohort, session)
    _lock(session)
    standings, made = standings_of(session), 0
    _check_members(session, choices.keys() - standings.keys())
    for learner_id, choice in choices.items():
        standing = standings.get(learner_id)
        if standing is None:
            _add(session, learner_id, choice, here_and_now(by))
        elif standing.mark.choice != choice:
            _correct(session, standing, choice, here_and_now(by), why)
        else:
            continue
        made += 1
    return made


@unit_of_work()
def correct(
    *, cohort: Cohort, session: CohortSession, learner_id: int, choice: Choice, why: str | None, by: Staff
) -> None:
    """Say anew how somebody was there, and settle it where two marks differ."""
    check_open(cohort, session)
    _lock(session)
    standing = standing_of(marks_of(session, learner_id))
    if standing is None:
        _check_members(session, {learner_id})
        _add(session, learner_id, choice, here_and_now(by))
    elif standing.differs or standing.mark.choice != choice:
        _correct(session, standing, choice, here_and_now(by), why)


@unit_of_work()
def add_mark(
    *,
    session: CohortSession,
    learner_id: int,
    choice: Choice,
    hand: Hand,
    corrects: Collection[str] = (),
    why: str | None = None,
) -> None:
    """Add a mark that was made elsewhere, on what was known there.

    ``corrects`` names the marks it corrects by their tokens. Where another mark says otherwise and this one does not
    correct it, both stay and wait to be settled.
    """
    _lock(session)
    standing = standing_of(marks := marks_of(session, learner_id))
    old = [mark for mark in marks if mark.token in corrects]
    if old:
        _correct(session, Standing(old[0], tuple(old[1:])), choice, hand, why)
    elif standing is None or not _said_already(standing, choice, hand):
        _check_members(session, {learner_id})
        _add(session, learner_id, choice, hand, _reason(why))


def check_open(cohort: Cohort, session: CohortSession, at: datetime | None = None) -> None:
    """Raise what keeps marks from being made at a session; ``at`` is when one was made that comes only now."""
    if session.cancelled_at is not None:
        raise WasCancelled
    if clock.now() < session.starts_at - OPENS_BEFORE:
        raise NotBegun
    if cohort.closed_at is not None and (at or clock.now()) > cohort.closed_at:
        raise CohortClosed


def _lock(session: CohortSession) -> None:
    """Have marks at one session made one after the other, so that each knows of those before it."""
    db.session.execute(select(CohortSession.id).where(CohortSession.id == session.id).with_for_update())


def _said_already(standing: Standing, choice: Choice, hand: Hand) -> bool:
    """Tell whether the same hand said the same before; another one who says it too is kept as a witness."""
    return any(mark.choice == choice and mark.staff_id == hand.staff_id for mark in standing.open_marks)


def _correct(session: CohortSession, old: Standing, choice: Choice, hand: Hand, why: str | None) -> None:
    reason = _reason(why)
    if reason is None:
        if hand.by is None or not is_slip(old, staff_id=hand.by.id, at=hand.true_at, device=hand.device):
            raise WhyMissing
        reason = SLIP
    for number, mark in enumerate(old.open_marks):
        one = hand if number == 0 else replace(hand, token="")
        _add(session, mark.learner_id, choice, one, reason, mark)
    if hand.by and reason != SLIP:
        subject = Subject("learner", old.mark.learner_id)
        record(MARK_CORRECTED, actor=Actor.staff(hand.by.id), subject=subject, detail={"session": session.id})


def _check_members(session: CohortSession, learner_ids: Set[int]) -> None:
    if not learner_ids <= ever_members(session.cohort_id):
        raise NotOfThisClass


def _add(
    session: CohortSession,
    learner_id: int,
    choice: Choice,
    hand: Hand,
    why: str | None = None,
    old: Mark | None = None,
) -> None:
    if not choice.is_whole:
        raise MinutesMissing
    mark = AttendanceMark(
        token=hand.token or str(uuid4()),
        session_id=session.id,
        learner_id=learner_id,
        status=choice.status.value,
        minutes=choice.minutes,
        how=hand.how.value,
        at=hand.at,
        clock_off=hand.clock_off,
        recorded_at=clock.now(),
        staff_id=hand.staff_id,
        device=hand.device,
        corrects_id=old.id if old else None,
        why=why,
    )
    db.session.add(mark)


def _reason(why: str | None) -> str | None:
    return (why or "").strip()[:MOST_WHY] or None
