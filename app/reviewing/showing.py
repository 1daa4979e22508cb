"""A unit as a reviewer sees it: passages beside the English as a learner sees them, terms, what the checks saw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import current_app

from app.core.i18n import SOURCE
from app.course.back import BackNote
from app.course.catalogue import CardPart, CardText, FactSlot, Module
from app.course.facts import Wording
from app.course.glossary import Rendering
from app.course.glossary_checks import form_in, terms_in
from app.course.queries import course, facts_in_files, picture_text
from app.course.status import unit_names
from app.course.units import FACTS, PICTURES, VALUES, Unit
from app.course.wording import Finding
from app.reviewing.rules import Entry, last_reading_back
from app.reviewing.texts import Sheet, Texts, findings_in, glossary
from app.web.assets import asset

Parts = Sequence[CardPart | str]


_OWN_SCRIPT = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff]+(?: +[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+)*)"
)


class UnitKind(StrEnum):
    """What a unit is to its reader."""

    ABOUT = "about"
    LESSON = "lesson"
    CARD = "card"
    QUESTION = "question"
    FACT = "fact"
    WORD = "word"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Row:
    """A passage beside its English, as a learner sees it and as it is written."""

    name: str
    source: Parts
    own: Parts
    own_words: str
    is_right: bool = False
    """Whether it is a right answer."""


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term that the English speaks of, and the form by which the translation says it."""

    english: str
    rendering: Rendering
    said: str | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture beside the words, and what it shows in the language that is reviewed."""

    address: str
    says: Wording


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What somebody read in the translation; old where the translation changed after that."""

    words: str
    is_old: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything about a unit but who did what."""

    unit: Unit
    kind: UnitKind
    sheet: Sheet
    rows: tuple[Row, ...]
    terms: tuple[TermHit, ...]
    findings: Sequence[Finding]
    picture: Picture | None


def kind_of(unit: Unit) -> UnitKind:
    """Tell what a unit is."""
    if unit.part == FACTS:
        return UnitKind.FACT if unit.name.startswith(f"{VALUES}/") else UnitKind.WORD
    if unit.part == PICTURES:
        return UnitKind.PICTURE
    topic, _, rest = unit.name.partition("/")
    if topic == "about":
        return UnitKind.ABOUT
    if topic == "questions":
        return UnitKind.QUESTION
    return UnitKind.CARD if rest else UnitKind.LESSON


def sight_of(texts: Texts, path: str) -> Sight:
    """Put together what a reviewer sees of a unit."""
    unit = texts.unit(path)
    return Sight(
        unit=unit,
        kind=kind_of(unit),
        sheet=texts.sheet_of(path),
        rows=rows_of(texts, unit),
        terms=tuple(_terms(texts, unit)),
        findings=findings_in(texts).get(path, ()),
        picture=_picture(texts, unit),
    )


def rows_of(texts: Texts, unit: Unit) -> tuple[Row, ...]:
    """Put each passage of a unit beside its English."""
    source, own = (_card(unit, tag) for tag in (SOURCE.tag, texts.locale.tag))
    right = _right(unit)
    return tuple(
        Row(
            name=name,
            source=source.parts if source and name == "text" else (words,),
            own=own.parts if own and name == "text" else ((unit.own or {}).get(name, ""),),
            own_words=(unit.own or {}).get(name, ""),
            is_right=name in right,
        )
        for name, words in unit.source.items()
    )


def slot_label(slot: FactSlot, tag: str) -> Wording:
    """Say which fact stands at a place of a card."""
    return facts_in_files().word("labels", slot.name, tag)


def spoken(words: str, tag: str) -> list[Wording]:
    """Take an English note apart, so that the words it quotes in another script are read out in their language."""
    pieces = enumerate(_OWN_SCRIPT.split(words))
    return [Wording(piece, tag if place % 2 else SOURCE.tag) for place, piece in pieces if piece]


def part_title(part: str, tag: str) -> Wording | None:
    """Give the title of a module in a language; None for the facts and the pictures."""
    module = _module(part)
    if module is None:
        return None
    text = course().module_text(module, tag)
    return Wording(text.title, text.lang)


def sheet_title(sheet: Sheet, tag: str) -> Wording | None:
    """Give the title of a lesson in a language; None for all other sheets."""
    module = _module(sheet.part)
    lesson = next((one for one in module.lessons if one.id == sheet.topic), None) if module else None
    if lesson is None:
        return None
    title = course().lesson_title(lesson, tag)
    return Wording(title.title, title.lang)


def read_back(texts: Texts, unit: Unit, entries: Sequence[Entry]) -> ReadBack | None:
    """Give the back-translation to show: one of the words as they are, else the newest that a reviewer wrote."""
    notes: Mapping[str, BackNote] = current_app.extensions["back-translations"].get(texts.locale.tag, {})
    filed, written = notes.get(unit.path), last_reading_back(entries)
    found = [ReadBack(written.words or "", written.seen.own != unit.own_digest)] if written else []
    if filed:
        found.append(ReadBack(filed.text, not filed.is_of(unit.own_digest or "")))
    return min(found, key=lambda note: note.is_old, default=None)


def _card(unit: Unit, tag: str) -> CardText | None:
    module = _module(unit.part)
    key = unit_names(module).get(unit.name, "") if module else ""
    return course().editions[tag].cards.get(key.removeprefix("cards/")) if key.startswith("cards/") else None


def _right(unit: Unit) -> tuple[str, ...]:
    return course().question(unit.name.partition("/")[2]).right if kind_of(unit) is UnitKind.QUESTION else ()


def _module(part: str) -> Module | None:
    return next((module for module in course().modules if module.slug == part), None)


def _terms(texts: Texts, unit: Unit) -> Iterator[TermHit]:
    own = "\n".join((unit.own or {}).values())
    for term in terms_in("\n".join(unit.source.values()), glossary()):
        if rendering := term.renderings.get(texts.locale.tag):
            yield TermHit(term.english, rendering, form_in(own, rendering))


def _picture(texts: Texts, unit: Unit) -> Picture | None:
    file = f"pictures/{unit.picture}.svg"
    if not unit.picture or file not in current_app.extensions["asset-names"]:
        return None
    return Picture(asset(file), picture_text(unit.picture, texts.locale.tag))
