"""What the pictures show, in words, by locale: for those who hear the page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.core.i18n import LOCALES, SOURCE, Locale
from app.course.catalogue import Place
from app.course.documents import read_fields
from app.course.errors import BrokenCourse
from app.course.reading import Reading

FOLDER = "pictures"
Words = Mapping[str, tuple[str, Place]]
"""What each picture shows, with the place where it is written."""


def load_picture_texts(root: Path) -> Mapping[str, Mapping[str, str]]:
    """Load the alternative texts by locale tag and picture; raise BrokenCourse with every fault where there is any.

    A locale without a file has none.
    """
    reading = Reading(root.absolute())
    placed = {locale.tag: read_picture_texts(reading, locale) for locale in LOCALES}
    for texts in placed.values():
        for name, (_, at) in texts.items():
            if name not in placed[SOURCE.tag]:
                reading.fault(at, f"the picture `{name}` has no English words", "correct the name, or write them first")
    if reading.faults:
        raise BrokenCourse(reading.faults)
    return {tag: {name: words for name, (words, _) in texts.items()} for tag, texts in placed.items()}


def read_picture_texts(reading: Reading, locale: Locale) -> Words:
    """Read what a locale says of the pictures; what is wrong is noted in the reading."""
    path = reading.root / FOLDER / f"{locale.disk}.yaml"
    fields = read_fields(reading, path) if reading.has(path) else None
    if fields is None:
        return {}
    return {name: (words, fields.at.of(name)) for name, words in fields.all_prose().items()}
