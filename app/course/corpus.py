"""The words beyond the course, for the same checks: facts, what pictures show, and the interface's catalogues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message

from app.core.i18n import LOCALES, SOURCE, Locale
from app.course.catalogue import Course, Place
from app.course.facts import FactBook
from app.course.glossary import Glossary
from app.course.interface import forms, is_translated, messages_in
from app.course.reading import Reading
from app.course.totals import INTERFACE
from app.course.units import FACTS, PICTURES, Unit, fact_units, picture_units
from app.course.wording import Finding, Kind, Pair, Severity
from app.course.wording_checks import findings_among, findings_of, sentences_elsewhere
from app.web.catalogues import catalogue_of

GROUPS = (FACTS, PICTURES, INTERFACE)
_GAP = re.compile(r"%(?:\(\w+\))?[sd]")
_TAG = re.compile(r"</?[A-Za-z][^>]*>")
_SHORT = 40

Corpus = Mapping[str, Sequence[Pair]]
"""Pairs by the tag of the locale."""


@dataclass(frozen=True, slots=True)
class _Message:
    """A message of the interface beside its English; of a plural, the form for many."""

    pair: Pair
    english: str
    own: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that is put into words, as it was loaded, and the folders it came from."""

    root: Path
    course: Course
    book: FactBook
    glossary: Glossary
    translations: Path


def read_corpus(shelf: Shelf) -> Corpus:
    """Read the words beyond the course in every locale."""
    reading = Reading(shelf.root.absolute())
    return {
        locale.tag: [*_pairs(reading, shelf.book, locale), *interface_pairs(shelf.translations, locale)]
        for locale in LOCALES
    }


def all_findings(shelf: Shelf, corpus: Corpus, locale: Locale) -> list[Finding]:
    """Go through everything that a locale has: the course, the facts, the pictures and the interface."""
    return [*findings_of(shelf.course, shelf.glossary, locale), *findings_beyond(shelf, corpus, locale)]


def findings_beyond(shelf: Shelf, corpus: Corpus, locale: Locale) -> list[Finding]:
    """Go through every fact, picture and message that a locale has."""
    others = sentences_elsewhere(shelf.course, locale, corpus)
    found: list[Finding] = []
    for group in GROUPS:
        own = [pair for pair in corpus[locale.tag] if pair.unit.startswith(f"{group}/")]
        found += findings_among(own, others, shelf.glossary, locale)
    return [*found, *lost_gaps(shelf.translations, locale)]


def lost_gaps(translations: Path, locale: Locale) -> Iterator[Finding]:
    """Find messages whose translation has other places for words than their English: a page would break."""
    for message in _messages(translations, locale):
        wanted = Counter(_GAP.findall(message.english))
        for own in message.own:
            if lost := wanted - Counter(_GAP.findall(own)):
                what = f"the text lost {', '.join(sorted(lost))} of the English"
                yield message.pair.found(Kind.PLACEHOLDER, what, Severity.FAULT)
            if added := Counter(_GAP.findall(own)) - wanted:
                what = f"the English has no {', '.join(sorted(added))}"
                yield message.pair.found(Kind.PLACEHOLDER, what, Severity.FAULT)


def interface_pairs(translations: Path, locale: Locale) -> Iterator[Pair]:
    """Go through the messages of a locale that are translated and not fuzzy, without their places for words."""
    return (message.pair for message in _messages(translations, locale))


def _messages(translations: Path, locale: Locale) -> Iterator[_Message]:
    path = catalogue_of(translations, locale)
    if locale is not SOURCE:
        for message in messages_in(path):
            if is_translated(message) and not message.fuzzy:
                yield _message(message, path, locale)


def _message(message: Message, path: Path, locale: Locale) -> _Message:
    english, own = forms(message.id)[-1], forms(message.string)
    name = english if len(english) <= _SHORT else f"{english[:_SHORT]}…"
    at = Place(f"translations/{path.parents[1].name}/LC_MESSAGES/{path.name}", message.lineno or 1)
    passages = {"text": _bare(" ".join(own))}
    return _Message(Pair(f"{INTERFACE}/{name}", locale, passages, {"text": _bare(english)}, at), english, own)


def _bare(words: str) -> str:
    return _TAG.sub(" ", _GAP.sub(" ", words))


def _pairs(reading: Reading, book: FactBook, locale: Locale) -> Iterator[Pair]:
    units: tuple[Unit, ...] = (*fact_units(reading, book, locale), *picture_units(reading, locale))
    for unit in units:
        if unit.own is not None:
            own = {name: _bare(words) for name, words in unit.own.items()}
            english = {name: _bare(words) for name, words in unit.source.items()}
            yield Pair(unit.path, locale, own, english, unit.at)
