"""Reads the structure of the course: ``course.yaml``, and the ``module.yaml`` of each module."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.course.catalogue import (
    Bloom,
    Card,
    CardKind,
    Lesson,
    Module,
    Outcome,
    Place,
    Question,
    QuestionKind,
    QuestionUse,
)
from app.course.documents import Fields, read_fields
from app.course.reading import Reading, folders_in

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Structure:
    """What the course is made of, without a word of text."""

    version: str
    sectors: tuple[str, ...]
    modules: tuple[Module, ...]


def read_structure(reading: Reading) -> Structure:
    """Read what the course is made of; a module that cannot be read is left out, with a fault."""
    path = reading.root / "course.yaml"
    if not path.is_file():
        reading.fault(
            reading.place(path), "this file is missing", "write `version:`, `modules:` and `sectors:` into it"
        )
        return Structure("", (), ())
    fields = read_fields(reading, path)
    if fields is None:
        return Structure("", (), ())
    version, sectors, slugs = fields.text("version"), fields.words("sectors"), fields.placed_words("modules")
    fields.refuse_others()
    _check_folders(reading, {slug for slug, _ in slugs})
    return Structure(version, sectors, tuple(_modules(reading, slugs)))


def read_slot_names(reading: Reading) -> frozenset[str] | None:
    """Read which facts a card may ask for; None, and a fault, where the list cannot be read."""
    path = reading.root / "facts" / "placeholders.yaml"
    if not path.is_file():
        reading.fault(reading.place(path), "this file is missing", "name in it every fact a card may ask for")
        return None
    fields = read_fields(reading, path)
    return frozenset(fields.names) if fields else None


def _check_folders(reading: Reading, slugs: set[str]) -> None:
    for folder in folders_in(reading.root):
        path = folder / "module.yaml"
        if path.is_file() and folder.name not in slugs:
            reading.fault(
                reading.place(path),
                "course.yaml does not name this module",
                f"add `{folder.name}` to its `modules`, or take the folder away",
            )


def _modules(reading: Reading, slugs: tuple[tuple[str, Place], ...]) -> Iterator[Module]:
    met: set[str] = set()
    for slug, at in slugs:
        _check_slug(reading, slug, at)
        path = reading.root / slug / "module.yaml"
        if slug in met:
            reading.fault(at, f"the module `{slug}` is named twice", "name it once")
        elif not path.is_file():
            reading.fault(at, f"the module `{slug}` has no file {slug}/module.yaml", "write it, or take the name away")
        elif fields := read_fields(reading, path):
            yield _module(reading, fields, slug)
        met.add(slug)


def _module(reading: Reading, fields: Fields, slug: str) -> Module:
    module_id = fields.text("id")
    module = Module(
        id=module_id,
        slug=slug,
        core=fields.truth("core"),
        lesson_minutes=fields.number("lesson_minutes"),
        quiz_minutes=fields.number("quiz_minutes"),
        outcomes=tuple(_outcome(part) for part in fields.blocks("outcomes")),
        lessons=tuple(
            _lesson(reading, part, module_id, number) for number, part in enumerate(fields.blocks("lessons"), 1)
        ),
        questions=tuple(_question(part) for part in fields.blocks("questions")),
        at=fields.at,
    )
    fields.refuse_others()
    return module


def _outcome(fields: Fields) -> Outcome:
    outcome = Outcome(fields.text("id"), fields.choice("bloom", Bloom), fields.at)
    fields.refuse_others()
    return outcome


def _lesson(reading: Reading, fields: Fields, module_id: str, number: int) -> Lesson:
    lesson_id = fields.text("id")
    _check_slug(reading, lesson_id, fields.at.of("id"))
    key = f"{module_id}/{lesson_id}"
    lesson = Lesson(
        id=lesson_id,
        key=key,
        number=number,
        minutes=fields.number("minutes"),
        outcomes=fields.words("outcomes"),
        cards=tuple(_card(reading, part, key, place) for place, part in enumerate(fields.blocks("cards"), 1)),
        at=fields.at,
    )
    fields.refuse_others()
    return lesson


def _card(reading: Reading, fields: Fields, lesson_key: str, number: int) -> Card:
    card_id = fields.text("id")
    _check_slug(reading, card_id, fields.at.of("id"))
    card = Card(
        id=card_id,
        key=f"{lesson_key}/{card_id}",
        number=number,
        kind=fields.choice("kind", CardKind),
        picture=fields.text_or_none("picture"),
        at=fields.at,
    )
    fields.refuse_others()
    return card


def _question(fields: Fields) -> Question:
    question = Question(
        id=fields.text("id"),
        outcome=fields.text("outcome"),
        difficulty=fields.number("difficulty"),
        kind=fields.choice("kind", QuestionKind),
        options=fields.words("options"),
        right=fields.words("right"),
        must_know=fields.truth("must_know"),
        use=fields.choice("use", QuestionUse) if "use" in fields.names else QuestionUse.QUIZ,
        at=fields.at,
    )
    fields.refuse_others()
    return question


def _check_slug(reading: Reading, slug: str, at: Place) -> None:
    if slug and not _SLUG.fullmatch(slug):
        reading.fault(at, f"`{slug}` cannot be part of an address", "use small letters, digits and hyphens alone")
