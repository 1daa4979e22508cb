"""What the facts answer on one journey, and what they lack: every placeholder, the help lines, the warnings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.course.corridor import Corridor
from app.course.fact_catalogue import Fact, Placeholder
from app.course.facts import SITUATION_PLACE, FactBook, ResolvedFact, Wording
from app.course.help_lines import EMERGENCY_PLACE, HELP_PLACES, HelpGroup, help_lines

RISKS = ("A", "B", "C")
"""How much a wrong answer can hurt, the most first."""


class Stand(StrEnum):
    """How a placeholder stands on a journey; what is most urgent first."""

    LACKING = "lacking"
    STALE = "stale"
    DOUBTED = "doubted"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a card shows at a placeholder on this journey, with the facts that are known and not shown."""

    placeholder: Placeholder
    stand: Stand
    label: Wording
    facts: tuple[Fact, ...]
    shown: tuple[ResolvedFact, ...]
    fallback: Wording | None
    held_back: tuple[Fact, ...]
    """Facts of the row that reach nobody: unsure, without a source, never checked or retired."""
    cards: int

    @property
    def is_help(self) -> bool:
        """Tell whether it names somebody to call."""
        return self.placeholder.name in (EMERGENCY_PLACE, *HELP_PLACES)


@dataclass(frozen=True, slots=True)
class JourneyReport:
    """All that one journey shows."""

    corridor: Corridor
    warnings: tuple[ResolvedFact, ...]
    answers: tuple[Answer, ...]
    groups: frozenset[HelpGroup]
    """The kinds of help lines that reach somebody at the destination."""

    @property
    def lacking(self) -> tuple[Answer, ...]:
        """Give what nobody answers, the highest risk first."""
        return tuple(one for one in self.answers if one.stand is Stand.LACKING)

    @property
    def missing_help(self) -> tuple[Answer, ...]:
        """Give the help lines that nobody answers."""
        return tuple(one for one in self.lacking if one.is_help)

    @property
    def missing_groups(self) -> tuple[HelpGroup, ...]:
        """Name the kinds of help lines that reach nobody."""
        return tuple(group for group in HelpGroup if group not in self.groups)

    def count(self, stand: Stand, risk: str | None = None) -> int:
        """Count the placeholders that stand so, of one risk or of all."""
        return sum(one.stand == stand and risk in (None, one.placeholder.risk) for one in self.answers)


def report_on(
    book: FactBook, corridor: Corridor, locale: str, today: date, cards: Mapping[str, int] | None = None
) -> JourneyReport:
    """Resolve every placeholder for a journey: the highest risk first, what is lacking before what is answered."""
    asked = cards or {}
    answers = [
        _answer(book, one, corridor, locale, today, asked.get(one.name, 0))
        for one in book.placeholders.values()
        if one.name != SITUATION_PLACE
    ]
    order = list(Stand)
    answers.sort(key=lambda one: (one.placeholder.risk, order.index(one.stand), -one.cards, one.placeholder.name))
    lines = help_lines(book, corridor, locale, today)
    groups = frozenset(line.group for line in lines if line.is_reachable)
    return JourneyReport(corridor, book.situation(corridor, locale, today), tuple(answers), groups)


def _answer(
    book: FactBook, placeholder: Placeholder, corridor: Corridor, locale: str, today: date, cards: int
) -> Answer:
    resolution = book.resolve(placeholder.name, corridor, locale, today)
    row = [book.facts[name] for name in placeholder.row(corridor) or ()]
    shown = {fact.id for fact in resolution.facts}
    facts = tuple(book.facts[fact.id] for fact in resolution.facts)
    return Answer(
        placeholder=placeholder,
        stand=_stand(facts, today),
        label=resolution.label,
        facts=facts,
        shown=resolution.facts,
        fallback=resolution.fallback,
        held_back=tuple(fact for fact in row if fact.id not in shown and not fact.is_publishable),
        cards=cards,
    )


def _stand(facts: tuple[Fact, ...], today: date) -> Stand:
    if not facts:
        return Stand.LACKING
    if any(fact.is_stale(today) for fact in facts):
        return Stand.STALE
    return Stand.DOUBTED if any(fact.contradicts for fact in facts) else Stand.ANSWERED
