"""A digest changes with what it stands for, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.course.small_course import SmallCourse

Change = Callable[[SmallCourse], None]


def english_changes(small: SmallCourse) -> None:
    small.change("contract/lessons/first/en.md", "It binds both sides.", "It binds you both.")


def khmer_changes(small: SmallCourse) -> None:
    small.change("decide/questions/km.yaml", "Two", "២")


def structure_changes(small: SmallCourse) -> None:
    small.change("decide/module.yaml", "right: [a]", "right: [b]")


def review_is_noted(small: SmallCourse) -> None:
    course = small.load()
    digest = course.module_text(course.module("decide"), "km").digest[:12]
    source = course.module_text(course.module("decide"), "en").digest[:12]
    record = f"about: {{source: {source}, own: {digest}, reviewed_by: Sok Dara, reviewed_on: 2026-03-09}}\n"
    small.write("decide/status/km.yaml", record)


def layout_changes(small: SmallCourse) -> None:
    small.change("decide/module.yaml", "core: false", "# A note.\ncore: false")
    small.add("decide/lessons/second/en.md", "\n\n")


@pytest.mark.parametrize("change", [english_changes, khmer_changes, structure_changes])
def test_the_course_digest_covers_structure_and_every_text(small: SmallCourse, change: Change) -> None:
    before = small.load().digest
    change(small)
    assert small.load().digest != before


@pytest.mark.parametrize("change", [layout_changes, review_is_noted])
def test_the_course_digest_leaves_out_layout_and_reviews(small: SmallCourse, change: Change) -> None:
    before = small.load().digest
    change(small)
    assert small.load().digest == before


def test_the_course_digest_is_the_same_on_each_load(small: SmallCourse) -> None:
    assert small.load().digest == small.load().digest
    assert len(small.load().digest) == 64


@pytest.mark.parametrize(
    ("change", "locales"),
    [
        (english_changes, {"en", "km", "vi"}),
        (structure_changes, {"en", "km", "vi"}),
        (khmer_changes, {"km"}),
        (review_is_noted, {"km"}),
        (layout_changes, set()),
    ],
)
def test_an_edition_changes_with_all_that_its_pages_show(small: SmallCourse, change: Change, locales: set[str]) -> None:
    before = small.load()
    change(small)
    after = small.load()
    assert {tag for tag in ("en", "km", "vi") if before.edition(tag) != after.edition(tag)} == locales
