"""Recordings of the texts: which words each one speaks, and whether they are still the words of today.

``<part>/sound/<locale>.yaml`` lists the recordings of a part (a module's slug, ``facts``, ``pictures``) by the names
its status files use, as in ``what-for/promise: {file: promise.opus, seconds: 23, speaks: 02393ea85e9c}``. The file
lies in ``<part>/sound/<locale>/``; ``speaks`` is the digest of the words that are spoken. Nobody types a state: a
recording is stale as soon as its words changed, or the English they were made from did.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from app.core.i18n import LOCALES, SOURCE, Locale
from app.course.catalogue import NOWHERE, Course, Place, State
from app.course.digests import SHORT
from app.course.documents import Fields, read_fields
from app.course.errors import BrokenCourse
from app.course.facts import FactBook
from app.course.reading import Reading
from app.course.units import Unit, part_names, read_units

FOLDER = "sound"
_FILE = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*\.(?:opus|ogg|mp3|m4a)")
_DIGEST = re.compile(rf"[0-9a-f]{{{SHORT}}}")


class SoundState(StrEnum):
    """Whether a text can be heard, and whether what is heard is what stands there."""

    MISSING = "missing"
    CURRENT = "current"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording of a unit in one locale."""

    path: str
    """Of the unit: ``contract/what-for/promise``."""
    file: str
    seconds: int
    speaks: str
    at: Place = field(default=NOWHERE, compare=False, repr=False)


Sounds = Mapping[str, Mapping[str, Sound]]
"""Recordings by locale tag and the path of their unit."""


def sound_state(unit: Unit, sound: Sound | None) -> SoundState:
    """Decide whether the recording of a unit still says what is right."""
    if sound is None:
        return SoundState.MISSING
    is_same = unit.own_digest is not None and unit.own_digest[:SHORT] == sound.speaks
    return SoundState.CURRENT if is_same and unit.state is not State.OUTDATED else SoundState.STALE


def sound_coverage(units: Iterable[Unit], sounds: Mapping[str, Sound]) -> Counter[SoundState]:
    """Count the units of a locale by the state of their recordings."""
    return Counter(sound_state(unit, sounds.get(unit.path)) for unit in units)


def table(found: Mapping[str, Counter[SoundState]]) -> Iterator[str]:
    """Write how far the recordings of all locales are, one locale to a line."""
    yield f"{'locale':<9}{'sound':<14}" + "".join(f"{state:>11}" for state in SoundState)
    for tag, counts in found.items():
        yield f"{tag:<9}{'sound':<14}" + "".join(f"{counts[state]:>11}" for state in SoundState)


def load_sounds(root: Path, course: Course, book: FactBook) -> Sounds:
    """Load the lists of recordings; raise BrokenCourse with every fault where there is any."""
    reading = Reading(root.absolute())
    paths = read_units(root, course, book, SOURCE).keys()
    parts = part_names(course)
    for part in parts:
        reading.check_names(root.absolute() / part / FOLDER, ".yaml")
    sounds = {locale.tag: _of_locale(reading, parts, paths, locale) for locale in LOCALES}
    if reading.faults:
        raise BrokenCourse(reading.faults)
    return sounds


def _of_locale(reading: Reading, parts: Iterable[str], paths: Collection[str], locale: Locale) -> dict[str, Sound]:
    return {sound.path: sound for part in parts for sound in _of_part(reading, part, paths, locale)}


def _of_part(reading: Reading, part: str, paths: Collection[str], locale: Locale) -> Iterator[Sound]:
    path = reading.root / part / FOLDER / f"{locale.disk}.yaml"
    fields = read_fields(reading, path) if path.is_file() else None
    taken: dict[str, Place] = {}
    for name, entry in fields.all_blocks().items() if fields else ():
        sound = _sound(reading, entry, f"{part}/{name}")
        if sound.path not in paths:
            reading.fault(sound.at, f"no text is called `{sound.path}`", "correct the name, or take the recording out")
        elif sound.file in taken:
            line = taken[sound.file].line
            reading.fault(sound.at, f"`{sound.file}` already speaks the text on line {line}", "record each by itself")
        else:
            yield sound
        taken.setdefault(sound.file, sound.at)


def _sound(reading: Reading, fields: Fields, path: str) -> Sound:
    sound = Sound(path, fields.text("file"), fields.number("seconds"), fields.text("speaks"), fields.at)
    fields.refuse_others()
    if sound.file and not _FILE.fullmatch(sound.file):
        reading.fault(
            fields.at.of("file"),
            f"`{sound.file}` cannot be the file of a recording",
            "use small letters, digits, points and hyphens, and end it with .opus, .ogg, .mp3 or .m4a",
        )
    if sound.speaks and not _DIGEST.fullmatch(sound.speaks):
        reading.fault(
            fields.at.of("speaks"),
            f"`{sound.speaks}` is no digest",
            f"write the {SHORT} signs that the status file gives as `own`",
        )
    return sound
