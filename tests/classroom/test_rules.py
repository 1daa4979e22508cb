"""Which answers of a class count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.classroom.rules import Answers, Given, attempt_token, counted, letter, tally

NOON = datetime(2026, 3, 9, 5, tzinfo=UTC)
GIVEN = st.builds(
    Given,
    learner=st.integers(1, 4),
    question=st.sampled_from(["Q1", "Q2"]),
    options=st.sampled_from([(), ("a",), ("b",), ("c",)]),
    at=st.integers(0, 600).map(lambda seconds: NOON + timedelta(seconds=seconds)),
)


def test_the_last_answer_counts_and_one_taken_back_is_none() -> None:
    at = [NOON + timedelta(seconds=place) for place in range(3)]
    given = [Given(1, "Q1", ("a",), at[0]), Given(2, "Q1", ("b",), at[0]), Given(1, "Q1", ("c",), at[2])]
    assert counted(given, {}) == {1: {"Q1": ("c",)}, 2: {"Q1": ("b",)}}
    assert counted([*given, Given(2, "Q1", (), at[1])], {}) == {1: {"Q1": ("c",)}}


def test_an_answer_after_its_question_was_closed_does_not_count() -> None:
    early, late = Given(1, "Q1", ("a",), NOON), Given(1, "Q1", ("b",), NOON + timedelta(seconds=2))
    assert counted([early, late], {"Q1": NOON + timedelta(seconds=1)}) == {1: {"Q1": ("a",)}}
    assert counted([late], {"Q1": NOON + timedelta(seconds=1)}) == {}


@given(st.lists(GIVEN, unique_by=lambda one: (one.learner, one.question, one.at)), st.randoms())
def test_the_order_in_which_answers_arrive_changes_nothing(given_: list[Given], random: object) -> None:
    shuffled = list(given_)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    closed = {"Q2": NOON + timedelta(seconds=300)}
    assert counted(shuffled, closed) == counted(given_, closed)


def test_a_tally_names_every_option() -> None:
    answers: Answers = {1: {"Q1": ("a",)}, 2: {"Q1": ("a", "c")}, 3: {"Q2": ("b",)}}
    assert tally(answers, "Q1", ["a", "b", "c"]) == {"a": 2, "b": 0, "c": 1}


def test_a_token_is_one_persons_in_one_quiz() -> None:
    tokens = {attempt_token(quiz, learner) for quiz in ("x", "y") for learner in range(5)}
    assert len(tokens) == 10
    assert {len(token) for token in tokens} == {32}
    assert attempt_token("x", 1) == attempt_token("x", 1)
    assert [letter(place) for place in range(3)] == ["A", "B", "C"]
