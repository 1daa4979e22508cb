"""The course we ship loads without a fault, has what it promises, and starts fast."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from app.core.i18n import LOCALES
from app.course.catalogue import Course, State
from app.course.loader import load_course
from app.course.rules import spots
from app.course.status import coverage

ROOT = Path(__file__).parents[2] / "curriculum"


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT)


def test_it_has_twelve_modules_four_of_them_core(course: Course) -> None:
    assert [module.id for module in course.modules] == [f"M{number:02}" for number in range(1, 13)]
    assert [module.slug for module in course.modules if module.core] == ["contract", "rights", "danger", "remittance"]


def test_its_english_is_complete(course: Course) -> None:
    for module in course.modules:
        assert coverage(course, module, "en")[State.MISSING] == 0


def test_every_lesson_ends_with_one_thing_to_do_now(course: Course) -> None:
    for module in course.modules:
        for lesson in module.lessons:
            assert lesson.cards[-1].kind == "do-now", lesson.key


def test_every_text_can_be_given_in_every_locale(course: Course) -> None:
    for locale in LOCALES:
        for module in course.modules:
            assert course.module_text(module, locale.tag).title
            assert all(course.card_text(spot.card, locale.tag).parts for spot in spots(module))
            assert all(course.question_text(question, locale.tag).text for question in module.questions)


def test_it_loads_fast_enough_for_a_quick_restart() -> None:
    """The goal is 0.7 seconds on the smallest machine we plan for; the margin is for a busy one."""
    start = process_time()
    load_course(ROOT)
    assert process_time() - start < 1.5
