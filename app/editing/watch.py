"""Which facts an editor should look at: stale, unsure, contradicted, never called; and where each is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.core.i18n import SOURCE
from app.course.catalogue import Course
from app.course.corridor import COUNTRIES, DESTINATIONS, ORIGINS, Corridor
from app.course.fact_catalogue import Confidence, Fact, Placeholder, Scope
from app.course.facts import FactBook
from app.course.rules import Spot, spots

SOON = 30
"""So many days ahead an editor is told that a check will run out."""
PAIRS = tuple(
    Corridor(origin, destination) for origin in ORIGINS for destination in DESTINATIONS if origin != destination
)
"""Every journey of the course."""


class Concern(StrEnum):
    """Why an editor should look at a fact; the most urgent first."""

    STALE = "stale"
    SOON = "soon"
    LOW = "low"
    CONTRADICTED = "contradicted"
    NEVER_CALLED = "never-called"
    UNTRANSLATED = "untranslated"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Watched:
    """A fact with what concerns it; risk is the highest of the placeholders that show it, none where none does."""

    fact: Fact
    concerns: frozenset[Concern]
    risk: str | None


@dataclass(frozen=True, slots=True)
class Showing:
    """A placeholder that a fact answers: on which journeys, and the cards that ask for it."""

    placeholder: Placeholder
    journeys: Mapping[str, tuple[str, ...]]
    """Origins by destination; a placeholder about the origin alone has every destination."""
    spots: tuple[Spot, ...]


def watched(book: FactBook, today: date, locales: Iterable[str], days: int = SOON) -> list[Watched]:
    """Go through all facts: those learners see first, by risk, then the oldest check."""
    risks = _risks(book)
    tags = tuple(locales)
    found = []
    for fact in book.facts.values():
        shown = fact.id in risks and fact.is_publishable
        is_missing = shown and any(book.own_text(fact, tag) is None for tag in tags)
        concerns = frozenset(_concerns(fact, today, days)) | ({Concern.UNTRANSLATED} if is_missing else set())
        found.append(Watched(fact, concerns, risks.get(fact.id)))
    return sorted(found, key=_urgency)


def counted(facts: Iterable[Watched]) -> Counter[Concern]:
    """Count how many facts each concern has."""
    return Counter(concern for one in facts for concern in one.concerns)


def due(book: FactBook, today: date, days: int) -> list[Fact]:
    """Give the facts that learners may see whose check has run out or will within so many days, the oldest first."""
    until = today + timedelta(days=days)
    ending = [fact for fact in book.facts.values() if fact.is_publishable and fact.is_stale(until)]
    return sorted(ending, key=lambda fact: (fact.good_until or date.min, fact.id))


def showings(book: FactBook, course: Course, fact: Fact) -> list[Showing]:
    """Tell where a fact is shown: the placeholders it answers, on which journeys, and on which cards."""
    cards = spots_by_placeholder(course)
    asked = (one for one in book.placeholders.values() if any(fact.id in row for row in one.rows.values()))
    return [Showing(one, _journeys(one, fact), tuple(cards.get(one.name, ()))) for one in asked]


def spots_by_placeholder(course: Course) -> dict[str, list[Spot]]:
    """List the cards that ask for each placeholder."""
    found: dict[str, list[Spot]] = {}
    for module in course.modules:
        for spot in spots(module):
            for slot in course.card_text(spot.card, SOURCE.tag).slots:
                found.setdefault(slot.name, []).append(spot)
    return found


def cards_by_placeholder(course: Course) -> dict[str, int]:
    """Count the cards that ask for each placeholder."""
    return {name: len(found) for name, found in spots_by_placeholder(course).items()}


def _concerns(fact: Fact, today: date, days: int) -> Iterator[Concern]:
    if fact.retired_on is not None:
        yield Concern.RETIRED
        return
    if fact.confidence is Confidence.LOW:
        yield Concern.LOW
    elif fact.is_publishable and fact.is_stale(today):
        yield Concern.STALE
    elif fact.is_publishable and fact.is_stale(today + timedelta(days=days)):
        yield Concern.SOON
    if fact.contradicts:
        yield Concern.CONTRADICTED
    if fact.phones and fact.called_on is None:
        yield Concern.NEVER_CALLED


def _risks(book: FactBook) -> dict[str, str]:
    risks: dict[str, str] = {}
    for placeholder in book.placeholders.values():
        for name in {name for row in placeholder.rows.values() for name in row}:
            risks[name] = min(placeholder.risk, risks.get(name, placeholder.risk))
    return risks


def _urgency(one: Watched) -> tuple[bool, str, date, str]:
    return one.risk is None, one.risk or "", one.fact.good_until or date.max, one.fact.id


def _journeys(placeholder: Placeholder, fact: Fact) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for corridor in PAIRS:
        if fact.id in (placeholder.row(corridor) or ()) and corridor.origin and corridor.destination:
            near, far = corridor.destination, corridor.origin
            if placeholder.scope is Scope.ORIGIN:
                near, far = far, near
            found.setdefault(near, []).append(far)
    return {country: tuple(found[country]) for country in COUNTRIES if country in found}
