"""Draws, marks and pauses, as pure functions. The figures are those of the standard curriculum's guide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from app.course.catalogue import Lesson, Module, Question, QuestionKind
from app.course.rules import draw_size

PAUSE = timedelta(minutes=10)
FAILS_BEFORE_PAUSE = 2
MAY_BE_WRONG = 1
"""A quiz is passed with at most this many questions wrong: 7 of 8 in a core module, 5 of 6 in another."""

Responses = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question of a draw, with its options in the order they are shown."""

    question: str
    options: tuple[str, ...]


Draw = tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What a marked attempt came to, in counts."""

    asked: int
    right: int
    must_know_right: bool
    wrong: tuple[str, ...]
    """Ids of the questions that were not right, in the order of the draw."""

    @property
    def is_passed(self) -> bool:
        """Tell whether enough was right, the must-know question among it."""
        return self.must_know_right and self.asked - self.right <= MAY_BE_WRONG


@dataclass(frozen=True, slots=True)
class Submitted:
    """When an attempt was sent and whether it was passed."""

    at: datetime
    passed: bool


def draw_questions(module: Module, random: Random) -> Draw:
    """Draw a quiz: the must-know question and a fresh choice of others, all in a fresh order."""
    must_know = [question for question in module.questions if question.must_know]
    others = [question for question in module.questions if not question.must_know]
    chosen = must_know + random.sample(others, draw_size(module) - len(must_know))
    random.shuffle(chosen)
    return tuple(
        Drawn(question.id, tuple(random.sample(question.options, len(question.options)))) for question in chosen
    )


def mark(questions: Mapping[str, Question], draw: Draw, responses: Responses) -> Result:
    """Count the right responses; a question left blank counts as wrong.

    Blank is wrong rather than skipped, so that leaving early cannot raise the share. Of a question that asks for
    two options both must be right.
    """
    wrong = tuple(drawn.question for drawn in draw if not is_right(questions[drawn.question], responses))
    must_know = {drawn.question for drawn in draw if questions[drawn.question].must_know}
    return Result(len(draw), len(draw) - len(wrong), not must_know & set(wrong), wrong)


def is_right(question: Question, responses: Responses) -> bool:
    """Tell whether exactly the right options of a question were chosen."""
    return set(responses.get(question.id, ())) == set(question.right)


def options_wanted(question: Question) -> int:
    """Tell how many options a question asks for."""
    return 2 if question.kind is QuestionKind.TWO else 1


def is_drawn_from(draw: Draw, module: Module) -> bool:
    """Tell whether a draw still fits the module: a new version may have lost a question or an option."""
    pool = {question.id: set(question.options) for question in module.questions}
    return all(drawn.question in pool and set(drawn.options) == pool[drawn.question] for drawn in draw)


def pause_ends(submitted: Iterable[Submitted]) -> datetime | None:
    """Tell until when a module's quiz pauses: ten minutes after every second fail in a row; None without a pause."""
    fails = 0
    latest = None
    for attempt in sorted(submitted, key=lambda attempt: attempt.at):
        fails = 0 if attempt.passed else fails + 1
        latest = attempt.at
    if latest is None or not fails or fails % FAILS_BEFORE_PAUSE:
        return None
    return latest + PAUSE


def lessons_for(module: Module, question: Question) -> tuple[Lesson, ...]:
    """Find the lessons that teach what a question asks."""
    return tuple(lesson for lesson in module.lessons if question.outcome in lesson.outcomes)
