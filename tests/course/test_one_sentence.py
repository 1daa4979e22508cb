"""One changed English sentence makes exactly its own translations outdated, and the recordings of them all stale.

This is tried on a copy of the course we ship, with every unit of every language compared before and after.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from app.core.i18n import LOCALES, SOURCE
from app.course.catalogue import State
from app.course.digests import SHORT
from app.course.services import review_texts, stamp_texts
from app.course.snapping import Curriculum, load_curriculum
from app.course.sound import SoundState, load_sounds, sound_state
from app.course.units import Unit, read_units
from tests.sampling import sampled

SHIPPED = Path(__file__).parents[2] / "curriculum"
TRANSLATIONS = [locale for locale in LOCALES if locale is not SOURCE]
DAY = date(2026, 11, 22)

CARD = "contract/what-for/promise"
QUESTION = "contract/questions/M03-Q02"
FACT = "facts/values/th.wage.lowest"
FULL_STOP = re.compile(r"\.(?=\s|$)", re.MULTILINE)

Maps = dict[tuple[str, str], tuple[State, SoundState]]
"""The state of every unit and of its recording, by locale and path."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A copy of the course we ship, with some units and their neighbours read and recorded in every language."""

    root: Path
    english: dict[str, Unit]
    maps: Maps

    def with_neighbours(self, path: str) -> list[str]:
        """Name a unit and the two beside it."""
        return with_neighbours(self.english, path)


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    root = tmp_path_factory.mktemp("reviewed") / "curriculum"
    shutil.copytree(SHIPPED, root)
    loaded = load_curriculum(root)
    found = units(loaded)
    paths = [one for path in (CARD, QUESTION, FACT) for one in with_neighbours(found[SOURCE.tag], path)]
    review(loaded, paths)
    record(root, paths, found)
    return Reviewed(root, found[SOURCE.tag], maps(root))


@pytest.fixture
def root(reviewed: Reviewed, tmp_path: Path) -> Path:
    """A copy of that which the test may change."""
    copy = tmp_path / "curriculum"
    shutil.copytree(reviewed.root, copy)
    return copy


def units(loaded: Curriculum) -> dict[str, dict[str, Unit]]:
    return {locale.tag: read_units(loaded.root, loaded.course, loaded.facts, locale) for locale in LOCALES}


def maps(root: Path) -> Maps:
    loaded = load_curriculum(root)
    sounds = load_sounds(root, loaded.course, loaded.facts)
    return {
        (tag, path): (unit.state, sound_state(unit, sounds[tag].get(path)))
        for tag, found in units(loaded).items()
        for path, unit in found.items()
    }


def with_neighbours(english: Iterable[str], path: str) -> list[str]:
    paths = list(english)
    at = paths.index(path)
    return paths[at - 1 : at + 2]


def review(loaded: Curriculum, paths: Iterable[str]) -> None:
    root = loaded.root
    for locale in LOCALES:
        stamp_texts(root=root, course=loaded.course, facts=loaded.facts, locale=locale)
        for path in paths:
            review_texts(
                root=root, course=loaded.course, facts=loaded.facts, locale=locale, name=path, by="Sok Dara", on=DAY
            )


def record(root: Path, paths: Iterable[str], of_locale: dict[str, dict[str, Unit]]) -> None:
    for tag, found in of_locale.items():
        disk = next(locale.disk for locale in LOCALES if locale.tag == tag)
        for number, path in enumerate(paths):
            unit = found[path]
            file = root / unit.part / "sound" / f"{disk}.yaml"
            file.parent.mkdir(exist_ok=True)
            entry = f"{{file: part-{number}.opus, seconds: 9, speaks: {(unit.own_digest or '')[:SHORT]}}}"
            with file.open("a", encoding="utf-8") as lines:
                lines.write(f"{unit.name}: {entry}\n")


def change_one_sentence(root: Path, unit: Unit) -> None:
    """Say a little more in the first English sentence of a unit, where its file has it."""
    file, words = root.parent / unit.at.file, unit.source["text"]
    sentence = words.partition("\n")[0]
    changed = FULL_STOP.sub(" for sure.", sentence, count=1)
    if changed == sentence:
        changed = sentence.removesuffix("?") + " today?"
    lines = file.read_text(encoding="utf-8")
    assert lines.count(sentence) >= 1
    at = lines.index(sentence, lines.index(unit.path.rpartition("/")[2]) if unit.path == QUESTION else 0)
    file.write_text(lines[:at] + lines[at:].replace(sentence, changed, 1), encoding="utf-8")


@pytest.mark.parametrize("path", sampled([CARD, QUESTION, FACT], CARD), ids=["card", "question", "fact"])
def test_exactly_its_translations_are_outdated_and_its_recordings_stale(
    reviewed: Reviewed, root: Path, path: str
) -> None:
    three, before = reviewed.with_neighbours(path), reviewed.maps
    for locale in LOCALES:
        assert [before[locale.tag, one] for one in three] == [(State.REVIEWED, SoundState.CURRENT)] * 3

    change_one_sentence(root, reviewed.english[path])

    after = maps(root)
    assert before.keys() == after.keys()
    assert {key: states for key, states in after.items() if before[key] != states} == {
        **{(locale.tag, path): (State.OUTDATED, SoundState.STALE) for locale in TRANSLATIONS},
        # The English is its own source: new words of it are a draft that nobody has read.
        (SOURCE.tag, path): (State.DRAFT, SoundState.STALE),
    }
    for locale in LOCALES:
        others = [after[locale.tag, one] for one in three if one != path]
        assert others == [(State.REVIEWED, SoundState.CURRENT)] * 2


def test_a_stamp_does_not_bring_its_reviews_back(reviewed: Reviewed, root: Path) -> None:
    change_one_sentence(root, reviewed.english[CARD])
    loaded = load_curriculum(root)
    for locale in TRANSLATIONS:
        stamp_texts(root=root, course=loaded.course, facts=loaded.facts, locale=locale)
    after = maps(root)
    assert {after[locale.tag, CARD][0] for locale in TRANSLATIONS} == {State.OUTDATED}
