"""In which order a class's question sheet asks: by chance, yet the same each time for one class and one course.

So a second print is the first one again, while what one class remembers as "3 is B" is nothing to the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from random import Random

from app.course.catalogue import Module
from app.quizzes.rules import Draw, Drawn


@dataclass(frozen=True, slots=True)
class Numbering:
    """Question ids in the order of their numbers, and the option ids of each in the order of their letters."""

    questions: tuple[str, ...]
    options: Mapping[str, tuple[str, ...]]

    def number_of(self, question: str) -> int:
        """Give a question's number, counted from 1."""
        return self.questions.index(question) + 1

    def arranged(self, draw: Draw) -> Draw:
        """Put a draw in the order of the question sheet."""
        asked = sorted((one.question for one in draw), key=self.questions.index)
        return tuple(Drawn(question, self.options[question]) for question in asked)


def numbering_of(cohort_id: int, module: Module, digest: str) -> Numbering:
    """Give a module's pool its numbers and letters for a class, under the words of a course."""
    random = Random(sha256(f"{cohort_id}/{module.id}/{digest}".encode()).digest())  # noqa: S311  # Nothing secret.
    pool = sorted(module.quiz_questions, key=lambda question: question.id)
    questions = random.sample(pool, len(pool))
    options = {question.id: tuple(random.sample(question.options, len(question.options))) for question in questions}
    return Numbering(tuple(question.id for question in questions), options)
