"""One reading of the curriculum folder: which files are there, how they are named in a fault, what was wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from app.core.i18n import LOCALES
from app.course.catalogue import Place
from app.course.errors import Fault

_RAW_HTML = re.compile(r"<[A-Za-z/!?]")
_PLACEHOLDER = re.compile(r"\{\{|\}\}")
_BREAK = re.compile(r"\r\n?")
_DISKS = tuple(locale.disk for locale in LOCALES)

Drafts = Mapping[Path, str]
"""Words that are not written yet, by the file they are meant for: read in its stead, to see if they may be written."""


@dataclass(slots=True)
class Reading:
    """A curriculum folder, and the faults met so far."""

    root: Path
    faults: list[Fault] = field(default_factory=list)
    drafts: Drafts = field(default_factory=dict)

    def has(self, path: Path) -> bool:
        """Tell whether there is such a file, or will be."""
        return path in self.drafts or path.is_file()

    def fault(self, at: Place, what: str, what_to_do: str) -> None:
        """Note a fault and read on: an author wants to hear of all of them at once."""
        self.faults.append(Fault(at.file, at.line, what, what_to_do))

    def place(self, path: Path, line: int = 1) -> Place:
        """Name a place by its path from the folder that holds the curriculum."""
        return Place(path.relative_to(self.root.parent).as_posix(), line)

    def source(self, path: Path) -> str | None:
        """Read the words of a file, composed; None, and a fault, where they are not UTF-8."""
        try:
            words = self.drafts[path] if path in self.drafts else path.read_bytes().decode()
            return composed(_BREAK.sub("\n", words.removeprefix("\ufeff")))
        except UnicodeDecodeError:
            self.fault(self.place(path), "this file is not written in UTF-8", "save it again as UTF-8")
            return None

    def check_names(self, folder: Path, suffix: str) -> None:
        """Refuse files which no locale would ever read: a text that is never shown looks like a finished one."""
        names = {f"{disk}{suffix}" for disk in _DISKS}
        for path in files_in(folder):
            if path.name not in names:
                known = ", ".join(_DISKS)
                self.fault(
                    self.place(path),
                    f"no locale is called `{path.name}`",
                    f"name the file <locale>{suffix}, the locale being one of {known}",
                )

    def check_words(self, words: str, at: Place) -> None:
        """Refuse raw HTML, and a fact placeholder where there is no room for a fact."""
        if found := _RAW_HTML.search(words):
            self.fault(
                _line_below(at, words, found), "this text holds raw HTML", "take it out, or write `&lt;` for `<`"
            )
        if found := _PLACEHOLDER.search(words):
            self.fault(
                _line_below(at, words, found),
                "this placeholder stands where no fact can go",
                "give it a line of its own in a card, written as `{{dest.min_wage}}`",
            )


def composed(words: str) -> str:
    """Write words in the one way in which they are compared and shown.

    Zero-width spaces pasted from elsewhere are dropped, for only the last pass over a page sets break marks;
    characters are composed (NFC), so that two spellings that look the same have the same digest.
    """
    return normalize("NFC", words.replace("\u200b", ""))


def _line_below(at: Place, words: str, found: re.Match[str]) -> Place:
    return Place(at.file, at.line + words.count("\n", 0, found.start()))


def files_in(folder: Path) -> Iterator[Path]:
    """List the files of a folder in the order of their names, hidden ones left out."""
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def folders_in(folder: Path) -> Iterator[Path]:
    """List the folders of a folder in the order of their names, hidden ones left out."""
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
