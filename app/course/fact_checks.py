"""Every check on the meaning of the facts: placeholders name facts that exist, and words keep figures and countries."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from app.core.i18n import SOURCE
from app.course.catalogue import Place
from app.course.corridor import COUNTRIES, DESTINATIONS, ORIGINS
from app.course.errors import Fault
from app.course.fact_catalogue import Fact, FactWords, Placeholder, Scope
from app.course.facts import CHARITY_FIRST, CHOOSE_JOURNEY
from app.course.phones import Service, Way, Who

ONLY_INSIDE = "only-inside"
PHRASES = ("always", ONLY_INSIDE)
_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
GAP = "%(country)s"


def faults_of_facts(
    facts: Mapping[str, Fact], placeholders: Mapping[str, Placeholder], words: Mapping[str, FactWords]
) -> Iterator[Fault]:
    """Go through everything that must agree."""
    for placeholder in placeholders.values():
        yield from _rows(placeholder, facts)
    sections = _sections(facts, placeholders)
    for text in words.values():
        yield from _known_words(text, sections)
        yield from _gap_kept(text)
    english = words.get(SOURCE.tag)
    if english is None:
        yield Fault(f"facts/text/{SOURCE.disk}.yaml", 1, "the English words are missing", "write them")
        return
    yield from _english(english, sections)
    yield from _texts(facts, english)
    for text in words.values():
        if text is not english:
            yield from _translations(text, facts)


def figures(text: str) -> frozenset[str]:
    """Collect the figures of a text whatever its digits and marks: ``1,700``, ``1.700`` and ``១.៧០០`` are one."""
    runs = (re.sub(r"\D", "", run) for run in _FIGURE.findall(text))
    return frozenset(str(int(run)) for run in runs)


def countries_missing(fact: Fact, text: str, words: FactWords) -> list[str]:
    """Demand the country beside a number to call: 1191 is the police in one country and someone else in the next."""
    names = words.sections.get("countries", {})
    countries = dict.fromkeys(phone.country for phone in fact.phones)
    return [names[country] for country in countries if country in names and names[country] not in text]


def _rows(placeholder: Placeholder, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    for key, names in placeholder.rows.items():
        at = placeholder.at.of(key)
        if not _is_row(placeholder.scope, key):
            yield _fault(at, f"`{placeholder.name}` can have no row `{key}`", _ROW_HELP[placeholder.scope])
        for name in names:
            if name not in facts:
                yield _fault(at, f"there is no fact `{name}`", "correct the id, or write the fact first")
        if len(set(names)) < len(names):
            yield _fault(at, f"the row `{key}` names a fact twice", "name it once")
        yield from _charities_first([facts[name] for name in names if name in facts], at)


def _is_row(scope: Scope, key: str) -> bool:
    """Tell whether a row may have this key.

    China is a destination of no journey yet, and a country one only comes from may have emergency numbers, so any
    country of ours may stand at the end of a corridor or alone.
    """
    origin, _, destination = key.rpartition("-")
    if origin:
        return origin in ORIGINS and destination in COUNTRIES and origin != destination
    return key in {Scope.DEST: COUNTRIES, Scope.ORIGIN: ORIGINS, Scope.PAIR: ()}[scope]


_ROW_HELP = {
    Scope.DEST: f"use a country ({', '.join(DESTINATIONS)}) or a corridor, as in KH-TH",
    Scope.ORIGIN: f"use a country ({', '.join(ORIGINS)}) or a corridor, as in KH-TH",
    Scope.PAIR: "use a corridor, as in KH-TH",
}


def _charities_first(row: Collection[Fact], at: Place) -> Iterator[Fault]:
    feared = None
    for fact in row:
        if fact.who & {Who.POLICE, Who.EMBASSY}:
            feared = feared or fact.id
        elif feared and fact.who & {Who.CHARITY, Who.UNION}:
            what = f"`{feared}`, of the police or an embassy, stands before the charity `{fact.id}`"
            yield _fault(at, what, "put the charity first: for some readers the police and the embassy are a danger")


def _sections(facts: Mapping[str, Fact], placeholders: Mapping[str, Placeholder]) -> dict[str, Collection[str]]:
    fallbacks = dict.fromkeys([*(one.fallback for one in placeholders.values()), CHOOSE_JOURNEY, CHARITY_FIRST])
    return {
        "labels": placeholders,
        "fallbacks": fallbacks,
        "countries": COUNTRIES,
        "who": [*Who],
        "services": [*Service],
        "ways": [*Way],
        "phrases": PHRASES,
        "values": facts,
    }


def _known_words(text: FactWords, sections: Mapping[str, Collection[str]]) -> Iterator[Fault]:
    for section, entries in text.sections.items():
        if section not in sections:
            yield _fault(text.at[""].of(section), f"nothing reads `{section}`", f"use one of {', '.join(sections)}")
            continue
        for key in entries:
            if key not in sections[section]:
                yield _fault(
                    text.at[section].of(key), f"`{section}` knows no `{key}`", "correct the key, or take it out"
                )


def _english(english: FactWords, sections: Mapping[str, Collection[str]]) -> Iterator[Fault]:
    for section, keys in sections.items():
        if section == "values":
            continue
        at = english.at.get(section, english.at[""])
        for key in keys:
            if key and key not in english.sections.get(section, {}):
                yield _fault(at, f"`{section}` has no English words for `{key}`", f"add a line `{key}: …`")
    if "values" in english.sections:
        yield _fault(english.at["values"], "English has its facts in countries/", "move these texts there, to `text:`")


def _texts(facts: Mapping[str, Fact], english: FactWords) -> Iterator[Fault]:
    for fact in facts.values():
        yield from _countries_named(fact, fact.text, english, fact.at.of("text"))


def _translations(own: FactWords, facts: Mapping[str, Fact]) -> Iterator[Fault]:
    for name, text in own.sections.get("values", {}).items():
        if name not in facts:
            continue
        at = own.at["values"].of(name)
        yield from _countries_named(facts[name], text, own, at)
        if lost := figures(facts[name].text) - figures(text):
            what = f"`{name}` lost figures of the English: {', '.join(sorted(lost))}"
            yield _fault(at, what, "keep every figure in digits, as the English has it")


def _countries_named(fact: Fact, text: str, words: FactWords, at: Place) -> Iterator[Fault]:
    for country in countries_missing(fact, text, words):
        what = f"`{fact.id}` gives a number and does not say that it is in {country}"
        yield _fault(at, what, "name the country in the text, as in `countries`")


def _gap_kept(text: FactWords) -> Iterator[Fault]:
    phrase = text.sections.get("phrases", {}).get(ONLY_INSIDE)
    if phrase is not None and GAP not in phrase:
        at = text.at["phrases"].of(ONLY_INSIDE)
        yield _fault(at, f"`{ONLY_INSIDE}` has no place for the country", f"write {GAP} where its name goes")


def _fault(at: Place, what: str, what_to_do: str) -> Fault:
    return Fault(at.file, at.line, what, what_to_do)
