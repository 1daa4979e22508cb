"""Forgets a learner: one transaction, as the rules of the tables say; what other rooms keep they empty themselves.

The learner's own row stays, empty: the audit and the register's log name its id, and an id that is given twice would
lay one person's past on another. What is certified stays by number and day, and the chain of the log holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Flask, current_app
from sqlalchemy import delete, select, update

from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.certificates.batch_models import DecisionItem
from app.certificates.models import Certificate, CertificateRequest, RequestStatus
from app.cohorts.models import CohortMember
from app.core import clock
from app.core.database import db, unit_of_work
from app.learners.models import Learner
from app.learners.record_models import SpentNumber
from app.learners.services import forget_sign_in
from app.privacy.acts import FORGOTTEN
from app.privacy.declared import TABLES, steps_to_learner
from app.privacy.finding import belongs, table_of
from app.privacy.rules import TableRule, Then

NOBODY = "—"
"""What stands in place of the name; the same in every language."""
OnForgotten = Callable[[int, Sequence[str]], None]
_HEARERS = "waymark-on-forgotten"


def on_forgotten(app: Flask, function: OnForgotten) -> None:
    """Have something done inside the transaction in which a learner is forgotten.

    The function is given the learner's id and the numbers of their certificates. Adding the same twice does no harm.
    """
    hearers: list[OnForgotten] = app.extensions.setdefault(_HEARERS, [])
    if function not in hearers:
        hearers.append(function)


@unit_of_work()
def forget(*, learner: Learner, by: Actor) -> None:
    """Forget a learner for good; a second time does nothing."""
    db.session.refresh(learner, with_for_update=True)
    if learner.is_forgotten:
        return
    numbers = _numbers(learner)
    forget_sign_in(learner)
    _drop_requests(learner)
    _leave_classes(learner)
    for hear in current_app.extensions.get(_HEARERS, []):
        hear(learner.id, numbers)
    for rule in _farthest_first():
        _end(rule, learner.id)
    _empty(learner)
    record(FORGOTTEN, actor=by, subject=Subject("learner", learner.id), detail={"certificates": len(numbers)})


def _numbers(learner: Learner) -> list[str]:
    return list(db.session.scalars(select(Certificate.number).where(Certificate.learner_id == learner.id)))


def _drop_requests(learner: Learner) -> None:
    """Take back what waits for an officer; what was decided stays, by id."""
    own = CertificateRequest.learner_id == learner.id
    waiting = select(CertificateRequest.id).where(own, CertificateRequest.status == RequestStatus.WAITING.value)
    ids = db.session.scalars(waiting).all()
    db.session.execute(delete(DecisionItem).where(DecisionItem.request_id.in_(ids)))
    db.session.execute(delete(CertificateRequest).where(CertificateRequest.id.in_(ids)))


def _leave_classes(learner: Learner) -> None:
    """Take a learner out of open classes; the rows stay, so that the figures of a class count who was there."""
    here = update(CohortMember).where(CohortMember.learner_id == learner.id, CohortMember.left_at.is_(None))
    db.session.execute(here.values(left_at=clock.now()))


def _farthest_first() -> list[TableRule]:
    """Order the tables so that what is found by way of other rows goes before those rows."""
    rules = [
        rule for rule in TABLES.values() if rule.forgotten is not Then.KEEP and rule.table != Learner.__tablename__
    ]
    return sorted(rules, key=lambda rule: steps_to_learner(rule.table), reverse=True)


def _end(rule: TableRule, learner_id: int) -> None:
    """Delete or empty what one table keeps of a learner."""
    table, theirs = table_of(rule.table), belongs(rule, learner_id)
    if rule.forgotten is Then.DELETE:
        db.session.execute(delete(table).where(theirs))
    else:
        db.session.execute(update(table).where(theirs).values(dict.fromkeys(rule.emptied.split())))


def _empty(learner: Learner) -> None:
    """Leave nothing of a learner's row but its id."""
    db.session.add(SpentNumber(number=learner.number))
    db.session.flush()
    learner.number = f"x{learner.id:08}"
    learner.name_native, learner.name_latin, learner.name_key = NOBODY, None, ""
    learner.origin = learner.destination = learner.sector = None
    learner.pin_hash, learner.pin_is_given, learner.joined_with = None, False, None
    learner.session_token = f"forgotten-{learner.id}"
    learner.forgotten_at = clock.now()
