"""Back-translations: what somebody read in a translation, written in English, for reviewers and for nobody else.

``<part>/back/<locale>.yaml`` holds, by the names that the status files use, the English (``text``) and the digest of
the translation it was read from (``own``). A file, and any text in it, may be missing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.i18n import LOCALES, Locale
from app.course.digests import SHORT
from app.course.documents import read_fields
from app.course.errors import BrokenCourse
from app.course.reading import Reading

_HEAD = """\
# What a reader of the translation says in English that it says. `own` is the digest of the translation that was read:
# a text whose digest is another now has changed since. Written by `flask review export`, and by hand.
"""


@dataclass(frozen=True, slots=True)
class BackNote:
    """An English reading of a translation, and the digest of that translation."""

    own: str
    text: str

    def is_of(self, digest: str) -> bool:
        """Tell whether it was read from exactly these words."""
        return self.own == digest[:SHORT]


def load_back(root: Path, parts: Collection[str]) -> dict[str, dict[str, BackNote]]:
    """Load the back-translations by locale tag and path; raise BrokenCourse with every fault where there is any."""
    reading = Reading(root.absolute())
    for part in parts:
        reading.check_names(root.absolute() / part / "back", ".yaml")
    notes = {
        locale.tag: {
            f"{part}/{name}": note for part in parts for name, note in read_back_notes(reading, part, locale).items()
        }
        for locale in LOCALES
    }
    if reading.faults:
        raise BrokenCourse(reading.faults)
    return notes


def read_back_notes(reading: Reading, part: str, locale: Locale) -> dict[str, BackNote]:
    """Read the back-translations of a part by the names of their units in it."""
    path = back_file(reading.root, part, locale)
    return dict(_notes(reading, path)) if path.is_file() else {}


def back_file(root: Path, part: str, locale: Locale) -> Path:
    """Name the file that holds the back-translations of a part."""
    return root / part / "back" / f"{locale.disk}.yaml"


def written_back(notes: Mapping[str, BackNote]) -> str:
    """Write back-translations as their file holds them; nothing for none."""
    lines = [
        f"{name}:\n  own: {note.own}\n  text: {json.dumps(note.text, ensure_ascii=False)}\n"
        for name, note in notes.items()
    ]
    return _HEAD + "".join(lines) if lines else ""


def _notes(reading: Reading, path: Path) -> Iterator[tuple[str, BackNote]]:
    fields = read_fields(reading, path)
    for name, block in fields.all_blocks().items() if fields else ():
        yield name, BackNote(block.text("own"), block.text("text"))
        block.refuse_others()
