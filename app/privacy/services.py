"""Verbs of data protection; each is one transaction and noted in the audit."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Permission
from app.learners.models import Learner
from app.learners.queries import learner_by_number
from app.privacy.acts import (
    BASIS_SET,
    COPIED,
    ERASURE_AGREED,
    ERASURE_ASKED,
    ERASURE_STOPPED,
    RECORD_SEEN,
    TERM_SET,
)
from app.privacy.errors import AlreadyAsked, NotOpen, OutOfBounds, SamePerson
from app.privacy.everything import Everything, everything_about
from app.privacy.forgetting import forget
from app.privacy.models import Erasure, LegalBasis, RetentionTerm
from app.privacy.queries import days_of, open_erasure_of
from app.privacy.reasons import CopyReason, ErasureReason
from app.privacy.rules import Purpose
from app.privacy.terms import TERMS


@unit_of_work()
def copy_own(*, learner: Learner) -> Everything:
    """Give a learner all that is kept of them; the copy itself is noted first, so that it is in it."""
    record(COPIED, actor=Actor.learner(learner.id), subject=_subject(learner))
    db.session.flush()
    return everything_about(learner)


@unit_of_work()
def copy_for(*, learner: Learner, reason: CopyReason, by: Staff) -> Everything:
    """Give staff all that is kept of a learner, for a reason; raise NotAllowed."""
    _check(by)
    record(COPIED, actor=Actor.staff(by.id), subject=_subject(learner), detail={"reason": reason.value})
    db.session.flush()
    return everything_about(learner)


@unit_of_work()
def look_up(*, number: str, by: Staff) -> Learner | None:
    """Find a learner for who handles data protection, and note the look; raise NotAllowed."""
    _check(by)
    learner = learner_by_number(number)
    if learner:
        record(RECORD_SEEN, actor=Actor.staff(by.id), subject=_subject(learner))
    return learner


@unit_of_work()
def ask_erasure(*, learner: Learner) -> Erasure:
    """Note that a learner wishes to be forgotten, after some days in which they may stop it; raise AlreadyAsked."""
    return _ask(learner, ErasureReason.OWN_WISH, None)


@unit_of_work()
def propose_erasure(*, learner: Learner, reason: ErasureReason, by: Staff) -> Erasure:
    """Note that staff want a learner to be forgotten; a second person has to agree. Raises AlreadyAsked, NotAllowed."""
    _check(by)
    return _ask(learner, reason, by)


@unit_of_work()
def agree(*, erasure: Erasure, by: Staff) -> None:
    """Be the second person; the days in which the learner may stop it begin. Raises SamePerson, NotOpen, NotAllowed."""
    _check(by)
    db.session.refresh(erasure, with_for_update=True)
    if not erasure.waits_for_second:
        raise NotOpen
    if erasure.asked_by_id == by.id:
        raise SamePerson
    erasure.agreed_by_id = by.id
    erasure.due_on = clock.today() + timedelta(days=days_of("cooling-off"))
    _note(ERASURE_AGREED, erasure, Actor.staff(by.id))


@unit_of_work()
def stop(*, erasure: Erasure, by: Staff | Learner) -> None:
    """Stop an erasure: its own learner, or staff where staff asked for it; raise NotOpen or NotAllowed."""
    db.session.refresh(erasure, with_for_update=True)
    if not erasure.is_open:
        raise NotOpen
    if isinstance(by, Staff):
        _check(by)
    if erasure.learner_id != by.id if isinstance(by, Learner) else erasure.asked_by_id is None:
        raise NotAllowed
    erasure.stopped_at, erasure.stopped_by_learner = clock.now(), isinstance(by, Learner)
    _note(ERASURE_STOPPED, erasure, Actor.learner(by.id) if isinstance(by, Learner) else Actor.staff(by.id))


@unit_of_work()
def carry_out(*, erasure: Erasure) -> bool:
    """Forget whose day has come; tell whether it was done now."""
    db.session.refresh(erasure, with_for_update=True)
    if not erasure.is_open or erasure.due_on is None or erasure.due_on > clock.today():
        return False
    actor = Actor.learner(erasure.learner_id)
    if erasure.asked_by_id:
        actor = Actor.staff(erasure.asked_by_id)
    forget(learner=db.session.get_one(Learner, erasure.learner_id), by=actor)
    erasure.done_at = clock.now()
    return True


def due_erasures(limit: int) -> list[Erasure]:
    """List whose day has come."""
    query = select(Erasure).where(
        Erasure.stopped_at.is_(None), Erasure.done_at.is_(None), Erasure.due_on <= clock.today()
    )
    return list(db.session.scalars(query.order_by(Erasure.id).limit(limit)))


@unit_of_work()
def set_term(*, name: str, days: int, by: Staff) -> None:
    """Settle how long something is kept; raise OutOfBounds or NotAllowed."""
    _check(by)
    if not TERMS[name].within(days):
        raise OutOfBounds
    if days == days_of(name):
        return
    row = db.session.get(RetentionTerm, name) or RetentionTerm(name=name)
    row.days, row.set_at, row.set_by_id = days, clock.now(), by.id
    db.session.add(row)
    record(TERM_SET, actor=Actor.staff(by.id), subject=Subject("term", name), detail={"days": days})


@unit_of_work()
def set_basis(*, purpose: Purpose, text: str, by: Staff) -> None:
    """Write down on what law a purpose rests; raise NotAllowed."""
    _check(by)
    row = db.session.get(LegalBasis, purpose.value)
    if (row.text if row else "") == text:
        return
    row = row or LegalBasis(purpose=purpose.value)
    row.text, row.set_at, row.set_by_id = text, clock.now(), by.id
    db.session.add(row)
    record(BASIS_SET, actor=Actor.staff(by.id), subject=Subject("purpose", purpose.value))


def _ask(learner: Learner, reason: ErasureReason, by: Staff | None) -> Erasure:
    db.session.refresh(learner, with_for_update=True)
    if learner.is_forgotten or open_erasure_of(learner):
        raise AlreadyAsked
    due = None if by else clock.today() + timedelta(days=days_of("cooling-off"))
    erasure = Erasure(
        learner_id=learner.id,
        reason=reason.value,
        asked_at=clock.now(),
        asked_by_id=by.id if by else None,
        due_on=due,
    )
    db.session.add(erasure)
    db.session.flush()
    _note(ERASURE_ASKED, erasure, Actor.staff(by.id) if by else Actor.learner(learner.id))
    return erasure


def _note(act: str, erasure: Erasure, actor: Actor) -> None:
    record(act, actor=actor, subject=Subject("learner", erasure.learner_id), detail={"reason": erasure.reason})


def _check(by: Staff) -> None:
    if Permission.HANDLE_PRIVACY not in by.permissions:
        raise NotAllowed


def _subject(learner: Learner) -> Subject:
    return Subject("learner", learner.id)
