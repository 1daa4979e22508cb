"""Which answers of a class count, as pure functions."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

LETTERS = "ABCDEF"
_TOKEN_SIGNS = 32


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was tapped; no options where it was taken back."""

    learner: int
    question: str
    options: tuple[str, ...]
    at: datetime


Answers = Mapping[int, Mapping[str, tuple[str, ...]]]
"""The options that count, by learner and question; who has no answer at all is absent."""


def counted(given: Iterable[Given], closed: Mapping[str, datetime]) -> Answers:
    """Find the answers that count: of each person and question the last one, up to when the question was closed.

    ``given`` comes in the order in which it was taken in, so that of two with one time the later counts.
    """
    found: dict[int, dict[str, tuple[str, ...]]] = {}
    for one in sorted(given, key=lambda one: one.at):
        if one.question in closed and one.at > closed[one.question]:
            continue
        found.setdefault(one.learner, {})[one.question] = one.options
    kept = {learner: {name: chosen for name, chosen in own.items() if chosen} for learner, own in found.items()}
    return {learner: own for learner, own in kept.items() if own}


def tally(answers: Answers, question: str, options: Sequence[str]) -> dict[str, int]:
    """Count how many chose each option of a question."""
    chosen = Counter(option for own in answers.values() for option in own.get(question, ()))
    return {option: chosen[option] for option in options}


def attempt_token(quiz_token: str, learner_id: int) -> str:
    """Name the attempt of a person in a class quiz: always the same, and not to be guessed without the quiz's own."""
    return hashlib.sha256(f"class-quiz/{quiz_token}/{learner_id}".encode()).hexdigest()[:_TOKEN_SIGNS]


def letter(place: int) -> str:
    """Give the letter on the card for the option at a place, counted from 0."""
    return LETTERS[place]
