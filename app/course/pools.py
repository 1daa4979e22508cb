"""Checks that each pool holds enough questions, so that a second attempt need not ask the same ones again."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.i18n import SOURCE, Locale
from app.course.catalogue import Course, Module, Place
from app.course.wording import Finding, Kind

FEWEST_OF_OUTCOME = 3
FEWEST_WORDINGS = 3
CHECK_QUESTIONS = 2


def thin_pools(course: Course, locale: Locale) -> Iterator[Finding]:
    """Find modules that lack questions; they are the same in every locale, and so are said once, of English."""
    for module in course.modules if locale is SOURCE else ():
        yield from _outcomes(module)
        yield from _others(module)


def _outcomes(module: Module) -> Iterator[Finding]:
    for outcome in module.outcomes:
        count = sum(question.outcome == outcome.id for question in module.quiz_questions)
        if count < FEWEST_OF_OUTCOME:
            what = f"{outcome.id} has {_many(count, 'question')} in the quiz, write {FEWEST_OF_OUTCOME} or more"
            yield _thin(module, what, outcome.at)


def _others(module: Module) -> Iterator[Finding]:
    at = module.at.of("questions")
    wordings = sum(question.must_know for question in module.questions)
    if wordings < FEWEST_WORDINGS:
        what = f"the must-know question has {_many(wordings, 'wording')}, write {FEWEST_WORDINGS} or more"
        yield _thin(module, what, at)
    if (count := len(module.check_questions)) != CHECK_QUESTIONS:
        what = f"{_many(count, 'question')} of `use: check` for before and after the course, keep {CHECK_QUESTIONS}"
        yield _thin(module, what, at)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _thin(module: Module, what: str, at: Place) -> Finding:
    return Finding(f"{module.slug}/questions", Kind.POOL, what, at=at)
