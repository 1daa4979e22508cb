"""Verbs about people whom an office writes down: a learner without a PIN, and what a roster tells of one."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core import clock
from app.core.database import db, unit_of_work
from app.core.sealing import CannotUnseal, digest, seal, unseal
from app.course.corridor import Corridor
from app.learners.models import Learner
from app.learners.numbering import new_number
from app.learners.queries import is_spent
from app.learners.record_models import LearnerRecord
from app.learners.rules import search_key

DOCUMENT, DOCUMENT_END, PHONE = "learner-document", "learner-document-end", "learner-phone"
"""For what the digests of numbers are made."""
_LAST = 4
_AT_ONCE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an office tells of a person."""

    native: str | None = None
    latin: str | None = None
    sex: str | None = None
    born_on: date | None = None
    born_year: int | None = None
    province: str | None = None
    phone: str | None = None
    """As E.164 writes it."""
    document: str | None = None


@unit_of_work()
def enrol(*, people: Sequence[Told], locale: str, corridor: Corridor | None = None) -> list[Learner]:
    """Make an account without a PIN for each person, with a record where anything is told but the name."""
    journey = corridor or Corridor()
    learners = [
        Learner(
            number=number,
            name_native=told.native,
            name_latin=told.latin,
            name_key=search_key(told.native, told.latin),
            locale=locale,
            origin=journey.origin,
            destination=journey.destination,
            sector=journey.sector,
            session_token=secrets.token_urlsafe(16),
            created_at=clock.now(),
        )
        for told, number in zip(people, _free_numbers(len(people)), strict=True)
    ]
    db.session.add_all(learners)
    db.session.flush()
    for learner, told in zip(learners, people, strict=True):
        record = LearnerRecord(learner_id=learner.id, written_at=clock.now())
        if fill(record, told):
            db.session.add(record)
    db.session.flush()
    return learners


@unit_of_work()
def write_down(*, told: Sequence[tuple[int, Told]]) -> None:
    """Add to the records of known learners, by their ids, what is empty there; who comes first is believed."""
    records = _records({learner_id for learner_id, _ in told})
    for learner_id, person in told:
        record = records.setdefault(learner_id, LearnerRecord(learner_id=learner_id))
        if fill(record, person):
            record.written_at = clock.now()
            db.session.add(record)
    db.session.flush()


def fill(record: LearnerRecord, told: Told) -> bool:
    """Write into what is empty of a record, nothing else; tell whether there was anything to write."""
    same_year = told.born_year is None or record.born_year in (None, told.born_year)
    values = {
        "sex": told.sex,
        "province": told.province,
        "born_on": told.born_on if same_year else None,
        "born_year": told.born_year,
    }
    new = {name: value for name, value in values.items() if value and getattr(record, name) is None}
    if told.phone and record.phone_digest is None:
        new |= {"phone_sealed": seal(told.phone), "phone_digest": digest(told.phone, purpose=PHONE)}
    if told.document and record.document_digest is None:
        new |= {
            "document_sealed": seal(told.document),
            "document_digest": digest(told.document, purpose=DOCUMENT),
            "document_end_digest": document_end_digest(told.document),
        }
    for name, value in new.items():
        setattr(record, name, value)
    return bool(new)


def document_end_digest(document: str) -> str:
    """Give what finds a document by its last four signs; also of these four alone, as somebody types them."""
    return digest(document[-_LAST:].upper(), purpose=DOCUMENT_END)


def document_end(record: LearnerRecord) -> str | None:
    """Give the last four signs of a document's number, to tell two people of one name apart."""
    try:
        return unseal(record.document_sealed)[-_LAST:] if record.document_sealed else None
    except CannotUnseal:
        return None


def _records(learner_ids: Iterable[int]) -> dict[int, LearnerRecord]:
    wanted = sorted(learner_ids)
    portions = (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE))
    queries = (select(LearnerRecord).where(LearnerRecord.learner_id.in_(some)) for some in portions)
    return {record.learner_id: record for query in queries for record in db.session.scalars(query)}


def _free_numbers(count: int) -> list[str]:
    """Make up so many numbers that nobody has."""
    numbers: set[str] = set()
    while len(numbers) < count:
        fresh = sorted({new_number() for _ in range(min(count - len(numbers), _AT_ONCE))} - numbers)
        taken = db.session.scalars(select(Learner.number).where(Learner.number.in_(fresh)))
        numbers |= {one for one in set(fresh) - set(taken) if not is_spent(one)}
    return sorted(numbers, key=lambda _number: secrets.randbits(32))
