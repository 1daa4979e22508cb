"""What can be said of a table and of its columns, as frozen data and pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Sort(StrEnum):
    """What a column holds, seen from the person it may be about."""

    PERSONAL = "personal"
    """Says something about a learner."""
    SEALED = "sealed"
    """Is encrypted under a key that is not in the database."""
    LINK = "link"
    """Leads to a learner, by an id or a number that says nothing by itself."""
    OPAQUE = "opaque"
    """Proves or finds something and cannot be read: a hash, a keyed digest, a random key."""
    MANY = "many"
    """Holds many people at once, for a short time or shared by them: a file on its way, a list of names."""
    STAFF = "staff"
    """About somebody who works here."""
    PLAIN = "plain"
    """About nobody."""


class Then(StrEnum):
    """What happens to a row when the term has passed, or the person is forgotten."""

    DELETE = "delete"
    EMPTY = "empty"
    KEEP = "keep"


class Purpose(StrEnum):
    """Why something is kept."""

    ACCOUNT = "account"
    LEARNING = "learning"
    CLASS = "class"
    CERTIFICATE = "certificate"
    OVERSIGHT = "oversight"
    SECURITY = "security"
    COURSE = "course"
    OPERATION = "operation"


class Topic(StrEnum):
    """What a learner is told of, one plain paragraph each."""

    NAME = "name"
    PIN = "pin"
    RECORD = "record"
    LESSONS = "lessons"
    ANSWERS = "answers"
    CLASS = "class"
    CERTIFICATE = "certificate"
    CHECKS = "checks"
    LOOKS = "looks"


@dataclass(frozen=True, slots=True)
class Own:
    """The learner's id stands in a column."""

    column: str = "learner_id"


@dataclass(frozen=True, slots=True)
class Listed:
    """The learner's id is in a list that a column holds."""

    column: str


@dataclass(frozen=True, slots=True)
class Through:
    """A column leads to a row of another table that is the learner's."""

    column: str
    table: str
    key: str = "id"


@dataclass(frozen=True, slots=True)
class Either:
    """Found in more than one way."""

    ways: tuple[Own | Listed | Through, ...]


@dataclass(frozen=True, slots=True)
class Acted:
    """An event of the audit that the learner did, or that was done to them or to a certificate of theirs."""


Finds = Own | Listed | Through | Either | Acted

WITH_ACCOUNT = "with-account"
"""Until the learner is forgotten."""
FOR_GOOD = "for-good"
"""The row stays; after a learner was forgotten it holds bare ids."""
IN_USE = "in-use"
"""Until somebody changes it or takes it away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRule:
    """What one table keeps. The names of its columns are written with a space between them, by what they hold."""

    table: str
    purpose: Purpose
    kept: str
    """The name of a term, or one of the words above."""
    topic: Topic | None = None
    """Where a learner reads about it; None where it tells nothing about learners."""
    finds: Finds | None = None
    forgotten: Then = Then.KEEP
    """What happens to a learner's rows when they are forgotten."""
    emptied: str = ""
    """What becomes empty then."""
    sooner: Mapping[str, str] = field(default_factory=dict)
    """Columns that end earlier than their row, with the name of the term."""
    personal: str = ""
    sealed: str = ""
    link: str = ""
    opaque: str = ""
    many: str = ""
    staff: str = ""
    plain: str = ""

    def columns(self) -> Iterator[tuple[str, Sort]]:
        """Give each column with what it holds."""
        for sort in Sort:
            yield from ((name, sort) for name in getattr(self, sort.value).split())

    def sort_of(self, column: str) -> Sort | None:
        """Tell what a column holds; None where nobody declared it."""
        return dict(self.columns()).get(column)

    def term_of(self, column: str) -> str:
        """Tell how long a column is kept."""
        return self.sooner.get(column, self.kept)


@dataclass(frozen=True, slots=True)
class Term:
    """How long something is kept at most, in days, and within which bounds a ministry may set it."""

    name: str
    days: int
    least: int
    most: int

    @property
    def is_fixed(self) -> bool:
        """Tell whether the number is part of how the service works."""
        return self.least == self.most

    def within(self, days: int) -> bool:
        """Tell whether a ministry may choose this."""
        return self.least <= days <= self.most


def undeclared(rule: TableRule | None, columns: list[str]) -> tuple[list[str], list[str]]:
    """Compare what a table has with what is declared of it: what is missing, and what is declared in vain or twice."""
    names = [name for name, _sort in rule.columns()] if rule else []
    twice = [name for name in names if names.count(name) > 1 or name not in columns]
    return [name for name in columns if name not in names], sorted(set(twice))
