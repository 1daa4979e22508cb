"""The units of the course this application was started with, in a language, and the sheets they are read on.

A *part* is a module, the facts or the pictures. A *sheet* is what a reviewer reads on one page: what a module is
about, a lesson with its cards, or a handful of questions, facts or pictures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import current_app

from app.core.i18n import LOCALES, SOURCE, Locale, locale_by_tag
from app.course.catalogue import Course, State
from app.course.fact_checks import GAP
from app.course.glossary import Glossary
from app.course.queries import course, facts_in_files
from app.course.units import FACTS, PICTURES, Unit, part_names, read_units
from app.course.wording import Finding, Pair
from app.course.wording_checks import findings_among, findings_of, sentences_of
from app.reviewing.errors import NoSuchText
from app.reviewing.rules import Seen, Words

TRANSLATED = tuple(locale for locale in LOCALES if locale is not SOURCE)
ON_A_SHEET = 8
"""So many questions, facts or pictures are read on one page."""
_KEPT, _FOUND = "review-texts", "review-findings"
Findings = Mapping[str, Sequence[Finding]]
"""What the checks saw, by unit."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Units that are read on one page; its number counts from 1 in its part."""

    part: str
    number: int
    topic: str
    """``about``, the id of a lesson, ``questions``, a section of the facts, or ``pictures``."""
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything there is to review in a language."""

    locale: Locale
    course: Course
    units: Mapping[str, Unit]
    parts: Mapping[str, tuple[Sheet, ...]]

    def unit(self, path: str) -> Unit:
        """Find a unit; raise NoSuchText where there is none."""
        if path not in self.units:
            raise NoSuchText
        return self.units[path]

    def sheets(self, part: str) -> tuple[Sheet, ...]:
        """Give the sheets of a part; raise NoSuchText where there is no such part."""
        if part not in self.parts:
            raise NoSuchText
        return self.parts[part]

    def sheet_of(self, path: str) -> Sheet:
        """Find the sheet that a unit is on."""
        return next(sheet for sheet in self.parts[self.unit(path).part] if path in sheet.paths)

    def in_part(self, part: str) -> list[Unit]:
        """Give the units of a part in their order."""
        return [self.units[path] for sheet in self.sheets(part) for path in sheet.paths]


def reviewed_locale(tag: str) -> Locale:
    """Find the language an address names; raise NoSuchText where nobody translates into it."""
    locale = locale_by_tag(tag)
    if locale not in TRANSLATED:
        raise NoSuchText
    return locale


def texts_in(locale: Locale) -> Texts:
    """Give the texts of a language, put together when they are first asked for."""
    kept: dict[str, Texts] = current_app.extensions.setdefault(_KEPT, {})
    if locale.tag not in kept or kept[locale.tag].course is not course():
        kept[locale.tag] = _texts(locale)
    return kept[locale.tag]


def findings_in(texts: Texts) -> Findings:
    """Give what the checks see in the texts of a language; it takes half a second, so it is kept."""
    kept: dict[str, tuple[Texts, Findings]] = current_app.extensions.setdefault(_FOUND, {})
    if texts.locale.tag not in kept or kept[texts.locale.tag][0] is not texts:
        kept[texts.locale.tag] = texts, _findings(texts)
    return kept[texts.locale.tag][1]


def glossary() -> Glossary:
    """Give the glossary this application was started with."""
    loaded: Glossary = current_app.extensions["glossary"]
    return loaded


def words_of(unit: Unit) -> Words:
    """Give what the rules want to know of a unit."""
    seen = Seen(unit.source_digest, unit.own_digest or "")
    return Words(seen, unit.own, is_signed=unit.state is State.REVIEWED)


def _texts(locale: Locale) -> Texts:
    units = read_units(current_app.config["CURRICULUM"], course(), facts_in_files(), locale)
    parts = {part: tuple(_sheets(part, units)) for part in part_names(course())}
    return Texts(locale, course(), units, parts)


def _findings(texts: Texts) -> Findings:
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in (*findings_of(texts.course, glossary(), texts.locale), *_findings_beyond(texts)):
        found[finding.unit].append(finding)
    return dict(found)


def _findings_beyond(texts: Texts) -> Iterator[Finding]:
    """Check the facts and the pictures too, each against its own kind."""
    for part in (FACTS, PICTURES):
        others = {
            sentence: other.tag
            for other in TRANSLATED
            if other is not texts.locale
            for pair in _pairs(texts_in(other), part)
            for sentence in sentences_of(pair.own_words)
        }
        yield from findings_among(list(_pairs(texts, part)), others, glossary(), texts.locale)


def _pairs(texts: Texts, part: str) -> Iterator[Pair]:
    for unit in texts.in_part(part):
        if unit.own:
            own, source = (
                {name: words.replace(GAP, " ") for name, words in said.items()} for said in (unit.own, unit.source)
            )
            yield Pair(unit.path, texts.locale, own, source, unit.at)


def _sheets(part: str, units: Mapping[str, Unit]) -> Iterator[Sheet]:
    own = [unit for unit in units.values() if unit.part == part]
    number = 0
    for topic, group in groupby(own, key=_topic):
        paths = [unit.path for unit in group]
        size = len(paths) if topic not in ("questions", PICTURES) and part != FACTS else ON_A_SHEET
        for start in range(0, len(paths), size):
            number += 1
            yield Sheet(part, number, topic, tuple(paths[start : start + size]))


def _topic(unit: Unit) -> str:
    """Name what a unit is read with: its lesson, its section, or the pictures of its module."""
    return PICTURES if unit.part == PICTURES else unit.name.partition("/")[0]
