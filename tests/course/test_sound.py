"""A recording is current while its words are those of today, and stale the moment they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.i18n import locale_by_tag
from app.course.digests import SHORT
from app.course.errors import BrokenCourse
from app.course.services import stamp_texts
from app.course.snapping import load_curriculum
from app.course.sound import SoundState, load_sounds, sound_coverage, sound_state
from app.course.units import Unit, read_units
from tests.course.small_curriculum import SmallCurriculum

UNIT = "decide/first/promise"
SAME = "{file: a.opus, seconds: 9, speaks: 02393ea85e9c}"
KHMER = "decide/sound/km.yaml"


@pytest.fixture
def whole(tmp_path: Path) -> SmallCurriculum:
    return SmallCurriculum(tmp_path)


def units(whole: SmallCurriculum, tag: str = "km") -> dict[str, Unit]:
    loaded, locale = load_curriculum(whole.root), locale_by_tag(tag)
    assert locale
    return read_units(whole.root, loaded.course, loaded.facts, locale)


def record(whole: SmallCurriculum, tag: str = "km") -> None:
    own = units(whole, tag)[UNIT].own_digest or ""
    whole.write(
        f"decide/sound/{tag}.yaml", f"first/promise: {{file: promise.opus, seconds: 9, speaks: {own[:SHORT]}}}\n"
    )


def state(whole: SmallCurriculum, tag: str = "km") -> SoundState:
    loaded = load_curriculum(whole.root)
    sounds = load_sounds(whole.root, loaded.course, loaded.facts)
    return sound_state(units(whole, tag)[UNIT], sounds[tag].get(UNIT))


def faults(whole: SmallCurriculum) -> list[str]:
    loaded = load_curriculum(whole.root)
    try:
        load_sounds(whole.root, loaded.course, loaded.facts)
    except BrokenCourse as broken:
        return [str(fault) for fault in broken.faults]
    return []


def test_a_text_nobody_recorded_is_missing(whole: SmallCurriculum) -> None:
    assert state(whole) is SoundState.MISSING


def test_a_recording_of_the_words_of_today_is_current(whole: SmallCurriculum) -> None:
    record(whole)
    assert state(whole) is SoundState.CURRENT


def test_a_recording_is_stale_when_its_words_change(whole: SmallCurriculum) -> None:
    record(whole)
    whole.change("decide/lessons/first/km.md", "កិច្ចសន្យាគឺជាការសន្យា។", "កិច្ចសន្យា។")
    assert state(whole) is SoundState.STALE


def test_a_recording_is_stale_when_the_english_below_it_changes(whole: SmallCurriculum) -> None:
    locale = locale_by_tag("km")
    assert locale
    stamp_texts(root=whole.root, course=whole.load(), facts=whole.facts(), locale=locale)
    record(whole)
    record(whole, "en")
    whole.change("decide/lessons/first/en.md", "It binds both sides.", "It binds you both.")
    assert state(whole) is SoundState.STALE
    assert state(whole, "en") is SoundState.STALE


def test_recordings_are_counted(whole: SmallCurriculum) -> None:
    record(whole)
    loaded = load_curriculum(whole.root)
    counted = sound_coverage(units(whole).values(), load_sounds(whole.root, loaded.course, loaded.facts)["km"])
    assert counted[SoundState.CURRENT] == 1
    assert counted.total() == len(units(whole))


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (
            "first/nothing: {file: a.opus, seconds: 9, speaks: 02393ea85e9c}",
            "1: no text is called `decide/first/nothing`",
        ),
        ("about: {file: ../a.opus, seconds: 9, speaks: 02393ea85e9c}", "1: `../a.opus` cannot be the file"),
        ("about: {file: a.wav, seconds: 9, speaks: 02393ea85e9c}", "1: `a.wav` cannot be the file"),
        ("about: {file: a.opus, seconds: 0, speaks: 02393ea85e9c}", "1: `seconds` has the wrong shape"),
        ("about: {file: a.opus, seconds: 9}", "1: `speaks` is missing"),
        ("about: {file: a.opus, seconds: 9, speaks: some words}", "1: `some words` is no digest"),
        ("about: {file: a.opus, seconds: 9, speaks: 02393ea85e9c, by: Sok}", "1: nothing reads the key `by`"),
        (
            f"about: {SAME}\nfirst: {SAME}",
            "2: `a.opus` already speaks the text on line 1",
        ),
        ("about: a.opus", "1: `about` has the wrong shape"),
    ],
)
def test_a_broken_list_is_refused_with_file_and_line(whole: SmallCurriculum, entry: str, fault: str) -> None:
    whole.write(KHMER, entry + "\n")
    assert any(one.startswith(f"curriculum/{KHMER}:{fault}") for one in faults(whole)), faults(whole)


def test_a_list_of_no_locale_is_refused(whole: SmallCurriculum) -> None:
    whole.write("decide/sound/fr.yaml", "about: {}\n")
    assert faults(whole)[0].startswith("curriculum/decide/sound/fr.yaml:1: no locale is called `fr.yaml`")
