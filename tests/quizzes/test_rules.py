"""Draws, marks and pauses."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.course.catalogue import Module, QuestionKind
from app.course.loader import load_course
from app.quizzes.rules import (
    PAUSE,
    Drawn,
    Result,
    Submitted,
    draw_questions,
    is_drawn_from,
    lessons_for,
    mark,
    pause_ends,
)

COURSE = load_course(Path(__file__).parents[2] / "curriculum")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def pool(module: Module) -> dict[str, object]:
    return {question.id: question for question in module.questions}


@pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.slug)
@given(seed=st.integers())
def test_a_draw_has_its_size_the_must_know_and_no_question_twice(module: Module, seed: int) -> None:
    draw = draw_questions(module, Random(seed))
    ids = [drawn.question for drawn in draw]
    assert len(ids) == len(set(ids)) == (8 if module.core else 6)
    assert sum(question.must_know and question.id in ids for question in module.questions) == 1
    assert not {question.id for question in module.check_questions} & set(ids)
    assert is_drawn_from(draw, module.questions)


@pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.slug)
@given(seed=st.integers())
def test_a_draw_asks_about_each_outcome_before_it_asks_about_one_again(module: Module, seed: int) -> None:
    outcomes = {question.id: question.outcome for question in module.questions if not question.must_know}
    asked = Counter(
        outcomes[drawn.question] for drawn in draw_questions(module, Random(seed)) if drawn.question in outcomes
    )
    assert max(asked.values()) <= 1 + min(asked[outcome] for outcome in set(outcomes.values()))


@pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.slug)
@given(seed=st.integers())
def test_a_second_draw_asks_first_what_was_not_met(module: Module, seed: int) -> None:
    random = Random(seed)
    met = Counter(drawn.question for drawn in draw_questions(module, random))
    again = {drawn.question for drawn in draw_questions(module, random, met)}
    for outcome in {question.outcome for question in module.quiz_questions}:
        pool = [one.id for one in module.quiz_questions if one.outcome == outcome and not one.must_know]
        repeated = [name for name in pool if name in again and name in met]
        assert not repeated or all(name in met or name in again for name in pool)


def test_two_draws_differ() -> None:
    module = COURSE.module("contract")
    assert len({draw_questions(module, Random(seed)) for seed in range(20)}) > 15


@pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.slug)
def test_all_right_passes_and_one_wrong_passes_unless_it_is_the_must_know(module: Module) -> None:
    draw = draw_questions(module, Random(1))
    questions = {question.id: question for question in module.questions}
    right = {drawn.question: questions[drawn.question].right for drawn in draw}
    assert mark(questions, draw, right) == Result(len(draw), len(draw), True, ())
    for drawn in draw:
        result = mark(questions, draw, right | {drawn.question: ()})
        assert result.right == len(draw) - 1
        assert result.is_passed is not questions[drawn.question].must_know


def test_two_wrong_do_not_pass() -> None:
    assert not Result(8, 6, True, ("a", "b")).is_passed
    assert Result(8, 7, True, ("a",)).is_passed
    assert not Result(8, 7, False, ("a",)).is_passed


def test_choose_two_counts_only_if_both_are_right_and_no_third() -> None:
    question = next(
        question for module in COURSE.modules for question in module.questions if question.kind is QuestionKind.TWO
    )
    questions = {question.id: question}
    draw = (Drawn(question.id, question.options),)
    wrong = next(option for option in question.options if option not in question.right)
    assert mark(questions, draw, {question.id: question.right}).right == 1
    assert mark(questions, draw, {question.id: question.right[:1]}).right == 0
    assert mark(questions, draw, {question.id: (question.right[0], wrong)}).right == 0
    assert mark(questions, draw, {question.id: question.options}).right == 0


def test_a_draw_of_a_lost_question_no_longer_fits() -> None:
    module = COURSE.module("rights")
    draw = draw_questions(module, Random(3))
    assert not is_drawn_from((*draw, Drawn("M99-Q01", ("a", "b"))), module.questions)
    assert not is_drawn_from((Drawn(draw[0].question, ("a",)), *draw[1:]), module.questions)


@given(st.lists(st.booleans(), max_size=12))
def test_the_pause_comes_after_every_second_fail_in_a_row(history: list[bool]) -> None:
    submitted = [Submitted(NOON + timedelta(minutes=20 * place), passed) for place, passed in enumerate(history)]
    trailing = 0
    for passed in reversed(history):
        if passed:
            break
        trailing += 1
    expected = submitted[-1].at + PAUSE if trailing and trailing % 2 == 0 else None
    assert pause_ends(submitted) == expected


@pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.slug)
def test_every_question_leads_back_to_a_lesson(module: Module) -> None:
    assert all(lessons_for(module, question) for question in module.questions)
