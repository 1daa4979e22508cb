"""Searches of the register. Each costs about the same however many certificates there are.

Every search walks an index from one place on and stops after ``MOST`` rows: nothing is counted, sorted or compared
over the whole register.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, TextClause, and_, func, or_, select, text

from app.certificates.models import Certificate
from app.certificates.rules import Standing, Status, standing
from app.cohorts.models import Cohort
from app.core import clock
from app.core.database import db
from app.learners.enrolling import document_end_digest
from app.learners.record_models import LearnerRecord
from app.programme.centre_models import Centre
from app.register.keys import near_marks, search_key, sound, turned
from app.register.models import RegisterEntry, RegisterName, RegisterNamed, RegisterNear, RegisterPart
from app.register.typed import Typed, check_fits

MOST = 100
"""How many certificates a search gives; whoever gets as many is asked to say more."""
FEW = 10
"""With fewer that begin as typed, names that are nearly so are shown as well."""
_WALK = 500
"""How many certificates are looked at where a name's beginning and something else must both fit."""
_NEAREST = 60
_LOOKED_AT = 400
_BEYOND = "\U0010ffff"
Columns = TypeVarTuple("Columns")


class How(StrEnum):
    """How a name is looked for."""

    BEGINS = "begins"
    WHOLE = "whole"
    NEAR = "near"


