"""Draws, marks and pauses, as pure functions. The figures are those of the standard curriculum's guide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from app.course.catalogue import Lesson, Module, Question, QuestionKind
from app.course.rules import draw_size

PAUSE = timedelta(minutes=10)
FAILS_BEFORE_PAUSE = 2
MAY_BE_WRONG = 1
"""A quiz is passed with at most this many questions wrong: 7 of 8 in a core module, 5 of 6 in another."""

Responses = Mapping[str, Sequence[str]]


class Purpose(StrEnum):
    """What an attempt is for: a module's quiz, or the check of the whole course before or after it."""

    QUIZ = "quiz"
    BEFORE = "before"
    AFTER = "after"


class Taken(StrEnum):
    """How an attempt was taken: on a screen of one's own, in a class before one device, or on paper."""

    OWN = "own"
    CLASS = "class"
    PAPER = "paper"


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


def draw_questions(module: Module, random: Random, met: Mapping[str, int] | None = None) -> Draw:
    """Draw a quiz: one wording of the must-know question, and others spread over what the module teaches.

    ``met`` tells how often the person has met each question; those met least come first, so that who repeats a quiz
    has to know the thing and not the answer.
    """
    met = met or {}
    stars = [question for question in module.quiz_questions if question.must_know]
    others = [question for question in module.quiz_questions if not question.must_know]
    chosen = [*_freshest(stars, random, met)[:1]]
    chosen += _in_turns(others, random, met)[: draw_size(module) - len(chosen)]
    random.shuffle(chosen)
    return tuple(drawn(question, random) for question in chosen)


def draw_check(modules: Iterable[Module], random: Random, met: Mapping[str, int] | None = None) -> Draw:
    """Draw a check before or after the course: one question a module, in the course's order, not met before.

    Each module keeps two for this. Which of them comes before is left to chance, so that over a group both checks
    are equally hard.
    """
    fresh = (_freshest(module.check_questions, random, met or {})[:1] for module in modules)
    return tuple(drawn(question, random) for chosen in fresh for question in chosen)


def check_offered(*, tried_a_quiz: bool, passed_all: bool, before_sent: bool, after_sent: bool) -> Purpose | None:
    """Tell which check somebody may take now: one before the first quiz, one when every quiz is passed."""
    if passed_all:
        return None if after_sent else Purpose.AFTER
    return None if tried_a_quiz or before_sent else Purpose.BEFORE


def drawn(question: Question, random: Random) -> Drawn:
    """Draw a question with its options in a fresh order."""
    return Drawn(question.id, tuple(random.sample(question.options, len(question.options))))


def _freshest(questions: Iterable[Question], random: Random, met: Mapping[str, int]) -> list[Question]:
    return sorted(questions, key=lambda question: (met.get(question.id, 0), random.random()))


def _in_turns(questions: Iterable[Question], random: Random, met: Mapping[str, int]) -> list[Question]:
    """Order questions so that each outcome has had its turn before one of them comes again."""
    turns: Counter[str] = Counter()
    ordered = []
    for question in _freshest(questions, random, met):
        ordered.append((turns[question.outcome], random.random(), question))
        turns[question.outcome] += 1
    return [question for *_turn, question in sorted(ordered, key=lambda entry: entry[:2])]


def mark(questions: Mapping[str, Question], draw: Draw, responses: Responses) -> Result:
    """Count the right responses; a question left blank counts as wrong.

    Blank is wrong rather than skipped, so that leaving early cannot raise the share. Of a question that asks for
    two options both must be right.
    """
    wrong = tuple(asked.question for asked in draw if not is_right(questions[asked.question], responses))
    must_know = {asked.question for asked in draw if questions[asked.question].must_know}
    return Result(len(draw), len(draw) - len(wrong), not must_know & set(wrong), wrong)


def is_right(question: Question, responses: Responses) -> bool:
    """Tell whether exactly the right options of a question were chosen."""
    return set(responses.get(question.id, ())) == set(question.right)


def options_wanted(question: Question) -> int:
    """Tell how many options a question asks for."""
    return 2 if question.kind is QuestionKind.TWO else 1


def is_drawn_from(draw: Draw, questions: Iterable[Question]) -> bool:
    """Tell whether a draw still fits the questions there are: a new version may have lost one, or an option."""
    pool = {question.id: set(question.options) for question in questions}
    return all(asked.question in pool and set(asked.options) == pool[asked.question] for asked in draw)


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
