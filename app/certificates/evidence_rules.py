"""What somebody's tries at the quizzes come to, as pure functions over plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from app.quizzes.rules import Taken


@dataclass(frozen=True, slots=True)
class Try:
    """A quiz that was sent."""

    module: str
    taken: Taken
    started_at: datetime
    submitted_at: datetime
    right: int
    asked: int
    passed: bool


@dataclass(frozen=True, slots=True)
class ModuleTries:
    """All tries at one module's quiz."""

    module: str
    tries: int
    best: Try

    @property
    def passed(self) -> bool:
        """Tell whether one of them was enough."""
        return self.best.passed


@dataclass(frozen=True, slots=True)
class Tries:
    """All tries of one person."""

    modules: tuple[ModuleTries, ...] = ()
    ways: tuple[tuple[Taken, int], ...] = ()
    """How many were taken on a screen of one's own, in class and on paper; what never happened is left out."""
    first: date | None = None
    last: date | None = None

    @property
    def count(self) -> int:
        """Count them."""
        return sum(one.tries for one in self.modules)

    @property
    def passed(self) -> int:
        """Count the quizzes that were passed."""
        return sum(one.passed for one in self.modules)

    @property
    def right(self) -> int:
        """Add up what was right in the best try at each module."""
        return sum(one.best.right for one in self.modules)

    @property
    def asked(self) -> int:
        """Add up what was asked in the best try at each module."""
        return sum(one.best.asked for one in self.modules)

    @property
    def days(self) -> int:
        """Count the days from the first try to the last one, both of them included."""
        return (self.last - self.first).days + 1 if self.first and self.last else 0


def summed(tries: Iterable[Try]) -> Tries:
    """Sum up the tries of one person, module by module."""
    every = sorted(tries, key=lambda one: (one.submitted_at, one.module))
    if not every:
        return Tries()
    modules = sorted({one.module for one in every})
    ways = Counter(one.taken for one in every)
    return Tries(
        modules=tuple(_of_module(module, [one for one in every if one.module == module]) for module in modules),
        ways=tuple((way, ways[way]) for way in Taken if ways[way]),
        first=min(one.started_at for one in every).date(),
        last=every[-1].submitted_at.date(),
    )


def _of_module(module: str, tries: list[Try]) -> ModuleTries:
    return ModuleTries(module, len(tries), max(tries, key=lambda one: (one.passed, one.right / max(one.asked, 1))))
