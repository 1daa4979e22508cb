"""Writes new words for units into the files of the curriculum: all of them or, where one is wrong, none."""

from __future__ import annotations

import fcntl
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile

from app.core.i18n import SOURCE, Locale
from app.course.catalogue import Course, Lesson
from app.course.errors import BrokenCourse
from app.course.fact_loader import load_facts
from app.course.facts import FactBook
from app.course.loader import load_course
from app.course.markdown_writing import with_lesson
from app.course.refusals import Reason, Refusal, WordsRefused
from app.course.units import FACTS, PICTURES, VALUES, Unit, below, read_units
from app.course.word_checks import Checking, Words, refusals_of, tidied
from app.course.yaml_writing import Keys, with_values

Changes = Mapping[str, Words]
"""New words by the path of the unit and the name of the passage."""


def write_units(root: Path, locale: Locale, changes: Changes) -> list[Path]:
    """Put new words into the text files of a locale and give those that changed; every other byte stays as it was.

    Raises WordsRefused, before anything is written, where words lost a placeholder or a figure, hold raw HTML, or
    would be read as something else; and BrokenCourse where the curriculum has faults already.
    """
    root = root.absolute()
    with _alone(root):
        course = load_course(root)
        book = load_facts(root, course.sectors)
        units = read_units(root, course, book, locale)
        new = new_words(units, changes, Checking(root, locale, book))
        drafts = drafts_of(_Library(root, locale, course, book, units), new)
        _check_drafts(root, locale, units, new, drafts)
        for path, words in drafts.items():
            _replace(path, words)
    return list(drafts)


def new_words(units: Mapping[str, Unit], changes: Changes, checking: Checking) -> dict[str, dict[str, str]]:
    """Keep the words that differ from those there are; raise WordsRefused where any of them may not be written."""
    refused: list[Refusal] = []
    new: dict[str, dict[str, str]] = {}
    for path, words in changes.items():
        if path not in units:
            what, todo = "there is no such text", "correct its path"
            refused += [Refusal(path, name, Reason.UNKNOWN, what, todo) for name in words]
            continue
        own = units[path].own or {}
        changed = {name: text for name, said in words.items() if (text := tidied(said)) != own.get(name)}
        if changed:
            refused += refusals_of(units[path], changed, checking)
            new[path] = changed
    if refused:
        raise WordsRefused(refused)
    return new


@dataclass(frozen=True, slots=True)
class _Library:
    root: Path
    locale: Locale
    course: Course
    book: FactBook
    units: Mapping[str, Unit]


@dataclass(slots=True)
class _Edit:
    """What changes in one file: a lesson's title and cards, or values of YAML."""

    order: list[Keys]
    lesson: Lesson | None = None
    values: dict[Keys, str] = field(default_factory=dict)


def drafts_of(library: _Library, new: Changes) -> dict[Path, str]:
    """Give the new text of every file that changes."""
    edits: dict[Path, _Edit] = {}
    for path, words in new.items():
        unit = library.units[path]
        file, lesson = _file(library, unit)
        edit = edits.setdefault(file, _Edit(_order(library, file, unit, lesson), lesson))
        edit.values |= {_keys(library, unit, name): text for name, text in words.items()}
    return {file: _draft(file, edit) for file, edit in edits.items()}


def _draft(file: Path, edit: _Edit) -> str:
    source = file.read_bytes().decode() if file.is_file() else ""
    mark = source[: source.startswith("\ufeff")]
    if edit.lesson is None:
        return mark + with_values(source.removeprefix(mark), edit.values, edit.order)
    cards: dict[str, dict[str, str]] = defaultdict(dict)
    for (card, name), words in edit.values.items():
        cards[card][name] = words
    title = cards.pop("", {}).get("title")
    return mark + with_lesson(source.removeprefix(mark), title, cards, [card.id for card in edit.lesson.cards])


def _file(library: _Library, unit: Unit) -> tuple[Path, Lesson | None]:
    """Name the file that holds, or will hold, a unit; and its lesson, if it is in one."""
    root, disk = library.root, library.locale.disk
    section = unit.name.partition("/")[0]
    if unit.part == FACTS:
        is_country = library.locale is SOURCE and section == VALUES
        return (root.parent / unit.at.file if is_country else root / FACTS / "text" / f"{disk}.yaml"), None
    if unit.part == PICTURES:
        return root / PICTURES / f"{disk}.yaml", None
    module = library.course.module(unit.part)
    if section in ("about", "questions"):
        return root / module.slug / section / f"{disk}.yaml", None
    lesson = next(lesson for lesson in module.lessons if lesson.id == section)
    return root / module.slug / "lessons" / section / f"{disk}.md", lesson


def _keys(library: _Library, unit: Unit, name: str) -> Keys:
    """Name the place of a passage in its file: the keys that lead to it, or the card and what of it."""
    section, _, key = unit.name.partition("/")
    if unit.part == FACTS:
        return (key, "text") if library.locale is SOURCE and section == VALUES else (section, key)
    if unit.part == PICTURES:
        return (section,)
    if section == "about":
        return (name,) if name in ("title", "aim") else ("outcomes", name)
    if section == "questions":
        return (key, name) if name in ("text", "explanation") else (key, "options", name)
    return (key, name)


def _order(library: _Library, file: Path, unit: Unit, lesson: Lesson | None) -> list[Keys]:
    """List the places of all passages that the file may hold, in the order of the course."""
    same = (one for one in below(library.units.values(), unit.part) if _file(library, one)[0] == file)
    return [] if lesson else [_keys(library, one, name) for one in same for name in one.source]


def _check_drafts(
    root: Path, locale: Locale, units: Mapping[str, Unit], new: Changes, drafts: Mapping[Path, str]
) -> None:
    """Read the course as it would be: refuse it where it would have faults or would say anything but the new words."""
    if not drafts:
        return
    try:
        course = load_course(root, drafts)
        after = read_units(root, course, load_facts(root, course.sectors, drafts), locale, drafts)
    except BrokenCourse as broken:
        whats = [(fault.what, fault.what_to_do) for fault in broken.faults]
        raise WordsRefused([Refusal(", ".join(new), "", Reason.FAULT, what, todo) for what, todo in whats]) from None
    for path, unit in units.items():
        expected = {**(unit.own or {}), **new.get(path, {})}
        if (after[path].own or {}) != expected:
            what = "written into its file, this would be read as something else"
            raise WordsRefused([Refusal(path, "", Reason.MARKUP, what, "write it more plainly")])


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let one process at a time write into the curriculum."""
    folder = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _replace(path: Path, words: str) -> None:
    """Put a whole new file in the place of the old, so that nobody ever reads half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.is_file() else 0o644
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as draft:
        draft.write(words.encode())
        draft.flush()
        os.fsync(draft.fileno())
        os.fchmod(draft.fileno(), mode)
    Path(draft.name).replace(path)
