"""Reads what the register knows of the people of a roster, in a number of queries that depends on no one class."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, String, func, literal, or_, select
from sqlalchemy.orm import aliased

from app.cohorts.models import Cohort, CohortMember, CohortTrainer
from app.core.database import db
from app.core.names import name_key
from app.core.sealing import digest
from app.learners.enrolling import DOCUMENT, PHONE, document_end
from app.learners.models import Learner
from app.learners.record_models import LearnerRecord
from app.rosters import people
from app.rosters.cells import to_json
from app.rosters.comparing import Known, Traits
from app.rosters.models import RosterImport, RosterLine
from app.rosters.rules import Register

_LINE = "roster-line"
_AT_ONCE = 400


def traits_of(row: people.Row) -> Traits:
    """Give by what the person of a row is recognised."""
    person = row.person
    cells = {column.value: to_json(cell) for column, cell in row.cells.items()}
    return Traits(
        keys=frozenset(name_key(name) for name in (person.native, person.latin) if name),
        born_on=person.born_on,
        born_year=person.born_year,
        document=digest(person.document, purpose=DOCUMENT) if person.document else None,
        phone=digest(person.phone, purpose=PHONE) if person.phone else None,
        number=person.number,
        line=digest(json.dumps(cells, sort_keys=True, ensure_ascii=False), purpose=_LINE),
    )


def register_for(cohort: Cohort, traits: Iterable[Traits]) -> Register:
    """Find every learner who may be one of the people of a roster."""
    wanted = list(traits)
    lines = _lines(cohort, {one.line for one in wanted})
    found: dict[int, Known] = {}
    conditions = [
        *(Learner.id.in_(some) for some in _portions({one for ids in lines.values() for one in ids})),
        *(Learner.number.in_(some) for some in _portions({one.number for one in wanted if one.number})),
        *(
            LearnerRecord.document_digest.in_(some)
            for some in _portions({one.document for one in wanted if one.document})
        ),
        *(
            LearnerRecord.phone_digest.in_(some)
            & LearnerRecord.born_year.in_({one.born_year for one in wanted if one.born_year})
            for some in _portions({one.phone for one in wanted if one.phone and one.born_year})
        ),
        *(_has_key(some) for some in _portions({key for one in wanted for key in one.keys})),
    ]
    for condition in conditions:
        found |= {known.learner_id: known for known in _known(cohort, condition)}
    return Register(dict(sorted(found.items())), lines)


def names_by_number(numbers: set[str]) -> dict[str, frozenset[str]]:
    """Give the names of the learners who have some numbers."""
    found: dict[str, frozenset[str]] = {}
    for some in _portions(numbers):
        query = select(Learner.number, Learner.name_native, Learner.name_latin).where(Learner.number.in_(some))
        for number, native, latin in db.session.execute(query):
            found[number] = frozenset(name for name in (native, latin) if name)
    return found


def last_import(cohort: Cohort) -> RosterImport | None:
    """Find when a roster was last brought into a class."""
    query = select(RosterImport).where(RosterImport.cohort_id == cohort.id).order_by(RosterImport.id.desc())
    return db.session.scalar(query.limit(1))


def import_of(token: str) -> RosterImport | None:
    """Find what became of a draft that was confirmed."""
    return db.session.scalar(select(RosterImport).where(RosterImport.token == token))


def records_of(cohort: Cohort) -> list[tuple[Learner, LearnerRecord | None]]:
    """List the people of a class with what is written down of them, by their seats."""
    query = (
        select(Learner, LearnerRecord)
        .join(CohortMember, CohortMember.learner_id == Learner.id)
        .outerjoin(LearnerRecord, LearnerRecord.learner_id == Learner.id)
        .where(CohortMember.cohort_id == cohort.id, CohortMember.left_at.is_(None))
        .order_by(CohortMember.seat)
    )
    return [(learner, record) for learner, record in db.session.execute(query)]


def _lines(cohort: Cohort, digests: set[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for some in _portions(digests):
        query = (
            select(RosterLine.digest, RosterLine.learner_id)
            .where(RosterLine.cohort_id == cohort.id, RosterLine.digest.in_(some))
            .order_by(RosterLine.digest, RosterLine.occurrence)
        )
        for line, learner_id in db.session.execute(query):
            found[line].append(learner_id)
    return {line: tuple(ids) for line, ids in found.items()}


def _known(cohort: Cohort, condition: ColumnElement[bool]) -> Iterator[Known]:
    here = aliased(CohortMember)
    query = (
        select(Learner, LearnerRecord, here.id, _learns_elsewhere(cohort))
        .outerjoin(LearnerRecord, LearnerRecord.learner_id == Learner.id)
        .outerjoin(here, (here.learner_id == Learner.id) & (here.cohort_id == cohort.id) & here.left_at.is_(None))
        .where(condition)
    )
    for learner, record, place, elsewhere in db.session.execute(query):
        yield _as_known(learner, record or LearnerRecord(), place is not None, bool(elsewhere))


def _learns_elsewhere(cohort: Cohort) -> ColumnElement[bool]:
    """Tell whether a learner is in an open class that no trainer of this one leads."""
    trainers = select(CohortTrainer.staff_id).where(CohortTrainer.cohort_id == cohort.id)
    led = select(CohortTrainer.cohort_id).where(CohortTrainer.staff_id.in_(trainers))
    place = aliased(CohortMember)
    return (
        select(place.id)
        .join(Cohort, Cohort.id == place.cohort_id)
        .where(place.learner_id == Learner.id, place.left_at.is_(None))
        .where(Cohort.closed_at.is_(None), Cohort.id.not_in(led))
        .exists()
    )


def _as_known(learner: Learner, record: LearnerRecord, is_here: bool, learns_elsewhere: bool) -> Known:
    return Known(
        learner_id=learner.id,
        traits=Traits(
            keys=frozenset(learner.name_key.split()),
            born_on=record.born_on,
            born_year=record.born_year,
            document=record.document_digest,
            phone=record.phone_digest,
            number=learner.number,
        ),
        is_here=is_here,
        learns_elsewhere=learns_elsewhere,
        native=learner.name_native,
        latin=learner.name_latin,
        sex=record.sex,
        province=record.province,
        document_last4=document_end(record),
    )


def _has_key(keys: Sequence[str]) -> ColumnElement[bool]:
    """Tell whether either half of a search key is among some; the halves are parted by a space."""
    place_of = func.strpos if db.engine.dialect.name == "postgresql" else func.instr
    both = Learner.name_key.concat(literal(" ", String))
    gap = place_of(both, " ")
    first, second = func.substr(both, 1, gap - 1), func.rtrim(func.substr(both, gap + 1))
    return or_(first.in_(keys), second.in_(keys))


def _portions(values: set[Any]) -> Iterator[list[Any]]:
    """Part many values, for a statement takes only so many."""
    rest = iter(sorted(values))
    while some := list(islice(rest, _AT_ONCE)):
        yield some
