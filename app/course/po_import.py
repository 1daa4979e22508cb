"""Reads PO files that came back from a translator: which words changed, and everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from app.core.i18n import LOCALES, SOURCE, Locale
from app.course.errors import BrokenCourse, Fault
from app.course.facts import FactBook
from app.course.interface import forms, messages
from app.course.refusals import WordsRefused
from app.course.units import Unit
from app.course.word_checks import Checking, is_card, tidied
from app.course.writing import new_words

_HEADER = r'^"{}: *([^"]*?) *\\n"$'
_RETYPE = "export the file again, and bring your words over with `msgmerge --no-fuzzy-matching`"


@dataclass(slots=True)
class Returned:
    """What came back in one file: changed words by unit and passage, with the line of each."""

    file: Path
    locale: Locale
    version: str
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    unfinished: list[str] = field(default_factory=list)
    """Units left out, for some of their passages have no words yet."""


def opened(file: Path) -> tuple[Returned, list[Message]]:
    """Read a file; raise BrokenCourse, naming the line, where it is no PO file of one of our languages."""
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        catalogue = read_po(BytesIO(text.encode()), abort_invalid=True)
    except UnicodeDecodeError:
        raise BrokenCourse([Fault(str(file), 1, "this file is not written in UTF-8", "save it as UTF-8")]) from None
    except PoFileError as error:
        line = (error.lineno or 0) + 1
        raise BrokenCourse([Fault(str(file), line, f"this is no PO: {error.args[0]}", "mend the line")]) from None
    language = _header(text, "Language")
    locale = next((one for one in LOCALES if one is not SOURCE and language in (one.disk, one.tag)), None)
    if locale is None:
        known = ", ".join(one.disk for one in LOCALES if one is not SOURCE)
        raise BrokenCourse([Fault(str(file), 1, f"its language is `{language}`", f"use one of {known}")])
    return Returned(file, locale, _header(text, "X-Course-Version")), list(messages(catalogue))


def take(returned: Returned, entries: Iterable[Message], units: Mapping[str, Unit], root: Path, book: FactBook) -> None:
    """Keep the words that changed; raise BrokenCourse, naming every line, where any may not be taken."""
    faults: list[Fault] = []
    for entry in entries:
        faults += _entry(returned, entry, units)
    _leave_unfinished(returned, units)
    try:
        new_words(units, returned.words, Checking(root, returned.locale, book))
    except WordsRefused as refused:
        for one in refused.refusals:
            line = returned.lines.get((one.path, one.passage), 1)
            what = f"{one.path}#{one.passage}: {one.what}"
            faults.append(Fault(str(returned.file), line, what, one.what_to_do))
    if faults:
        raise BrokenCourse(faults)


def _entry(returned: Returned, entry: Message, units: Mapping[str, Unit]) -> Iterator[Fault]:
    """Take one entry; one without words is left as it is, for a translation is never taken away."""
    path, _, passage = (entry.context or "").rpartition("#")
    unit, line = units.get(path), entry.lineno or 1
    words = forms(entry.string)[0]
    if unit is None or passage not in unit.source:
        yield Fault(str(returned.file), line, f"nothing is called `{entry.context or ''}`", _RETYPE)
    elif not words.strip():
        return
    elif tidied(forms(entry.id)[0]) != unit.source[passage]:
        what = f"{entry.context}: the English has changed since this was exported from version {returned.version}"
        yield Fault(str(returned.file), line, what, _RETYPE)
    elif tidied(words) != (unit.own or {}).get(passage):
        returned.words.setdefault(path, {})[passage] = words
        returned.lines[path, passage] = line


def _leave_unfinished(returned: Returned, units: Mapping[str, Unit]) -> None:
    """Leave out what cannot stand alone: a text that lacks a passage, a card whose lesson has no title."""
    for path in list(returned.words):
        unit = units[path]
        lesson = path.rpartition("/")[0]
        has_title = not is_card(unit) or units[lesson].own is not None or lesson in returned.words
        if not has_title or (unit.own is None and returned.words[path].keys() != unit.source.keys()):
            del returned.words[path]
            returned.unfinished.append(path)


def _header(text: str, name: str) -> str:
    found = re.search(_HEADER.format(re.escape(name)), text, re.MULTILINE)
    return found[1] if found else ""
