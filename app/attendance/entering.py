"""Marks that a trainer's phone made without a network, as they come in."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Staff
from app.attendance.errors import NotInThePlan
from app.attendance.rules import Choice, How, Status
from app.attendance.services import Hand, add_mark, check_open
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.syncing import Entry, Unreadable
from app.core.database import db

KIND = "mark"


def take_in_mark(cohort: Cohort, entry: Entry, by: Staff) -> None:
    """Add a mark; its body names session, learner and status, and where there are any minutes, how, corrects and why.

    ``corrects`` holds tokens of marks with spaces between them.
    """
    session = _session_of(cohort, entry.whole("session"))
    hand = Hand(
        by=by,
        how=_how(entry),
        at=entry.at,
        clock_off=round(entry.clock_off.total_seconds()),
        device=entry.device,
        token=entry.id,
    )
    check_open(cohort, session, hand.true_at)
    why, corrects = entry.text_or_none("why"), (entry.text_or_none("corrects") or "").split()
    learner_id = entry.whole("learner")
    add_mark(session=session, learner_id=learner_id, choice=_choice(entry), hand=hand, corrects=corrects, why=why)


def _session_of(cohort: Cohort, session_id: int) -> CohortSession:
    query = select(CohortSession).where(CohortSession.id == session_id, CohortSession.cohort_id == cohort.id)
    found = db.session.scalar(query)
    if found is None:
        raise NotInThePlan
    return found


def _choice(entry: Entry) -> Choice:
    try:
        status = Status(entry.text("status"))
    except ValueError:
        raise Unreadable from None
    return Choice(status, entry.whole("minutes") if entry.body.get("minutes") is not None else None)


def _how(entry: Entry) -> How:
    how = entry.body.get("how", How.LIST.value)
    if how not in (How.LIST.value, How.CARD.value):
        raise Unreadable
    return How(how)
