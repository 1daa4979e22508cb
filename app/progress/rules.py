"""Who needs help and what a class misses, as pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

STUCK_AFTER = timedelta(days=7)
"""Without any step for so long while the class goes on, somebody is stuck."""
FAR_BEHIND = 0.5
"""With less than this share of what half of the class has done, somebody is stuck as well."""
ABSENT_BELOW = 0.6
"""Who attended less than this share of the sessions held needs to be asked why."""
MUST_KNOW_FAILS = 2
FEWEST_ANSWERS = 5
"""From so many answers on it is told what a class misses: fewer tell about a person and not about the class."""
FEWEST_PEOPLE = 5
"""From so many people on group figures are shown."""


class Stage(StrEnum):
    """How far somebody is in a module."""

    NOTHING = "nothing"
    READING = "reading"
    READ = "read"
    TRIED = "tried"
    PASSED = "passed"


class Help(StrEnum):
    """Why somebody needs help."""

    STUCK = "stuck"
    ABSENT = "absent"
    MUST_KNOW = "must-know"


@dataclass(frozen=True, slots=True)
class Cell:
    """A learner in a module: lessons done of how many, tries at its quiz, and tries with a must-know missed."""

    lessons_done: int
    lessons: int
    tries: int = 0
    must_know_fails: int = 0
    is_passed: bool = False

    @property
    def stage(self) -> Stage:
        """Tell how far they are."""
        if self.is_passed:
            return Stage.PASSED
        if self.tries:
            return Stage.TRIED
        if self.lessons_done >= self.lessons:
            return Stage.READ
        return Stage.READING if self.lessons_done else Stage.NOTHING

    @property
    def steps(self) -> int:
        """Count what is done: each lesson, and the quiz."""
        return self.lessons_done + self.is_passed


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one learner in a class."""

    cells: tuple[Cell, ...]
    last_step: datetime | None
    attended: int
    held: int

    @property
    def steps(self) -> int:
        """Count what is done in all modules."""
        return sum(cell.steps for cell in self.cells)

    @property
    def is_done(self) -> bool:
        """Tell whether every module is passed."""
        return all(cell.is_passed for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Missed:
    """A question as a class answered it: how many had it, how many were wrong, and what most of those believed."""

    question: str
    asked: int
    wrong: int
    belief: str | None
    """The option that was chosen most often among the wrong ones; None where all left it blank."""
    believers: int

    @property
    def share(self) -> float:
        """Give the share of wrong answers."""
        return self.wrong / self.asked


def help_needed(record: Record, *, half_has: float, class_began: datetime | None, now: datetime) -> tuple[Help, ...]:
    """Tell why a learner needs help; nobody who is done with everything does.

    ``half_has`` is the number of steps that half of the class has done; a class that has not begun is nobody's worry.
    """
    reasons = []
    if not record.is_done and class_began is not None:
        quiet_since = max(record.last_step or class_began, class_began)
        if now - quiet_since >= STUCK_AFTER or record.steps < FAR_BEHIND * half_has:
            reasons.append(Help.STUCK)
    if record.held and record.attended < ABSENT_BELOW * record.held:
        reasons.append(Help.ABSENT)
    if any(cell.must_know_fails >= MUST_KNOW_FAILS and not cell.is_passed for cell in record.cells):
        reasons.append(Help.MUST_KNOW)
    return tuple(reasons)


def half_has(records: Iterable[Record]) -> float:
    """Tell how many steps half of a class has done."""
    steps = [record.steps for record in records]
    return median(steps) if steps else 0


def misses(
    responses: Iterable[tuple[Sequence[str], Mapping[str, Sequence[str]]]], right: Mapping[str, frozenset[str]]
) -> list[Missed]:
    """Tell what a class misses, the worst first.

    Each response is the questions asked with the options chosen. Questions with few answers, and those that nobody
    missed, are left out.
    """
    asked: Counter[str] = Counter()
    wrong: dict[str, list[frozenset[str]]] = {}
    for questions, chosen in responses:
        for question in questions:
            if question in right:
                asked[question] += 1
                answer = frozenset(chosen.get(question, ()))
                if answer != right[question]:
                    wrong.setdefault(question, []).append(answer)
    found = [_missed(question, asked[question], answers, right[question]) for question, answers in wrong.items()]
    enough = (missed for missed in found if missed.asked >= FEWEST_ANSWERS)
    return sorted(enough, key=lambda missed: (-missed.share, -missed.wrong, missed.question))


def _missed(question: str, asked: int, answers: list[frozenset[str]], right: frozenset[str]) -> Missed:
    believed = Counter(option for answer in answers for option in sorted(answer - right))
    belief, believers = believed.most_common(1)[0] if believed else (None, 0)
    return Missed(question, asked, len(answers), belief, believers)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a class knew before and after, as shares of right answers; None where too few took part."""

    before_people: int
    after_people: int
    before: float | None
    after: float | None


def checked(before: Sequence[tuple[int, int]], after: Sequence[tuple[int, int]]) -> Checked:
    """Sum up the checks before and after the course; each entry is how many were right of how many asked."""
    return Checked(len(before), len(after), _share(before), _share(after))


def _share(counts: Sequence[tuple[int, int]]) -> float | None:
    if len(counts) < FEWEST_PEOPLE:
        return None
    return sum(right for right, _asked in counts) / max(1, sum(asked for _right, asked in counts))
