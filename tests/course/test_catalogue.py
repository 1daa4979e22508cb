"""The course gives its parts by name and number, and its words in a locale or in English."""

from __future__ import annotations

import pytest

from app.course.catalogue import CardKind, QuestionKind, State
from tests.course.small_course import SmallCourse


def test_the_structure_is_read_in_order(small: SmallCourse) -> None:
    course = small.load()
    assert course.version == "2026.1"
    assert course.sectors == ("home", "fishing")
    assert [(module.id, module.slug, module.core) for module in course.modules] == [
        ("M01", "decide", False),
        ("M03", "contract", True),
    ]
    lesson = course.module("contract").lesson(1)
    assert (lesson.id, lesson.key, lesson.number, lesson.minutes) == ("first", "M03/first", 1, 5)
    assert [(card.key, card.number, card.kind, card.picture) for card in lesson.cards] == [
        ("M03/first/promise", 1, CardKind.MESSAGE, "contract"),
        ("M03/first/wage", 2, CardKind.FACTS, None),
    ]


def test_a_question_holds_ids_alone(small: SmallCourse) -> None:
    question = small.load().question("M03-Q01")
    assert (question.kind, question.options, question.right) == (QuestionKind.TWO, ("a", "b", "c"), ("a", "b"))
    assert question.must_know
    assert question.outcome == "M03-LO1"


def test_what_is_not_there_cannot_be_looked_up(small: SmallCourse) -> None:
    course = small.load()
    module = course.module_by_id("M01")
    assert module is course.module("decide")
    for look_up in (
        lambda: course.module("travel"),
        lambda: course.module_by_id("M02"),
        lambda: course.question("M02-Q01"),
        lambda: module.lesson(0),
        lambda: module.lesson(3),
        lambda: module.lesson(1).card(-1),
    ):
        with pytest.raises(LookupError):
            look_up()


def test_a_translated_unit_is_given_in_its_own_language(small: SmallCourse) -> None:
    course = small.load()
    module = course.module("decide")
    title = course.lesson_title(module.lesson(1), "km")
    assert (title.title, title.lang, title.state) == ("មេរៀនទីមួយ", "km", State.DRAFT)
    assert course.card_text(module.lesson(1).card(1), "km").lang == "km"
    assert course.module_text(module, "km").lang == "km"
    assert course.question_text(module.questions[1], "km").lang == "km"


def test_a_missing_unit_is_given_in_english_and_says_so(small: SmallCourse) -> None:
    course = small.load()
    module, other = course.modules
    card = course.card_text(module.lesson(1).card(2), "km")
    assert (card.title, card.lang, card.state) == ("What you are paid", "en", State.MISSING)
    for text in (
        course.module_text(other, "km"),
        course.lesson_title(module.lesson(2), "km"),
        course.question_text(module.questions[0], "km"),
        course.module_text(module, "zh-Hans"),
    ):
        assert (text.lang, text.state) == ("en", State.MISSING)


def test_english_is_never_missing(small: SmallCourse) -> None:
    course = small.load()
    text = course.question_text(course.question("M01-Q01"), "en")
    assert (text.text, text.options["b"], text.explanation) == ("What is true?", "Two", "One is first.")
    assert text.state is State.DRAFT


def test_the_chinese_edition_is_read_from_its_name_on_disk(small: SmallCourse) -> None:
    small.write("decide/about/zh_Hans.yaml", "title: 选择\naim: 学习选择。\noutcomes:\n  M01-LO1: 什么是选择。\n")
    course = small.load()
    assert course.module_text(course.module("decide"), "zh-Hans").title == "选择"


def test_words_that_yaml_takes_for_other_things_stay_words(small: SmallCourse) -> None:
    small.change("decide/about/en.yaml", "title: My choice", "title: No")
    small.change("decide/questions/en.yaml", "a: One", "a: 1191")
    course = small.load()
    assert course.module_text(course.module("decide"), "en").title == "No"
    assert course.question_text(course.question("M01-Q01"), "en").options["a"] == "1191"
