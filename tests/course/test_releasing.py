"""A release is kept for good, byte for byte; what is none may not be served in production."""

from __future__ import annotations

import lzma
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.course.errors import BrokenCourse, BrokenRelease, NotReleased, ReleaseRefused
from app.course.release_files import Head, read_heads, read_release, release_bytes, release_file
from app.course.releasing import changed_since, in_words, refuse_draft, standing_of
from app.course.versions import BadVersion
from tests.course.small_curriculum import DAY, SmallCurriculum

ENGLISH = "contract/lessons/first/en.md"


@pytest.fixture
def whole(tmp_path: Path) -> SmallCurriculum:
    return SmallCurriculum(tmp_path)


def test_a_release_holds_everything_that_is_taught(whole: SmallCurriculum) -> None:
    whole.release()
    assert replace(read_release(whole.root, "2026.1"), released_on=None) == whole.snapshot()
    assert read_release(whole.root, "2026.1").released_on == DAY


def test_it_keeps_the_words_of_every_language_and_of_facts(whole: SmallCurriculum) -> None:
    whole.release()
    kept = read_release(whole.root, "2026.1")
    assert kept.texts["en"]["decide/first/promise"].passages["text"].startswith("A contract is a *promise* on paper.")
    assert kept.texts["km"]["decide/first/promise"].passages["title"] == "ការសន្យា"
    assert kept.facts["th.wage"].text.startswith("In Thailand the minimum wage")
    assert kept.facts["th.wage"].checked_on == date(2026, 11, 21)


def test_the_same_course_on_the_same_day_gives_the_same_bytes(whole: SmallCurriculum, tmp_path: Path) -> None:
    other = SmallCurriculum(tmp_path / "elsewhere")
    assert release_bytes(whole.snapshot(), DAY) == release_bytes(other.snapshot(), DAY)


def test_releasing_sets_the_version_and_leaves_the_rest_of_the_file(whole: SmallCurriculum) -> None:
    before = whole.read("course.yaml")
    path = whole.release("2026.10")
    assert path.name == "2026.10.json.xz"
    assert whole.read("course.yaml") == before.replace("2026.1", "2026.10")
    assert whole.load().version == "2026.10"


def test_releasing_again_what_was_released_changes_nothing(whole: SmallCurriculum) -> None:
    first = whole.release().read_bytes()
    assert whole.release(on=date(2027, 1, 1)).read_bytes() == first


def test_a_version_with_other_words_is_refused_and_nothing_is_written(whole: SmallCurriculum) -> None:
    kept = whole.release().read_bytes()
    whole.change(ENGLISH, "It binds both sides.", "It binds you both.")
    with pytest.raises(ReleaseRefused, match=r"2026\.1 was released on 2026-11-22 with other words"):
        whole.release()
    assert release_file(whole.root, "2026.1").read_bytes() == kept


def test_a_version_never_goes_backwards(whole: SmallCurriculum) -> None:
    whole.release("2026.10")
    with pytest.raises(ReleaseRefused, match=r"2026\.10 was released already; 2026\.9 comes before it"):
        whole.release("2026.9")
    assert whole.load().version == "2026.10"


def test_what_is_no_version_is_refused(whole: SmallCurriculum) -> None:
    with pytest.raises(BadVersion):
        whole.release("next")


def test_a_broken_course_is_not_released(whole: SmallCurriculum) -> None:
    whole.change("decide/module.yaml", "right: [a]", "right: [d]")
    with pytest.raises(BrokenCourse, match="is no option"):
        whole.release()
    assert not read_heads(whole.root)


def test_the_heads_are_in_the_order_of_versions(whole: SmallCurriculum) -> None:
    for version in ("2026.2", "2026.9", "2026.10"):
        whole.release(version)
    assert [head.version for head in read_heads(whole.root)] == ["2026.2", "2026.9", "2026.10"]


