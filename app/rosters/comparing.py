"""Compares people: whether two may be one, how sure that is, and what one tells beyond the other.

Numbers stand here as digests. Who is who is told by number and document before telephone and name; names alone are
never enough to take two for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.names import name_key
from app.rosters.columns import Column
from app.rosters.people import Person


class Likeness(StrEnum):
    """How sure it is that two are one person."""

    SURE = "sure"
    LIKELY = "likely"
    IF_ALONE = "if-alone"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Traits:
    """By what a person is recognised; numbers stand here as digests."""

    keys: frozenset[str]
    born_on: date | None = None
    born_year: int | None = None
    document: str | None = None
    phone: str | None = None
    number: str | None = None
    line: str = ""
    """Digest of all cells of a line."""


@dataclass(frozen=True, slots=True)
class Known:
    """A learner of the register, as far as a row can be compared with them."""

    learner_id: int
    traits: Traits
    is_here: bool
    learns_elsewhere: bool = False
    """Whether they are in an open class of other trainers."""
    native: str | None = None
    latin: str | None = None
    sex: str | None = None
    province: str | None = None
    document_last4: str | None = None


def likeness(row: Traits, other: Traits, *, is_here: bool = False) -> Likeness | None:
    """Tell whether two may be one person, and how sure that is."""
    agree = bool(row.keys & other.keys)
    if _equal(row.number, other.number):
        return Likeness.SURE if agree else Likeness.MAYBE
    if _equal(row.document, other.document):
        return Likeness.SURE if agree and not _births_differ(row, other) else Likeness.MAYBE
    if _births_differ(row, other):
        return None
    if not agree:
        return Likeness.MAYBE if _are_alike_across_scripts(row, other) else None
    if _differ(row.document, other.document):
        return Likeness.MAYBE if _same_day(row, other) else None
    if _equal(row.phone, other.phone):
        return Likeness.LIKELY
    return Likeness.IF_ALONE if is_here else Likeness.MAYBE


def likeness_in_file(row: Traits, other: Traits) -> Likeness | None:
    """Compare two rows of one file; a full day of birth tells much there, but the first of January does not."""
    if row.line == other.line:
        return Likeness.LIKELY
    found = likeness(row, other)
    tells = row.born_on is not None and (row.born_on.month, row.born_on.day) != (1, 1)
    differ = _differ(row.document, other.document) or _differ(row.phone, other.phone)
    if found is Likeness.MAYBE and row.keys & other.keys and _same_day(row, other) and tells and not differ:
        return Likeness.LIKELY
    return found


def compare(person: Person, row: Traits, known: Known) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """Tell what a row adds to what is known of a learner, and where the two differ; nothing known is changed."""
    pairs: tuple[tuple[Column, object, object], ...] = (
        (Column.NAME, _key(person.native), _key(known.native)),
        (Column.LATIN, _key(person.latin), _key(known.latin)),
        (Column.SEX, person.sex, known.sex),
        (Column.PHONE, row.phone, known.traits.phone),
        (Column.DOCUMENT, row.document, known.traits.document),
        (Column.PROVINCE, person.province, known.province),
    )
    fills = [column for column, mine, theirs in pairs if mine and not theirs]
    differs = [column for column, mine, theirs in pairs if mine and theirs and mine != theirs]
    if _births_differ(row, known.traits):
        differs.append(Column.BORN)
    elif (row.born_on and not known.traits.born_on) or (row.born_year and not known.traits.born_year):
        fills.append(Column.BORN)
    return tuple(fills), tuple(differs)


def marks_of(traits: Traits) -> Iterator[str]:
    """Give all by which two people may be found to be alike."""
    yield from traits.keys
    phone = f"{traits.phone} {traits.born_year}" if traits.phone and traits.born_year else None
    for kind, value in (("document", traits.document), ("number", traits.number), ("phone", phone)):
        if value:
            yield f"{kind} {value}"


def _are_alike_across_scripts(one: Traits, other: Traits) -> bool:
    """Tell whether names in two scripts, which nobody can compare, come with one telephone and one year of birth.

    A telephone alone says little: agencies write their own for everybody.
    """
    scripts = ({key.isascii() for key in traits.keys} for traits in (one, other))
    if set.intersection(*scripts) or not (one.keys and other.keys):
        return False
    return _equal(one.phone, other.phone) and one.born_year is not None and one.born_year == other.born_year


def _key(name: str | None) -> str | None:
    return name_key(name) if name else None


def _equal(one: str | None, other: str | None) -> bool:
    return one is not None and one == other


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _births_differ(one: Traits, other: Traits) -> bool:
    if one.born_on and other.born_on:
        return one.born_on != other.born_on
    return bool(one.born_year and other.born_year and one.born_year != other.born_year)


def _same_day(one: Traits, other: Traits) -> bool:
    return one.born_on is not None and one.born_on == other.born_on
