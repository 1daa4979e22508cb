"""Facts of the learner's journey: what a card shows where it asks for one.

A *fact* says something that is true in one country and may change: a wage, a rule, a number to call. A *placeholder*
(``dest.min_wage``) has *rows* naming the facts that answer it, by country or by corridor. Only a fact with a source,
a day on which that source was read, and more than low confidence comes out of a ``FactBook``; where none does, the
placeholder's fallback sentence stands instead. Past its shelf life a fact still comes out, marked as stale.

A fact whose words are not yet in the reader's language comes out with the fallback sentence in that language, and
with its numbers and its source: a sentence of an older translation could be wrong, and an English one is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.core.i18n import SOURCE
from app.course.corridor import Corridor
from app.course.fact_catalogue import Fact, FactWords, Placeholder, Source
from app.course.phones import Phone, Who

SITUATION = "situation"
"""The shelf life of news; a fact that has it is a warning and stands before any other."""

SITUATION_PLACE = "pair.situation"
CHOOSE_JOURNEY = "choose-journey"
CHARITY_FIRST = "charity-first"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words and the language they are in, which is English where the reader's has none."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class ResolvedFact:
    """A fact as a reader sees it, with where it comes from and how old its check is."""

    id: str
    country: str
    text: Wording
    source: Source
    checked_on: date
    is_stale: bool
    phones: tuple[Phone, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a placeholder becomes for one journey: facts, or else the fallback sentence.

    ``advice`` comes before the facts: it names charities as the first to call where the facts lead to the police or
    an embassy and to no charity.
    """

    placeholder: str
    label: Wording
    facts: tuple[ResolvedFact, ...]
    fallback: Wording | None = None
    advice: Wording | None = None


@dataclass(frozen=True)
class FactBook:
    """All facts, the placeholders they answer and the words around them; never changes once it is loaded."""

    digest: str
    facts: Mapping[str, Fact]
    placeholders: Mapping[str, Placeholder]
    words: Mapping[str, FactWords]

    def resolve(self, name: str, corridor: Corridor | None, locale: str, today: date) -> Resolution:
        """Answer a placeholder for a journey in a locale; raise KeyError where there is none of this name."""
        placeholder = self.placeholders[name]
        label = self.word("labels", name, locale)
        journey = corridor or Corridor()
        row = placeholder.row(journey)
        if row is None:
            return Resolution(name, label, (), self.word("fallbacks", CHOOSE_JOURNEY, locale))
        facts = self.publishable(row, placeholder.sector or journey.sector)
        if not facts:
            return Resolution(name, label, (), self.word("fallbacks", placeholder.fallback, locale))
        advice = self.word("fallbacks", CHARITY_FIRST, locale) if _leads_past_charities(facts) else None
        return Resolution(name, label, self.resolved(facts, locale, today, placeholder.fallback), advice=advice)

    def shown(self) -> tuple[Fact, ...]:
        """Give every fact that some learner may see: some placeholder asks for it, and it may be published."""
        asked = {
            name for placeholder in self.placeholders.values() for row in placeholder.rows.values() for name in row
        }
        return tuple(fact for fact in self.facts.values() if fact.id in asked and fact.is_publishable)

    def situation(self, corridor: Corridor | None, locale: str, today: date) -> tuple[ResolvedFact, ...]:
        """Give the warnings on a corridor, which come first on any page about it; empty where there are none."""
        return self.resolve(SITUATION_PLACE, corridor, locale, today).facts

    def publishable(self, ids: Iterable[str], sector: str | None = None) -> tuple[Fact, ...]:
        """Keep what a learner may see and what holds in a kind of work, warnings before everything else."""
        facts = (self.facts[name] for name in ids)
        kept = (fact for fact in facts if fact.is_publishable and fact.is_for(sector))
        return tuple(sorted(kept, key=lambda fact: fact.shelf_life != SITUATION))

    def resolved(self, facts: Iterable[Fact], locale: str, today: date, fallback: str) -> tuple[ResolvedFact, ...]:
        """Put publishable facts into the words of a locale, in the order given."""
        return tuple(
            ResolvedFact(
                id=fact.id,
                country=fact.country,
                text=self.fact_text(fact, locale, fallback),
                source=source,
                checked_on=checked_on,
                is_stale=fact.is_stale(today),
                phones=fact.phones,
            )
            for fact, source, checked_on in _published(facts)
        )

    def own_text(self, fact: Fact, locale: str) -> Wording | None:
        """Say a fact in a locale; None where nobody translated it yet."""
        return Wording(fact.text, SOURCE.tag) if locale == SOURCE.tag else self._own("values", fact.id, locale)

    def fact_text(self, fact: Fact, locale: str, fallback: str) -> Wording:
        """Say a fact in a locale, or else the fallback sentence, and in English where the locale lacks that too."""
        words = self.own_text(fact, locale) or self._own("fallbacks", fallback, locale)
        return words or Wording(fact.text, SOURCE.tag)

    def word(self, section: str, key: str, locale: str) -> Wording:
        """Look a word up in a locale, or else in English.

        The sections: ``labels`` by placeholder, ``fallbacks``, ``countries`` by code, ``who``, ``services`` and
        ``ways`` as in ``app.course.phones``, and ``phrases`` (``always``, and ``only-inside`` with ``%(country)s``).
        """
        own = self._own(section, key, locale)
        return own or Wording(self.words[SOURCE.tag].sections[section][key], SOURCE.tag)

    def _own(self, section: str, key: str, locale: str) -> Wording | None:
        words = self.words.get(locale)
        text = words.sections.get(section, {}).get(key) if words else None
        return Wording(text, locale) if text is not None else None


def _published(facts: Iterable[Fact]) -> Iterator[tuple[Fact, Source, date]]:
    for fact in facts:
        if fact.is_publishable and fact.source is not None and fact.checked_on is not None:
            yield fact, fact.source, fact.checked_on


def _leads_past_charities(facts: Iterable[Fact]) -> bool:
    """Tell whether the police or an embassy is the first that these facts lead to.

    Nobody is asked for their papers, so the order is the same for all: a charity before the police and the embassy,
    which for a person without papers or from Myanmar can be a danger. Plain emergency numbers are no exception to
    make: they lead to no office.
    """
    for fact in facts:
        if fact.who & {Who.CHARITY, Who.UNION}:
            return False
        if fact.who & {Who.POLICE, Who.EMBASSY}:
            return True
    return False
