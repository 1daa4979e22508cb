"""Every text that a translator writes and a reviewer signs: the units of the course, of the facts and of the pictures.

A unit has a *path*, whose first part names what it belongs to: a module (``contract/what-for/promise``), ``facts``
(``facts/values/th.wage``, ``facts/labels/dest.min_wage``) or ``pictures`` (``pictures/contract-what-for``). Its words
are in *passages*: title, aim and outcomes; title; title and text; text, options and explanation; or text alone. They
are as written, so that the text of a card is Markdown with its fact placeholders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.core.i18n import SOURCE, Locale
from app.course.catalogue import (
    NOWHERE,
    CardText,
    Course,
    LessonTitle,
    Module,
    ModuleText,
    Place,
    QuestionText,
    State,
    Text,
)
from app.course.digests import digest_of
from app.course.facts import FactBook
from app.course.pictures import read_picture_texts
from app.course.reading import Drafts, Reading
from app.course.status import Record, read_part_records, read_records, state_by, unit_names

FACTS, PICTURES = "facts", "pictures"
VALUES = "values"
"""The section of the facts themselves; their English stands in the files of the countries."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text in one locale beside the English; for English itself, both are the same."""

    path: str
    source: Mapping[str, str]
    own: Mapping[str, str] | None
    source_digest: str
    own_digest: str | None
    state: State
    record: Record | None = None
    picture: str | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)
    """Where the words stand, or those of the English while there are none; its keys are the passages."""

    @property
    def part(self) -> str:
        """Name what the unit belongs to: the slug of a module, ``facts`` or ``pictures``."""
        return self.path.partition("/")[0]

    @property
    def name(self) -> str:
        """Name the unit within its part, as the status file does."""
        return self.path.partition("/")[2]


@dataclass(frozen=True, slots=True)
class _Words:
    passages: Mapping[str, str]
    digest: str
    at: Place


def read_units(
    root: Path, course: Course, book: FactBook, locale: Locale, drafts: Drafts | None = None
) -> dict[str, Unit]:
    """Give every unit by its path, in the order of the course, then the facts and the pictures.

    The course and the facts are as loaded; what was noted of them, and the words of the pictures, are read anew.
    """
    reading = Reading(root.absolute(), drafts=drafts or {})
    units = (
        *course_units(reading, course, locale),
        *fact_units(reading, book, locale),
        *picture_units(reading, locale),
    )
    return {unit.path: unit for unit in units}


def part_names(course: Course) -> tuple[str, ...]:
    """Name the parts that units belong to, in their order."""
    return (*(module.slug for module in course.modules), FACTS, PICTURES)


def below(units: Iterable[Unit], name: str) -> list[Unit]:
    """Keep the units of a part, of a lesson, of a section, or the one of exactly this path."""
    return [unit for unit in units if unit.path == name or unit.path.startswith(f"{name}/")]


def course_units(reading: Reading, course: Course, locale: Locale) -> Iterator[Unit]:
    """Go through the units of the modules."""
    own, english = (dict(course.editions[tag].units()) for tag in (locale.tag, SOURCE.tag))
    records = read_records(reading, course.modules, locale)
    for module in course.modules:
        pictures = _pictures(module)
        for name, key in unit_names(module).items():
            words = _words(own[key]) if key in own else None
            yield _unit(f"{module.slug}/{name}", _words(english[key]), words, records.get(key), pictures.get(key))


def fact_units(reading: Reading, book: FactBook, locale: Locale) -> Iterator[Unit]:
    """Go through the words around facts, then the facts that a learner may see; no other needs a translation."""
    records = read_part_records(reading, FACTS, locale)
    for name, english in _english_facts(book).items():
        section, _, key = name.partition("/")
        own = english if locale is SOURCE else _own_fact(book, section, key, locale)
        yield _unit(f"{FACTS}/{name}", english, own, records.get(name))


def picture_units(reading: Reading, locale: Locale) -> Iterator[Unit]:
    """Go through what the pictures show."""
    records = read_part_records(reading, PICTURES, locale)
    own = read_picture_texts(reading, locale)
    for name, (words, at) in read_picture_texts(reading, SOURCE).items():
        translated = _plain(*own[name]) if name in own else None
        yield _unit(f"{PICTURES}/{name}", _plain(words, at), translated, records.get(name), name)


def _unit(path: str, source: _Words, own: _Words | None, record: Record | None, picture: str | None = None) -> Unit:
    return Unit(
        path=path,
        source=source.passages,
        own=own.passages if own else None,
        source_digest=source.digest,
        own_digest=own.digest if own else None,
        state=state_by(own.digest, source.digest, record) if own else State.MISSING,
        record=record,
        picture=picture,
        at=own.at if own else source.at,
    )


def _words(text: Text) -> _Words:
    return _Words(written_passages(text), text.digest, text.at)


def written_passages(text: Text) -> dict[str, str]:
    """Take the words of a text of the course apart, as they are written."""
    match text:
        case ModuleText():
            return {"title": text.title, "aim": text.aim, **text.outcomes}
        case LessonTitle():
            return {"title": text.title}
        case CardText():
            return {"title": text.title, "text": text.source}
        case QuestionText():
            return {"text": text.text, **text.options, "explanation": text.explanation}
    raise TypeError(text)


def _plain(words: str, at: Place) -> _Words:
    return _Words({"text": words}, digest_of(words), at)


def _english_facts(book: FactBook) -> dict[str, _Words]:
    english = book.words[SOURCE.tag]
    around = {
        f"{section}/{key}": _plain(words, english.at[section].of(key))
        for section, entries in english.sections.items()
        for key, words in entries.items()
    }
    return around | {f"{VALUES}/{fact.id}": _plain(fact.text, fact.at.of("text")) for fact in book.shown()}


def _own_fact(book: FactBook, section: str, key: str, locale: Locale) -> _Words | None:
    words = book.words.get(locale.tag)
    text = words.sections.get(section, {}).get(key) if words else None
    return _plain(text, words.at[section].of(key)) if words and text is not None else None


def _pictures(module: Module) -> dict[str, str | None]:
    return {f"cards/{card.key}": card.picture for lesson in module.lessons for card in lesson.cards}
