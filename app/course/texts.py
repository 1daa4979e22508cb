"""Reads the text of the course in one locale: what modules are about, lessons with their cards, questions.

Only English must be complete. Another locale may lack any unit, for its readers are then given the English one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app.core.i18n import SOURCE, Locale
from app.course.catalogue import Edition, Lesson, Module, ModuleText, Place, QuestionText
from app.course.digests import digest_of
from app.course.documents import Fields, read_fields
from app.course.markdown import WrittenLesson, read_lesson
from app.course.reading import Reading, folders_in


def read_edition(reading: Reading, modules: tuple[Module, ...], locale: Locale) -> Edition:
    """Read all text a locale has."""
    abouts = {module.id: text for module in modules if (text := _read_about(reading, module, locale))}
    lessons = {
        lesson.key: written
        for module in modules
        for lesson in module.lessons
        if (written := _read_lesson(reading, module, lesson, locale))
    }
    titles = {key: lesson.title for key, lesson in lessons.items() if lesson.title}
    cards = {f"{key}/{card_id}": card for key, lesson in lessons.items() for card_id, card in lesson.cards.items()}
    questions = dict(pair for module in modules for pair in _read_questions(reading, module, locale))
    return Edition(abouts, titles, cards, questions)


def check_files(reading: Reading, modules: tuple[Module, ...]) -> None:
    """Refuse text files of no locale, and folders of no lesson."""
    for module in modules:
        folder = reading.root / module.slug
        lessons = {lesson.id for lesson in module.lessons}
        for name in ("about", "questions", "status"):
            reading.check_names(folder / name, ".yaml")
        for lesson in folders_in(folder / "lessons"):
            reading.check_names(lesson, ".md")
            if lesson.name not in lessons:
                reading.fault(
                    reading.place(lesson),
                    "module.yaml does not name this lesson",
                    f"add `{lesson.name}` to its `lessons`, or take the folder away",
                )


def _read_about(reading: Reading, module: Module, locale: Locale) -> ModuleText | None:
    fields = _fields(reading, reading.root / module.slug / "about", locale)
    if fields is None:
        return None
    title, aim, block = fields.prose("title"), fields.prose("aim"), fields.block("outcomes")
    outcomes = block.all_prose() if block else {}
    fields.refuse_others()
    return ModuleText(
        lang=locale.tag,
        digest=digest_of([title, aim, outcomes]),
        at=_at(fields, block),
        title=title,
        aim=aim,
        outcomes=outcomes,
    )


def _read_lesson(reading: Reading, module: Module, lesson: Lesson, locale: Locale) -> WrittenLesson | None:
    path = _find(reading, reading.root / module.slug / "lessons" / lesson.id, locale, ".md")
    return read_lesson(reading, path, locale.tag) if path else None


def _read_questions(reading: Reading, module: Module, locale: Locale) -> Iterator[tuple[str, QuestionText]]:
    fields = _fields(reading, reading.root / module.slug / "questions", locale)
    if fields is None:
        return
    known = {question.id for question in module.questions}
    for name in fields.names:
        if name not in known:
            reading.fault(
                fields.at.of(name),
                f"{module.slug}/module.yaml has no question `{name}`",
                "correct the id, or add the question there first",
            )
        elif question := fields.block(name):
            yield name, _question(question, locale)


def _question(fields: Fields, locale: Locale) -> QuestionText:
    text, explanation, block = fields.prose("text"), fields.prose("explanation"), fields.block("options")
    options = block.all_prose() if block else {}
    fields.refuse_others()
    return QuestionText(
        lang=locale.tag,
        digest=digest_of([text, options, explanation]),
        at=_at(fields, block),
        text=text,
        options=options,
        explanation=explanation,
    )


def _at(fields: Fields, block: Fields | None) -> Place:
    return replace(fields.at, keys=block.at.keys) if block else fields.at


def _fields(reading: Reading, folder: Path, locale: Locale) -> Fields | None:
    path = _find(reading, folder, locale, ".yaml")
    return read_fields(reading, path) if path else None


def _find(reading: Reading, folder: Path, locale: Locale, suffix: str) -> Path | None:
    path = folder / f"{locale.disk}{suffix}"
    if reading.has(path):
        return path
    if locale is SOURCE:
        reading.fault(reading.place(path), "the English text is missing", "write it; all other languages follow it")
    return None
