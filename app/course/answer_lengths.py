"""Checks that the length of an option does not tell which one is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median_low

from app.core.i18n import Locale
from app.course.catalogue import Course, Question, QuestionKind
from app.course.wording import Finding, Kind

MARGIN = 0.05
"""Always picking the longest option, the shortest or the middle one may be so much better or worse than chance."""

_WAYS: Mapping[str, Callable[[Sequence[int]], int]] = {"longest": max, "shortest": min, "middle": median_low}
_FEWEST = 10
_UNIT = "questions"


def answer_lengths(course: Course, locale: Locale) -> Iterator[Finding]:
    """Find that someone who picks by length alone does better, or worse, than by chance."""
    questions = list(_questions(course, locale))
    if len(questions) < _FEWEST:
        return
    chance = sum(1 / len(lengths) for lengths, _ in questions) / len(questions)
    for way, pick in _WAYS.items():
        share = sum(_luck(lengths, right, pick(lengths)) for lengths, right in questions) / len(questions)
        if abs(share - chance) > MARGIN:
            what = f"the {way} option is right in {share:.0%} of the questions, by chance it were {chance:.0%}"
            yield Finding(_UNIT, Kind.ANSWER, what)


def _questions(course: Course, locale: Locale) -> Iterator[tuple[list[int], int]]:
    """Give, for each question with one right answer, the lengths of its options and that of the right one."""
    for question in _singles(course):
        if text := course.editions[locale.tag].questions.get(question.id):
            lengths = [len(text.options[name]) for name in question.options]
            yield lengths, len(text.options[question.right[0]])


def _singles(course: Course) -> Iterator[Question]:
    pool = (question for module in course.modules for question in module.questions)
    return (question for question in pool if question.kind is QuestionKind.SINGLE)


def _luck(lengths: Sequence[int], right: int, picked: int) -> float:
    """Give the chance that the right option is picked among those of the length picked."""
    return 1 / lengths.count(picked) if right == picked else 0.0
