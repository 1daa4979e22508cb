"""Progress, and the cookie that keeps it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.course.loader import load_course
from app.learning.rules import Progress, packed_seen, progress_from_cookie, unpacked_seen

COURSE = load_course(Path(__file__).parents[2] / "curriculum")
LESSON = COURSE.module("contract").lessons[0]
CARDS = [card.id for card in LESSON.cards]
MOST_BYTES_OF_A_COOKIE = 3000


@given(st.sets(st.sampled_from(CARDS)))
def test_what_is_packed_comes_back(seen: set[str]) -> None:
    assert unpacked_seen(LESSON, packed_seen(LESSON, seen)) == seen


@given(st.text(max_size=20))
def test_nonsense_in_the_cookie_is_nothing_seen_or_known_cards(text: str) -> None:
    assert unpacked_seen(LESSON, text) <= set(CARDS)


def test_a_lesson_that_got_another_card_starts_anew() -> None:
    assert unpacked_seen(LESSON, f"ff.{len(CARDS) + 1}") == frozenset()


def test_progress_goes_on_at_the_first_unseen_card() -> None:
    progress = Progress({LESSON.key: frozenset(CARDS[:2])})
    assert progress.next_card(LESSON).id == CARDS[2]
    assert not progress.is_lesson_done(LESSON)
    done = Progress({LESSON.key: frozenset(CARDS)})
    assert done.is_lesson_done(LESSON)
    assert done.next_card(LESSON).id == CARDS[0]


def test_cards_that_a_new_version_lost_count_for_nothing() -> None:
    assert not Progress({LESSON.key: frozenset({"gone", *CARDS[1:]})}).is_lesson_done(LESSON)


def test_the_whole_course_fits_into_a_cookie() -> None:
    kept = {
        lesson.key: packed_seen(lesson, [card.id for card in lesson.cards])
        for module in COURSE.modules
        for lesson in module.lessons
    }
    assert len(str(kept)) < MOST_BYTES_OF_A_COOKIE
    progress = progress_from_cookie(COURSE, kept)
    assert all(progress.next_lesson(module) is None for module in COURSE.modules)