def test_a_course_is_a_release_or_a_draft_after_one(whole: SmallCurriculum) -> None:
    assert str(standing_of(whole.root, whole.load())) == "draft, nothing released yet"
    whole.release()
    assert str(standing_of(whole.root, whole.load())) == "release 2026.1"
    whole.change(ENGLISH, "It binds both sides.", "It binds you both.")
    assert str(standing_of(whole.root, whole.load())) == "draft after 2026.1"


def test_changed_texts_are_counted_by_language(whole: SmallCurriculum) -> None:
    whole.release()
    whole.change(ENGLISH, "It binds both sides.", "It binds you both.")
    whole.change("decide/lessons/first/km.md", "ការសន្យា {", "ការសន្យាថ្មី {")
    then = read_release(whole.root, "2026.1")
    assert changed_since(whole.load(), then) == [("contract/first/promise", "en"), ("decide/first/promise", "km")]
    assert in_words(whole.load(), then) == "2 texts"


def test_a_review_or_a_fact_makes_no_draft(whole: SmallCurriculum) -> None:
    whole.release()
    whole.write("decide/status/km.yaml", "about: {source: abc, own: abc, reviewed_by: Sok, reviewed_on: 2026-03-09}\n")
    whole.change("facts/countries/th.yaml", "1,400 THB a day", "1,500 THB a day")
    assert standing_of(whole.root, whole.load()).release


def test_production_refuses_a_course_that_nobody_released(whole: SmallCurriculum) -> None:
    course = whole.load()
    with pytest.raises(NotReleased, match=r"Run `flask course release 2026\.1`"):
        refuse_draft(whole.root, course, standing_of(whole.root, course))


def test_production_refuses_a_draft_and_says_what_changed_and_what_to_run(whole: SmallCurriculum) -> None:
    whole.release()
    whole.change(ENGLISH, "It binds both sides.", "It binds you both.")
    course = whole.load()
    with pytest.raises(NotReleased) as refused:
        refuse_draft(whole.root, course, standing_of(whole.root, course))
    assert "1 text changed since 2026.1" in str(refused.value)
    assert "`flask course diff 2026.1`" in str(refused.value)
    assert "`flask course release VERSION`" in str(refused.value)


def test_production_serves_a_release(whole: SmallCurriculum) -> None:
    whole.release()
    course = whole.load()
    refuse_draft(whole.root, course, standing_of(whole.root, course))


def test_a_release_whose_words_were_changed_is_not_believed(whole: SmallCurriculum) -> None:
    path = whole.release()
    words = lzma.decompress(path.read_bytes()).decode()
    digest = whole.snapshot().english["decide/first/promise"].digest
    path.write_bytes(lzma.compress(words.replace(digest, "0" * 64).encode()))
    with pytest.raises(BrokenRelease, match=r"releases/2026\.1\.json\.xz: its words are not those"):
        read_release(whole.root, "2026.1")


@pytest.mark.parametrize("content", [b"", b"nothing", lzma.compress(b"{}"), lzma.compress(b'{"head":{"version":"x"}}')])
def test_a_file_that_is_no_release_is_named(whole: SmallCurriculum, content: bytes) -> None:
    whole.release().write_bytes(content)
    with pytest.raises(BrokenRelease, match=r"2026\.1\.json\.xz"):
        read_heads(whole.root)


def test_a_release_under_another_name_is_refused(whole: SmallCurriculum) -> None:
    path = whole.release()
    path.rename(release_file(whole.root, "2027.1"))
    with pytest.raises(BrokenRelease, match=r"it holds version 2026\.1"):
        read_heads(whole.root)


def test_the_loader_pays_no_heed_to_releases(whole: SmallCurriculum) -> None:
    digest = whole.load().digest
    whole.release()
    whole.write("releases/notes.yaml", "nothing: {")
    assert whole.load().digest == digest
    assert read_heads(whole.root) == (Head("2026.1", digest, DAY),)