class Kind(StrEnum):
    """By what certificates were found, for the audit."""

    NUMBER = "number"
    CODE = "code"
    PERSON = "person"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What certificates must be besides what was typed into the box."""

    document: str | None = None
    """The last four signs of a passport or identity card."""
    cohort_code: str | None = None
    centre_id: int | None = None
    since: date | None = None
    until: date | None = None
    standing: Standing | None = None

    @property
    def is_small(self) -> bool:
        """Tell whether few certificates fit, so that they are looked at before the names."""
        return bool(self.document or self.cohort_code)

    @property
    def is_any(self) -> bool:
        """Tell whether anything is asked for."""
        return self != Narrowing()


@dataclass(frozen=True, slots=True)
class Walked:
    """What one walk along an index found, and whether it came to the end."""

    ids: list[int]
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A certificate in a list."""

    number: str
    kind: str
    name_native: str | None
    name_latin: str | None
    issued_on: date
    valid_until: date | None
    standing: Standing
    cohort: str | None
    centre: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: what is as typed, and then what is nearly so."""

    kind: Kind
    rows: tuple[Row, ...]
    near: tuple[Row, ...] = ()
    is_cut: bool = False
    """Whether there are more than can be shown."""
    is_whole: bool = True
    """Whether all that begin so were looked at."""


def find(typed: Typed, narrowing: Narrowing, how: How = How.BEGINS) -> Found:
    """Search for what was typed in every way it can be meant, the surest first."""
    for kind, ids in ((Kind.NUMBER, _by_number(typed, narrowing)), (Kind.CODE, _by_code(typed, narrowing))):
        if ids:
            return Found(kind, _rows(ids), is_cut=len(ids) > MOST)
    if typed.name:
        return _by_name(typed.name, narrowing, how)
    if typed == Typed() and narrowing.is_any:
        ids = _listed(narrowing)
        return Found(Kind.LIST, _rows(ids), is_cut=len(ids) > MOST)
    return Found(Kind.NUMBER if typed.has_digits or typed.number else Kind.LIST, ())


def _by_number(typed: Typed, narrowing: Narrowing) -> list[int]:
    if typed.number:
        return _ids(narrowing, RegisterEntry.number == typed.number)
    found: list[int] = []
    if typed.ending:
        found += _ids(narrowing, _begins(RegisterEntry.ending, typed.ending), RegisterEntry.ending)
    if typed.counter_ending:
        found += _ids(
            narrowing, _begins(RegisterEntry.counter_ending, typed.counter_ending), RegisterEntry.counter_ending
        )
    if typed.serial is not None:
        found = _by_serial(typed, narrowing) + found
    return list(dict.fromkeys(found))[: MOST + 1]


def _by_serial(typed: Typed, narrowing: Narrowing) -> list[int]:
    query = (
        select(RegisterEntry.id, Certificate.issuer, Certificate.year)
        .join(Certificate, Certificate.id == RegisterEntry.id)
        .where(RegisterEntry.serial == typed.serial, *_conditions(narrowing))
        .order_by(RegisterEntry.id.desc())
        .limit(MOST + 1)
    )
    serial = typed.serial or 0
    return [
        row.id
        for row in db.session.execute(query)
        if (typed.year is None or typed.year == row.year)
        and (typed.check is None or check_fits(row.issuer, row.year, serial, typed.check))
    ]


def _by_code(typed: Typed, narrowing: Narrowing) -> list[int]:
    if typed.code is None:
        return []
    held = select(Certificate.id).where(Certificate.code == typed.code).scalar_subquery()
    return _ids(narrowing, RegisterEntry.id == held)


def _by_name(name: str, narrowing: Narrowing, how: How) -> Found:
    key = search_key(name)
    if not key:
        return Found(Kind.PERSON, ())
    walked = Walked([])
    if how is How.WHOLE:
        walked = Walked(_named(select(RegisterName.id).where(RegisterName.key == key), narrowing))
    elif how is How.BEGINS:
        walked = _beginning(key, narrowing)
    ids, near = walked.ids, list[int]()
    if how is How.NEAR or (how is How.BEGINS and len(ids) < FEW):
        near = [one for one in _near(name, key, narrowing) if one not in set(ids)]
    is_cut = max(len(ids), len(near)) > MOST
    return Found(Kind.PERSON, _rows(ids), _rows(near), is_cut=is_cut, is_whole=walked.is_whole)


def _beginning(key: str, narrowing: Narrowing) -> Walked:
    """Walk the words that begin so in their order; two words of one name may both, so a few more are read."""
    if not narrowing.is_any:
        ids = db.session.scalars(_words_from(key).limit(2 * MOST + 1))
        return Walked(list(dict.fromkeys(ids))[: MOST + 1])
    fitting = _newest_that_fit(narrowing)
    if narrowing.is_small and fitting.is_whole:
        return Walked(_of_these(key, fitting.ids))
    walked = _among_those_that_begin(key, narrowing)
    if walked.is_whole or len(walked.ids) > MOST:
        return walked
    if fitting.is_whole or len(walked.ids) < FEW:
        both = dict.fromkeys([*walked.ids, *_of_these(key, fitting.ids)])
        return Walked(list(both)[: MOST + 1], fitting.is_whole)
    return walked


def _among_those_that_begin(key: str, narrowing: Narrowing) -> Walked:
    """Keep of the first that begin so those that fit."""
    walked = db.session.scalars(_words_from(key).limit(_WALK)).all()
    ids = list(dict.fromkeys(walked))
    query = select(RegisterEntry.id).where(RegisterEntry.id.in_(ids), *_conditions(narrowing))
    fitting = set(db.session.scalars(query)) if ids else set()
    return Walked([one for one in ids if one in fitting][: MOST + 1], is_whole=len(walked) < _WALK)


def _newest_that_fit(narrowing: Narrowing) -> Walked:
    entry = RegisterEntry
    newest = select(entry.id).where(*_conditions(narrowing)).order_by(entry.issued_on.desc(), entry.id.desc())
    ids = list(db.session.scalars(newest.limit(_WALK)))
    return Walked(ids, is_whole=len(ids) < _WALK)


def _of_these(key: str, ids: Sequence[int]) -> list[int]:
    """Keep those that begin so; asked in two steps, so that no database walks all that begin so instead."""
    if not ids:
        return []
    named = select(RegisterNamed.entry_id, RegisterNamed.name_id).where(RegisterNamed.entry_id.in_(ids))
    carried = [(row.entry_id, row.name_id) for row in db.session.execute(named)]
    part = RegisterPart
    beginning = select(part.name_id).where(
        part.name_id.in_({name_id for _entry, name_id in carried}), func.substr(part.part, 1, len(key)) == key
    )
    names = set(db.session.scalars(beginning))
    fitting = {entry_id for entry_id, name_id in carried if name_id in names}
    return [one for one in ids if one in fitting]


def _words_from(key: str) -> Select[int]:
    return (
        select(RegisterNamed.entry_id)
        .join(RegisterPart, RegisterPart.name_id == RegisterNamed.name_id)
        .where(_begins(RegisterPart.part, key))
        .order_by(RegisterPart.part, RegisterPart.name_id, RegisterNamed.entry_id)
    )


def _near(name: str, key: str, narrowing: Narrowing) -> list[int]:
    """Find who is called nearly so: one sign another, or the words in another order."""
    others = turned(name)
    ids = db.session.scalars(select(RegisterName.id).where(RegisterName.key.in_(others))).all() if others else []
    query = (
        select(RegisterNear.name_id, RegisterName.key, func.count())
        .join(RegisterName, RegisterName.id == RegisterNear.name_id)
        .where(RegisterNear.mark.in_(near_marks(key)))
        .group_by(RegisterNear.name_id, RegisterName.key)
        .limit(_LOOKED_AT)
    )
    shared = sorted(db.session.execute(query).all(), key=lambda row: -int(row[2]))[: 2 * _NEAREST]
    ranked = sorted(shared, key=lambda row: -_likeness(key, row.key))
    names = list(dict.fromkeys([*ids, *(row.name_id for row in ranked)]))[:_NEAREST]
    return _carrying(names, narrowing)


def _likeness(key: str, other: str) -> float:
    """Tell how alike two keys are, as they sound first and as they are written then."""
    said = SequenceMatcher(None, sound(key), sound(other), autojunk=False).ratio()
    return said + SequenceMatcher(None, key, other, autojunk=False).ratio() / 100


def _carrying(names: Sequence[int], narrowing: Narrowing) -> list[int]:
    """Give the certificates that carry names, in the order of the names."""
    if not names:
        return []
    query = select(RegisterNamed.name_id, RegisterNamed.entry_id).where(RegisterNamed.name_id.in_(names))
    places = {name_id: place for place, name_id in enumerate(names)}
    rows = db.session.execute(_narrowed(query, narrowing).limit(10 * MOST)).all()
    found = sorted(rows, key=lambda row: (places[row.name_id], row.entry_id))
    return list(dict.fromkeys(row.entry_id for row in found))[: MOST + 1]


def _named(names: Select[int], narrowing: Narrowing) -> list[int]:
    query = (
        select(RegisterNamed.entry_id)
        .where(RegisterNamed.name_id.in_(names))
        .order_by(RegisterNamed.entry_id.desc())
        .limit(MOST + 1)
    )
    return list(db.session.scalars(_narrowed(query, narrowing)))


def _narrowed(query: Select[*Columns], narrowing: Narrowing) -> Select[*Columns]:
    if not narrowing.is_any:
        return query
    return query.join(RegisterEntry, RegisterEntry.id == RegisterNamed.entry_id).where(*_conditions(narrowing))


def _listed(narrowing: Narrowing) -> list[int]:
    """List without anything typed: the newest first, of those whose time is over what ended last."""
    entry, only_ended = RegisterEntry, narrowing == Narrowing(standing=Standing.EXPIRED)
    order = (entry.valid_until.desc(), entry.id.desc()) if only_ended else (entry.issued_on.desc(), entry.id.desc())
    query = select(entry.id).where(*_conditions(narrowing)).order_by(*order).limit(MOST + 1)
    return list(db.session.scalars(query))


def _ids(narrowing: Narrowing, condition: ColumnElement[bool], order: Any = RegisterEntry.id) -> list[int]:
    query = select(RegisterEntry.id).where(condition, *_conditions(narrowing)).order_by(order).limit(MOST + 1)
    return list(db.session.scalars(query))


def _begins(column: Any, start: str) -> ColumnElement[bool]:
    return and_(column >= start, column < start + _BEYOND)


def _conditions(narrowing: Narrowing) -> Iterable[ColumnElement[bool] | TextClause]:
    entry = RegisterEntry
    if narrowing.document:
        holders = (
            select(Certificate.id)
            .join(LearnerRecord, LearnerRecord.learner_id == Certificate.learner_id)
            .where(LearnerRecord.document_end_digest == document_end_digest(narrowing.document))
        )
        yield entry.id.in_(holders)
    if narrowing.cohort_code:
        yield entry.cohort_id == select(Cohort.id).where(Cohort.code == narrowing.cohort_code).scalar_subquery()
    if narrowing.centre_id:
        yield entry.centre_id == narrowing.centre_id
    if narrowing.since:
        yield entry.issued_on >= narrowing.since
    if narrowing.until:
        yield entry.issued_on <= narrowing.until
    if narrowing.standing:
        yield from _stands(narrowing.standing)


def _stands(wanted: Standing) -> Iterable[ColumnElement[bool] | TextClause]:
    entry, today = RegisterEntry, clock.today()
    if wanted is Standing.ACTIVE:
        yield and_(entry.status == Status.ACTIVE, or_(entry.valid_until.is_(None), entry.valid_until >= today))
    elif wanted is Standing.EXPIRED:
        yield and_(entry.status == Status.ACTIVE, entry.valid_until < today)
    else:
        yield entry.status == wanted.value
        # Written out, as SQLite takes a partial index only where its very condition stands in the question.
        yield text("register_entry.status <> 'active'")


def _rows(ids: Sequence[int]) -> tuple[Row, ...]:
    """Read what is shown of certificates, in the order of their ids given."""
    if not ids:
        return ()
    entry, today = RegisterEntry, clock.today()
    query = (
        select(entry, Cohort.title, Centre.name)
        .outerjoin(Cohort, Cohort.id == entry.cohort_id)
        .outerjoin(Centre, Centre.id == entry.centre_id)
        .where(entry.id.in_(ids[:MOST]))
    )
    by_id = {one.id: _row(one, title, centre, today) for one, title, centre in db.session.execute(query)}
    return tuple(by_id[one] for one in ids[:MOST] if one in by_id)


def _row(entry: RegisterEntry, cohort: str | None, centre: str | None, today: date) -> Row:
    return Row(
        entry.number,
        entry.kind,
        entry.name_native,
        entry.name_latin,
        entry.issued_on,
        entry.valid_until,
        standing(Status(entry.status), entry.valid_until, today),
        cohort,
        centre,
    )
