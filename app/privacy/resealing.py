"""Seals telephones and documents with the present key, where the key before it sealed them.

It goes through the records in the order of their ids, some at a time. What is sealed with the present key already is
passed over, so a run that was cut off goes on where it stopped.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import delete, select

from app.audit.rules import SYSTEM
from app.audit.services import record
from app.core.database import db, unit_of_work
from app.core.sealing import CannotUnseal, digest, is_under_present_key, seal, unseal
from app.learners.enrolling import DOCUMENT, PHONE, document_end_digest
from app.learners.record_models import LearnerRecord
from app.privacy.acts import RESEALED
from app.rosters.models import RosterDraft, RosterLine

AT_ONCE = 200


@dataclass(slots=True)
class Resealed:
    """What a run did."""

    records: int = 0
    """Records with something sealed."""
    written: int = 0
    """Those of them that were written anew."""
    unreadable: list[int] = field(default_factory=list)
    """Ids of learners of whom something can be opened with neither key."""


def reseal_all() -> Resealed:
    """Write anew what the old key sealed.

    Lines of rosters are known by a digest under the key, which cannot be made again without the roster. They are let
    go, and so are drafts: the next time a roster comes in, it asks about each person as if it were new.
    """
    done, last = Resealed(), 0
    while some := _portion(last):
        last = _reseal(some, done)
    if done.written:
        record(RESEALED, actor=SYSTEM, detail={"records": done.written})
    return done


def _portion(after: int) -> list[int]:
    sealed = LearnerRecord.document_sealed.is_not(None) | LearnerRecord.phone_sealed.is_not(None)
    query = select(LearnerRecord.learner_id).where(LearnerRecord.learner_id > after, sealed)
    return list(db.session.scalars(query.order_by(LearnerRecord.learner_id).limit(AT_ONCE)))


@unit_of_work()
def _reseal(ids: list[int], done: Resealed) -> int:
    written_before = done.written
    query = select(LearnerRecord).where(LearnerRecord.learner_id.in_(ids)).with_for_update()
    for one in db.session.scalars(query):
        done.records += 1
        try:
            done.written += _written_anew(one)
        except CannotUnseal:
            done.unreadable.append(one.learner_id)
    if done.written > written_before:
        db.session.execute(delete(RosterLine))
        db.session.execute(delete(RosterDraft))
    return ids[-1]


def _written_anew(one: LearnerRecord) -> bool:
    """Seal one record's numbers anew; tell whether there was anything to do. Raises CannotUnseal."""
    sealed = [token for token in (one.phone_sealed, one.document_sealed) if token]
    if all(is_under_present_key(token) for token in sealed):
        return False
    phone = unseal(one.phone_sealed) if one.phone_sealed else None
    document = unseal(one.document_sealed) if one.document_sealed else None
    if phone:
        one.phone_sealed, one.phone_digest = seal(phone), digest(phone, purpose=PHONE)
    if document:
        one.document_sealed, one.document_digest = seal(document), digest(document, purpose=DOCUMENT)
        one.document_end_digest = document_end_digest(document)
    return True
