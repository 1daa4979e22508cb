"""Writes the edits in force into the files of the facts, and nothing else; a second time it has nothing to write.

What is written is first read back from a copy: only where the copy says exactly what learners see already, the files
themselves are written.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.core.i18n import LOCALES, SOURCE
from app.course.errors import BrokenCourse, Fault
from app.course.fact_catalogue import Fact, Source
from app.course.fact_loader import load_facts
from app.course.facts import FactBook
from app.course.units import VALUES
from app.editing.phone_records import phone_record
from app.editing.rules import Act, Edit, FactState, edited, is_in_force, pending, state_of
from app.editing.yaml_lines import with_item, with_value

ORDER = (
    "kind",
    "confidence",
    "shelf_life",
    "checked_on",
    "checked_by",
    "called_on",
    "retired_on",
    "sectors",
    "text",
    "value",
    "note",
    "contradicts",
    "warning",
    "source",
    "phones",
    "history",
)
_ONE_LINE = 1_000_000
Files = dict[str, str]


def export_edits(root: Path, sectors: Collection[str], edits: Iterable[Edit]) -> list[Path]:
    """Write every edit the files do not hold, and give the files that were written.

    Raises BrokenCourse, and writes nothing, where the files are broken or would be.
    """
    book = load_facts(root, sectors)
    folder = root / "facts"
    files: Files = {}
    states = {name: _export(files, folder, book, name, list(group)) for name, group in _by_fact(book, edits)}
    changed = {path: words for path, words in files.items() if words != _read(folder / path)}
    if changed:
        _try(folder, sectors, changed, states)
    for path, words in changed.items():
        _write(folder / path, words)
    return [folder / path for path in changed]


def _by_fact(book: FactBook, edits: Iterable[Edit]) -> Iterator[tuple[str, Iterable[Edit]]]:
    known = sorted((edit for edit in edits if edit.fact in book.facts), key=lambda edit: (edit.fact, edit.number))
    return groupby(known, key=lambda edit: edit.fact)


def _export(files: Files, folder: Path, book: FactBook, name: str, edits: list[Edit]) -> FactState:
    first = state = state_of(book, name)
    path = f"countries/{state.fact.country.lower()}.yaml"
    history = []
    for edit in pending(state.fact, edits):
        after = edited(state, edit)
        if is_in_force(state, edit) or edit.act is Act.NOTE:
            history.append(_past(edit, state, after))
        state = after
    words = files.get(path) or _read(folder / path)
    for key, value in _changes(first.fact, state.fact).items():
        words = with_value(words, (name, key), value, order=ORDER)
    for entry in history:
        words = with_item(words, (name, "history"), entry, order=ORDER)
    files[path] = words
    _export_texts(files, folder, name, first.texts, state.texts)
    return state


def _export_texts(files: Files, folder: Path, name: str, old: Mapping[str, str], new: Mapping[str, str]) -> None:
    for locale in LOCALES:
        if locale is not SOURCE and old.get(locale.tag) != new.get(locale.tag):
            path = f"text/{locale.disk}.yaml"
            words = files.get(path) or _read(folder / path)
            files[path] = with_value(words, (VALUES, name), new.get(locale.tag), width=_ONE_LINE)


def _changes(old: Fact, new: Fact) -> dict[str, Any]:
    """Give the keys of a fact that differ; None for one to take out."""
    before, after = _keys(old), _keys(new)
    return {key: after[key] for key in after if before[key] != after[key]}


def _keys(fact: Fact) -> dict[str, Any]:
    return {
        "confidence": fact.confidence.value,
        "checked_on": fact.checked_on,
        "checked_by": fact.checked_by,
        "called_on": fact.called_on,
        "retired_on": fact.retired_on,
        "text": fact.text,
        "value": fact.value,
        "contradicts": fact.contradicts,
        "source": _source(fact.source),
        "phones": [phone_record(phone) for phone in fact.phones] or None,
    }


def _source(source: Source | None) -> dict[str, str] | None:
    if source is None:
        return None
    parts = {"title": source.title, "url": source.url, "date": source.date}
    return {key: words for key, words in parts.items() if words}


def _past(edit: Edit, before: FactState, after: FactState) -> dict[str, Any]:
    """Tell of an edit what its history keeps: who, when, why, and every word that it took the place of."""
    entry: dict[str, Any] = {"edit": edit.key, "day": edit.at.date(), "by": edit.by, "act": edit.act.value}
    if edit.note:
        entry["note"] = edit.note
    if was := _was(before, after):
        entry["was"] = was
    return entry


def _was(before: FactState, after: FactState) -> dict[str, Any]:
    old = _keys(before.fact)
    changed = {key: old[key] for key in _changes(before.fact, after.fact) if old[key] is not None}
    source, phones = changed.pop("source", {}), changed.pop("phones", [])
    changed |= {f"source_{key}": words for key, words in source.items()}
    if phones:
        changed["phones"] = ", ".join(f"{phone['country']} {phone['number']}" for phone in phones)
    texts = {tag: text for tag, text in before.texts.items() if after.texts.get(tag) != text}
    return changed | {f"text_{tag}": text for tag, text in texts.items()}


def _try(folder: Path, sectors: Collection[str], files: Files, states: Mapping[str, FactState]) -> None:
    """Write a copy, read it back, and raise BrokenCourse where it does not say what learners see."""
    with TemporaryDirectory() as temporary:
        copy = Path(temporary) / "curriculum" / "facts"
        shutil.copytree(folder, copy)
        for path, words in files.items():
            _write(copy / path, words)
        book = load_facts(copy.parent, sectors)
    differing = [name for name, state in states.items() if state_of(book, name).seen != state.seen]
    if differing:
        faults = (book.facts[name].at for name in differing)
        what = "the edits of this fact cannot be written here"
        raise BrokenCourse(Fault(at.file, at.line, what, "look at its lines and write them by hand") for at in faults)


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _write(path: Path, words: str) -> None:
    """Put the new file in the place of the old one in a single step."""
    new = path.with_suffix(".new")
    new.write_bytes(words.encode("utf-8"))
    new.replace(path)
