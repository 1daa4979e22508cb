"""Which certificates a run takes, and in which order they lie."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.certificates.life import Act
from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate, CertificateRequest
from app.certificates.numbering import parse_number
from app.cohorts.models import Cohort, CohortMember
from app.core import clock
from app.core.collation import sort_key
from app.core.database import db
from app.printroom.errors import NothingToPrint, NotValidNow, TooMany, UnknownNumbers
from app.printroom.models import PrintPlace
from app.printroom.rules import MOST, Ordering, Outcome, Source
from app.printroom.stock_models import SheetOutcome
from app.programme.centre_models import Centre

_AT_ONCE = 400
_MOST_CLASSES = 500


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for; which of the other fields count, the source says."""

    source: Source
    cohort_id: int | None = None
    centre_id: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    numbers: tuple[str, ...] = ()

    def told(self) -> dict[str, Any]:
        """Write it for the run's row, without the numbers: they are its places."""
        days = {key: day.isoformat() for key in ("first_day", "last_day") if (day := getattr(self, key))}
        ids = {key: value for key in ("cohort_id", "centre_id") if (value := getattr(self, key))}
        return {"source": self.source.value, **ids, **days}


@dataclass(frozen=True, slots=True)
class Line:
    """A certificate that may be printed, and what its place in the order depends on."""

    number: str
    names: tuple[str, ...]
    locale: str
    has_back: bool
    cohort_id: int | None = None
    cohort: str | None = None
    centre: str | None = None

    @property
    def kind(self) -> tuple[str, bool]:
        """Tell what certificates of one file have in common."""
        return self.locale, self.has_back


def chosen(selection: Selection) -> list[Line]:
    """Find the certificates of a selection that count today.

    Raises NothingToPrint, TooMany, and for numbers UnknownNumbers and NotValidNow.
    """
    if selection.source in (Source.NUMBERS, Source.TICKED):
        lines = _by_numbers(selection.numbers)
    else:
        lines = [_line(row) for row in db.session.execute(_query(_condition(selection)).limit(MOST + 1))]
    if len(lines) > MOST:
        raise TooMany
    if not lines:
        raise NothingToPrint
    return lines


def ordered(lines: Sequence[Line], ordering: Ordering, tag: str) -> list[Line]:
    """Put certificates in order; names as the language of the tag has them, and equal names by number."""

    def words(text: str | None) -> bytes:
        return sort_key(text, tag) if text else b"\xff"

    keys: dict[Ordering, Callable[[Line], tuple[Any, ...]]] = {
        Ordering.CENTRE: lambda one: (
            one.centre is None,
            one.centre or "",
            words(one.cohort),
            one.cohort_id or 0,
            words(one.names[0]),
            one.number,
        ),
        Ordering.CLASS: lambda one: (words(one.cohort), one.cohort_id or 0, words(one.names[0]), one.number),
        Ordering.NAME: lambda one: (words(one.names[0]), one.number),
        Ordering.NUMBER: lambda one: (one.number,),
    }
    return sorted(lines, key=keys[ordering]) if ordering in keys else list(lines)


