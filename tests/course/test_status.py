"""A text is missing, a draft, reviewed or outdated; the digests decide, nobody types it."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.i18n import locale_by_tag
from app.course.catalogue import LessonTitle, State
from app.course.digests import digest_of
from app.course.errors import NoSuchUnit
from app.course.services import review_texts, stamp_texts
from app.course.status import reviewed, stamped, state_of
from app.course.totals import states_by_part
from app.course.units import read_units
from tests.course.small_course import SmallCourse

ENGLISH = "decide/lessons/first/en.md"
KHMER = "decide/lessons/first/km.md"
DAY = date(2026, 3, 9)


def stamp(small: SmallCourse, tag: str = "km") -> int:
    locale = locale_by_tag(tag)
    assert locale is not None
    return len(stamp_texts(root=small.root, course=small.load(), facts=small.load_facts(), locale=locale))


def review(small: SmallCourse, name: str, tag: str = "km") -> list[str]:
    locale = locale_by_tag(tag)
    assert locale is not None
    course, facts = small.load(), small.load_facts()
    return review_texts(
        root=small.root, course=course, facts=facts, locale=locale, name=name, by='Sok "D" Dara', on=DAY
    )


def states(small: SmallCourse, tag: str = "km") -> Counter[State]:
    locale = locale_by_tag(tag)
    assert locale is not None
    units = read_units(small.root, small.load(), small.load_facts(), locale)
    return states_by_part(units.values())["decide"]


def promise(small: SmallCourse, tag: str = "km") -> State:
    course = small.load()
    return course.card_text(course.module("decide").lesson(1).card(1), tag).state


def test_a_text_without_a_record_is_a_draft(small: SmallCourse) -> None:
    assert promise(small) is State.DRAFT


def test_a_stamped_text_is_a_draft(small: SmallCourse) -> None:
    assert stamp(small) == 3, "the module, the facts and the pictures"
    assert promise(small) is State.DRAFT


def test_a_second_stamp_writes_nothing(small: SmallCourse) -> None:
    stamp(small)
    assert stamp(small) == 0


def test_a_draft_whose_english_changes_is_outdated(small: SmallCourse) -> None:
    stamp(small)
    small.change(ENGLISH, "It binds both sides.", "It binds you both.")
    assert promise(small) is State.OUTDATED
    assert small.load().lesson_title(small.load().module("decide").lesson(1), "km").state is State.DRAFT


def test_a_stamp_does_not_make_an_outdated_text_current(small: SmallCourse) -> None:
    stamp(small)
    small.change(ENGLISH, "It binds both sides.", "It binds you both.")
    stamp(small)
    assert promise(small) is State.OUTDATED


def test_a_reviewed_text_says_so(small: SmallCourse) -> None:
    assert review(small, "decide/first/promise") == ["first/promise"]
    assert promise(small) is State.REVIEWED


def test_a_reviewed_text_whose_english_changes_is_outdated(small: SmallCourse) -> None:
    review(small, "decide/first")
    small.change(ENGLISH, "## A promise on paper", "## A paper promise")
    assert promise(small) is State.OUTDATED


def test_a_text_that_changes_after_its_review_is_a_draft_again(small: SmallCourse) -> None:
    review(small, "decide")
    small.change(KHMER, "កិច្ចសន្យាគឺជាការសន្យា។", "កិច្ចសន្យា។")
    assert promise(small) is State.DRAFT
    stamp(small)
    assert promise(small) is State.DRAFT
    small.change(KHMER, "កិច្ចសន្យា។", "កិច្ចសន្យាគឺជាការសន្យា។")
    assert promise(small) is State.DRAFT, "a stamp forgets the review of the words before"


def test_a_mended_translation_of_changed_english_is_a_draft(small: SmallCourse) -> None:
    stamp(small)
    small.change(ENGLISH, "It binds both sides.", "It binds you both.")
    small.change(KHMER, "កិច្ចសន្យាគឺជាការសន្យា។", "កិច្ចសន្យា។")
    stamp(small)
    assert promise(small) is State.DRAFT


def test_english_is_reviewed_too_and_never_outdated(small: SmallCourse) -> None:
    stamp(small, "en")
    assert review(small, "decide/first", "en") == ["first", "first/promise", "first/wage"]
    assert promise(small, "en") is State.REVIEWED
    small.change(ENGLISH, "It binds both sides.", "It binds you both.")
    assert promise(small, "en") is State.DRAFT


def test_a_review_leaves_the_neighbours_alone(small: SmallCourse) -> None:
    review(small, "decide/about")
    assert promise(small) is State.DRAFT


def test_a_review_of_what_is_not_written_is_refused(small: SmallCourse) -> None:
    for name in ("travel", "decide/second", "decide/fir"):
        with pytest.raises(NoSuchUnit):
            review(small, name)


def test_a_stamp_drops_records_of_units_that_are_gone(small: SmallCourse) -> None:
    small.write("decide/status/km.yaml", "gone/card: {source: a, own: b}\n")
    stamp(small)
    assert "gone" not in small.read("decide/status/km.yaml")


def test_a_status_file_is_in_the_order_of_the_course(small: SmallCourse) -> None:
    stamp(small)
    lines = [line for line in small.read("decide/status/km.yaml").split("\n") if line and not line.startswith("#")]
    assert [line.partition(":")[0] for line in lines] == ["about", "first", "first/promise", "questions/M01-Q02"]
    assert not (small.root / "contract/status").exists()


def test_coverage_counts_every_unit(small: SmallCourse) -> None:
    review(small, "decide/first/promise")
    counts = states(small)
    assert counts == {State.MISSING: 9, State.DRAFT: 3, State.REVIEWED: 1}
    assert counts.total() == states(small, "en").total()


words = st.text(min_size=1, max_size=4)


def title(said: str, lang: str) -> LessonTitle:
    return LessonTitle(lang=lang, digest=digest_of(said), title=said)


@given(own=words, english=words, new_own=words, new_english=words, was_reviewed=st.booleans())
def test_the_state_follows_from_what_changed_since_the_record(
    own: str, english: str, new_own: str, new_english: str, was_reviewed: bool
) -> None:
    before, source = digest_of(own), digest_of(english)
    record = reviewed(before, source, by="Sok Dara", on=DAY) if was_reviewed else stamped(before, source, None)
    state = state_of(title(new_own, "km"), title(new_english, "en"), record)
    if new_own != own:
        assert state is State.DRAFT
    elif new_english != english:
        assert state is State.OUTDATED
    else:
        assert state is (State.REVIEWED if was_reviewed else State.DRAFT)
