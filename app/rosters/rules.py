"""Decides what becomes of each row of a roster: somebody new, somebody we know, a double, or a question.

Who is who is told by number and document before telephone and name; names alone are never enough to take two for one
unless the person is in the class already. What is in doubt is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.rosters.columns import NAMES, Column
from app.rosters.comparing import Known, Likeness, Traits, compare, likeness, likeness_in_file, marks_of
from app.rosters.people import Doubt, Option, Question, Row

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
    alone = Counter(key for row in rows for key in marks_of(traits[row.key]))
    by_key: dict[str, list[Known]] = defaultdict(list)
    for known in register.known.values():
        for mark in marks_of(known.traits):
            by_key[mark].append(known)
    walk = _Walk(register, traits, choices, alone, by_key)
    outcomes = (_outcome(row, walk) for row in rows)
    return tuple(replace(one, fate=Fate.ASKED) if one.is_open else one for one in outcomes)


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
    for known in (known for mark in marks_of(traits) for known in walk.by_key.get(mark, ())):
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
    above = dict.fromkeys(key for mark in marks_of(traits) for key in walk.by_row.get(mark, ()))
    for key in above:
        found = likeness_in_file(traits, walk.traits[key])
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
    for mark in marks_of(walk.traits[row.key]):
        walk.by_row[mark].append(row.key)
