"""What was read in one line of a roster: a person, what was corrected, what is in doubt, what cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.rosters.cells import Cell
from app.rosters.columns import Column


class Why(StrEnum):
    """Why a cell is not taken as it stands."""

    ZAWGYI = "zawgyi"
    INVISIBLE = "invisible"
    COMPOSED = "composed"
    ORDINAL = "ordinal"
    TITLE = "title"
    JOINED = "joined"
    SPLIT = "split"
    DIGITS = "digits"
    BUDDHIST = "buddhist"
    SERIAL = "serial"
    YEAR_ONLY = "year-only"
    SHORT_YEAR = "short-year"
    MONTH_FIRST = "month-first"
    LOST_ZERO = "lost-zero"
    COUNTRY_CODE = "country-code"
    DECIMALS = "decimals"
    FIRST_OF_TWO = "first-of-two"
    FROM_OTHER_ROW = "from-other-row"


class Wrong(StrEnum):
    """Why a cell cannot be read."""

    NO_NAME = "no-name"
    NOT_A_NAME = "not-a-name"
    NO_DATE = "no-date"
    IMPOSSIBLE_DATE = "impossible-date"
    NO_PHONE = "no-phone"
    NO_COUNTRY = "no-country"
    DIGITS_LOST = "digits-lost"
    NO_SEX = "no-sex"
    NO_DOCUMENT = "no-document"
    NO_NUMBER = "no-number"
    TOO_LONG = "too-long"


class Doubt(StrEnum):
    """What only a person can decide."""

    ZAWGYI_CONVERTED = "zawgyi-converted"
    MAYBE_ZAWGYI = "maybe-zawgyi"
    MIXED_SCRIPTS = "mixed-scripts"
    DIGIT = "digit"
    SYMBOL = "symbol"
    LEADING_MARK = "leading-mark"
    LEGACY_FONT = "legacy-font"
    DATE = "date"
    SAME = "same"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell that is taken differently from how it stands."""

    column: Column
    before: str
    after: str
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be read."""

    column: Column
    text: str
    wrong: Wrong


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question: what the form sends, and what it stands for."""

    value: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked about a row, and the answer so far; None while there is none."""

    key: str
    doubt: tuple[Doubt, ...]
    options: tuple[Option, ...]
    answer: str | None = None
    before: str = ""
    column: Column | None = None
    is_asked: bool = True
    """False where an answer is proposed and need not be looked at."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a roster tells of them."""

    native: str | None = None
    latin: str | None = None
    sex: str | None = None
    born_on: date | None = None
    born_year: int | None = None
    phone: str | None = None
    document: str | None = None
    province: str | None = None
    number: str | None = None

    @property
    def name(self) -> str:
        """Give the name in own letters, or the only one there is."""
        return self.native or self.latin or ""


@dataclass(frozen=True, slots=True)
class Row:
    """What was read in one line."""

    key: str
    sheet: str
    line: int
    cells: dict[Column, Cell]
    person: Person
    corrections: tuple[Correction, ...] = ()
    faults: tuple[Fault, ...] = ()
    questions: tuple[Question, ...] = field(default=())

    @property
    def has_no_name(self) -> bool:
        """Tell whether nobody could be made of this line."""
        return not self.person.name