def read_numbers(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read numbers that were pasted, or a column of a table: those that are numbers, once each, and all other words.

    What stands beside a number in its line is passed over, so a whole table may be pasted.
    """
    found: dict[str, None] = {}
    strange: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        cells = [cell.strip(" \"'\ufeff") for mark in ",;\t" for cell in line.split(mark)]
        numbers = [str(number) for number in map(parse_number, cells) if number]
        if numbers:
            found[numbers[0]] = None
        else:
            strange.append(line.strip()[:40])
    return tuple(found), tuple(strange)


def not_valid(numbers: Iterable[str]) -> list[str]:
    """Name those that do not count today, in the order given."""
    asked = list(numbers)
    good: set[str] = set()
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        good.update(db.session.scalars(select(Certificate.number).where(Certificate.number.in_(some), is_valid())))
    return [number for number in asked if number not in good]


def is_valid() -> ColumnElement[bool]:
    """Write the condition that a certificate counts today and holds a person."""
    ended, mended = aliased(CertificateEvent), aliased(CertificateEvent)
    again = select(mended.id).where(
        mended.number == ended.number, mended.act == Act.REINSTATED.value, mended.id > ended.id
    )
    gone = select(ended.id).where(
        ended.number == Certificate.number,
        ended.act.in_([Act.SUPERSEDED.value, Act.REVOKED.value]),
        ~again.exists(),
    )
    lasts = or_(Certificate.valid_until.is_(None), Certificate.valid_until >= clock.today())
    return and_(Certificate.statement.is_not(None), lasts, ~gone.exists())


def classes_with_papers() -> list[tuple[int, str]]:
    """List the classes for which certificates were given, the newest first."""
    query = (
        select(Cohort.id, Cohort.title, Centre.code)
        .join(Centre, Centre.id == Cohort.centre_id)
        .where(
            Cohort.id.in_(select(CertificateRequest.cohort_id).where(CertificateRequest.certificate_id.is_not(None)))
        )
        .order_by(Cohort.id.desc())
        .limit(_MOST_CLASSES)
    )
    return [(cohort_id, f"{title} · {code}") for cohort_id, title, code in db.session.execute(query)]


def is_printed() -> ColumnElement[bool]:
    """Write the condition that a paper of a certificate left the print room."""
    spoiled = aliased(SheetOutcome)
    ruined = select(spoiled.id).where(
        spoiled.taking_id == SheetOutcome.taking_id,
        spoiled.serial == SheetOutcome.serial,
        spoiled.outcome == Outcome.SPOILED.value,
    )
    query = (
        select(PrintPlace.number)
        .join(SheetOutcome, and_(SheetOutcome.run_id == PrintPlace.run_id, SheetOutcome.sheet == PrintPlace.sheet))
        .where(PrintPlace.number == Certificate.number, SheetOutcome.outcome == Outcome.PRINTED.value, ~ruined.exists())
    )
    return query.exists()


def _condition(selection: Selection) -> ColumnElement[bool]:
    if selection.source is Source.CLASS:
        return Cohort.id == selection.cohort_id
    if selection.source is Source.CENTRE:
        return Cohort.centre_id == selection.centre_id
    if selection.source is Source.UNPRINTED:
        return ~is_printed()
    first, last = selection.first_day or date.min, selection.last_day or clock.today()
    return and_(Certificate.issued_at >= _midnight(first), Certificate.issued_at < _midnight(last + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _by_numbers(numbers: Sequence[str]) -> list[Line]:
    """Find certificates by their numbers, in the order given; raise where one is unknown or does not count."""
    if len(numbers) > MOST:
        raise TooMany
    known: set[str] = set()
    lines: dict[str, Line] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        known.update(db.session.scalars(select(Certificate.number).where(Certificate.number.in_(some))))
        found = db.session.execute(_query(Certificate.number.in_(some)))
        lines.update({row.number: _line(row) for row in found})
    if strangers := [number for number in numbers if number not in known]:
        raise UnknownNumbers(strangers)
    if ended := [number for number in numbers if number not in lines]:
        raise NotValidNow(ended)
    return [lines[number] for number in dict.fromkeys(numbers)]


def _query(condition: ColumnElement[bool]) -> Select[str, str, int, str, str]:
    """Read certificates with the class that was asked for, or else the last one their holder was in for that award."""
    other = aliased(Cohort)
    attended = (
        select(func.max(CohortMember.cohort_id))
        .join(other, other.id == CohortMember.cohort_id)
        .where(CohortMember.learner_id == Certificate.learner_id, other.award == Certificate.kind)
        .scalar_subquery()
    )
    return (
        select(Certificate.number, Certificate.statement, Cohort.id, Cohort.title, Centre.code)
        .outerjoin(CertificateRequest, CertificateRequest.certificate_id == Certificate.id)
        .outerjoin(Cohort, Cohort.id == func.coalesce(CertificateRequest.cohort_id, attended))
        .outerjoin(Centre, Centre.id == Cohort.centre_id)
        .where(condition, is_valid())
        .order_by(Certificate.id)
    )


def _line(row: Any) -> Line:
    number, statement, cohort_id, cohort, centre = row
    said = json.loads(statement)
    names = tuple(dict.fromkeys(name for name in (said["name_native"], said["name_latin"]) if name))
    return Line(number, names, said["locale"], bool(said["help_lines"]), cohort_id, cohort, centre)
