"""Decides what becomes of each row of a roster: somebody new, somebody we know, a double, or a question.

Who is who is told by number and document before telephone and name; names alone are never enough to take two for one
unless the person is in the class already. What is in doubt is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from app.core.names import name_key
from app.rosters.columns import NAMES, Column
from app.rosters.people import Doubt, Option, Person, Question, Row

LEAVE_OUT = "out"
ANOTHER = "another"
_LEARNER = "learner-"
_ROW = "row-"
_MOST_OFFERED = 3
"""So many people at most a row is compared with on the page."""


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    JOINS = "joins"
    HERE = "here"
    DOUBLE = "double"
    OUT = "out"
    ASKED = "asked"
    BROKEN = "broken"


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
    native: str | None = None
    latin: str | None = None
    sex: str | None = None
    province: str | None = None
    document_last4: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """What the register holds that may concern a roster."""

    known: dict[int, Known]
    lines: dict[str, tuple[int, ...]]
    """The learners who came of a line before, by its digest."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a row, and what was asked about it."""

    row: Row
    fate: Fate
    learner_id: int | None = None
    same_as: str | None = None
    """The key of the row that is the same person."""
    questions: tuple[Question, ...] = ()
    fills: tuple[Column, ...] = ()
    differs: tuple[Column, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether something was asked and not answered."""
        return any(question.answer is None for question in self.questions)

    @property
    def asks(self) -> bool:
        """Tell whether a person should look at the row: something is asked, or cannot be read."""
        return bool(self.row.faults) or any(question.is_asked for question in self.questions)


@dataclass(slots=True)
class _Walk:
    """What has been decided so far, for rows further down."""

    register: Register
    traits: Mapping[str, Traits]
    choices: Mapping[str, str]
    alone: Counter[str]
    by_key: dict[str, list[Known]]
    by_row: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    learners: dict[str, int] = field(default_factory=dict)
    taken: dict[int, str] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)


def plan(
    rows: Sequence[Row], traits: Mapping[str, Traits], register: Register, choices: Mapping[str, str]
) -> tuple[Outcome, ...]:
    """Decide about every row, from the top down; a row is compared with the register and the rows above it."""
    alone = Counter(key for row in rows for key in _marks(traits[row.key]))
    by_key: dict[str, list[Known]] = defaultdict(list)
    for known in register.known.values():
        for mark in _marks(known.traits):
            by_key[mark].append(known)
    walk = _Walk(register, traits, choices, alone, by_key)
    outcomes = (_outcome(row, walk) for row in rows)
    return tuple(replace(one, fate=Fate.ASKED) if one.is_open else one for one in outcomes)


def likeness(row: Traits, other: Traits, *, is_here: bool = False) -> Likeness | None:
    """Tell whether two may be one person, and how sure that is."""
    agree = bool(row.keys & other.keys)
    if _equal(row.number, other.number):
        return Likeness.SURE if agree else Likeness.MAYBE
    if _equal(row.document, other.document):
        return Likeness.SURE if agree and not _births_differ(row, other) else Likeness.MAYBE
    if not agree or _births_differ(row, other):
        return None
    if _differ(row.document, other.document):
        return Likeness.MAYBE if _same_day(row, other) else None
    if _equal(row.phone, other.phone):
        return Likeness.LIKELY
    return Likeness.IF_ALONE if is_here else Likeness.MAYBE


def _likeness_in_file(row: Traits, other: Traits) -> Likeness | None:
    """Compare two rows of one file; a full day of birth tells much there, but the first of January does not."""
    if row.line == other.line:
        return Likeness.LIKELY
    found = likeness(row, other)
    tells = row.born_on is not None and (row.born_on.month, row.born_on.day) != (1, 1)
    differ = _differ(row.document, other.document) or _differ(row.phone, other.phone)
    if found is Likeness.MAYBE and row.keys & other.keys and _same_day(row, other) and tells and not differ:
        return Likeness.LIKELY
    return found


def _outcome(row: Row, walk: _Walk) -> Outcome:
    questions = row.questions
    if row.has_no_name:
        return Outcome(row, Fate.BROKEN, questions=questions)
    nth, line = _nth(row, walk)
    came_before = walk.register.lines.get(line, ())
    if nth < len(came_before):
        return _known_line(row, came_before[nth], walk)
    if any(question.answer == LEAVE_OUT for question in questions):
        broken = any(Doubt.BROKEN in question.doubt for question in questions)
        return Outcome(row, Fate.BROKEN if broken else Fate.OUT, questions=questions)
    question = _who_is_it(row, walk)
    if question is None:
        return _new(row, questions, walk)
    return _answered(row, question, (*questions, question), walk)


def _known_line(row: Row, learner_id: int, walk: _Walk) -> Outcome:
    """Take a line for whom it was before; what was answered then is not asked again."""
    outcome = _of_learner(row, learner_id, (), walk)
    asked = any(question.column in NAMES or question.column is Column.BORN for question in row.questions)
    return replace(outcome, fills=(), differs=()) if asked else outcome


def _nth(row: Row, walk: _Walk) -> tuple[int, str]:
    line = walk.traits[row.key].line
    walk.seen[line] += 1
    return walk.seen[line] - 1, line


def _answered(row: Row, question: Question, questions: tuple[Question, ...], walk: _Walk) -> Outcome:
    answer = question.answer or ""
    if not question.options:
        return _of_learner(row, int(answer.removeprefix(_LEARNER)), questions[:-1], walk)
    if answer == LEAVE_OUT:
        return Outcome(row, Fate.OUT, questions=questions)
    if answer.startswith(_LEARNER):
        return _of_learner(row, int(answer.removeprefix(_LEARNER)), questions, walk)
    if answer.startswith(_ROW):
        return _double(row, answer.removeprefix(_ROW), questions, walk)
    if answer == ANOTHER:
        return _new(row, questions, walk)
    return Outcome(row, Fate.ASKED, questions=questions)


def _who_is_it(row: Row, walk: _Walk) -> Question | None:
    """Ask whether a row is somebody we know; None where nobody is like it.

    A question without options is one that answers itself.
    """
    learners = list(_like_learners(row, walk))
    sure = [known for known, found in learners if found is Likeness.SURE]
    key = f"{row.key}.same"
    if len(sure) == 1:
        return Question(key, (Doubt.SAME,), (), f"{_LEARNER}{sure[0].learner_id}", is_asked=False)
    rows = list(_like_rows(row, walk))
    found = [(f"{_LEARNER}{known.learner_id}", how) for known, how in learners]
    found += [(f"{_ROW}{other}", how) for other, how in rows]
    if not found:
        return None
    likely = [value for value, how in found if how in (Likeness.SURE, Likeness.LIKELY)]
    proposed = likely[0] if len(likely) == 1 else None
    options = (*(Option(value) for value, _ in sorted(found, key=_surest_first)[:_MOST_OFFERED]), Option(ANOTHER))
    answer = walk.choices.get(key) or proposed
    if answer not in {LEAVE_OUT, *(option.value for option in options)}:
        answer = None
    return Question(key, (Doubt.SAME,), options, answer, is_asked=proposed is None)


def _like_learners(row: Row, walk: _Walk) -> Iterator[tuple[Known, Likeness]]:
    traits = walk.traits[row.key]
    met: set[int] = set()
    for known in (known for mark in _marks(traits) for known in walk.by_key.get(mark, ())):
        if known.learner_id in met or known.learner_id in walk.taken:
            continue
        met.add(known.learner_id)
        found = likeness(traits, known.traits, is_here=known.is_here)
        if found is Likeness.IF_ALONE:
            alone = all(walk.alone[key] == 1 and _here(walk.by_key.get(key, ())) <= 1 for key in traits.keys)
            found = Likeness.SURE if alone else Likeness.MAYBE
        if found:
            yield known, found


def _surest_first(found: tuple[str, Likeness]) -> int:
    return list(Likeness).index(found[1])


def _here(people: Sequence[Known]) -> int:
    return sum(known.is_here for known in people)


def _like_rows(row: Row, walk: _Walk) -> Iterator[tuple[str, Likeness]]:
    traits = walk.traits[row.key]
    above = dict.fromkeys(key for mark in _marks(traits) for key in walk.by_row.get(mark, ()))
    for key in above:
        found = _likeness_in_file(traits, walk.traits[key])
        if found:
            yield key, found


def _new(row: Row, questions: tuple[Question, ...], walk: _Walk) -> Outcome:
    _remember(row, walk)
    return Outcome(row, Fate.NEW, questions=questions)


def _double(row: Row, same_as: str, questions: tuple[Question, ...], walk: _Walk) -> Outcome:
    """Take a row for one above it; what it adds to a learner we know is written down as well."""
    learner_id = walk.learners.get(same_as)
    fills: tuple[Column, ...] = ()
    if learner_id is not None:
        fills, _ = compare(row.person, walk.traits[row.key], walk.register.known[learner_id])
    return Outcome(row, Fate.DOUBLE, learner_id, same_as, questions, fills=fills)


def _of_learner(row: Row, learner_id: int, questions: tuple[Question, ...], walk: _Walk) -> Outcome:
    known = walk.register.known[learner_id]
    if learner_id in walk.taken:
        return _double(row, walk.taken[learner_id], questions, walk)
    walk.taken[learner_id] = row.key
    walk.learners[row.key] = learner_id
    _remember(row, walk)
    fills, differs = compare(row.person, walk.traits[row.key], known)
    fate = Fate.HERE if known.is_here else Fate.JOINS
    return Outcome(row, fate, learner_id, questions=questions, fills=fills, differs=differs)


def _remember(row: Row, walk: _Walk) -> None:
    for mark in _marks(walk.traits[row.key]):
        walk.by_row[mark].append(row.key)


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


def _key(name: str | None) -> str | None:
    return name_key(name) if name else None


def _marks(traits: Traits) -> Iterator[str]:
    """Give all by which two people may be found to be alike."""
    yield from traits.keys
    for kind, value in (("document", traits.document), ("number", traits.number)):
        if value:
            yield f"{kind} {value}"


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
