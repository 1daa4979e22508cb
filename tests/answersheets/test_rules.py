"""What a circle says, and what a row of them says."""

from __future__ import annotations

import pytest

from app.answersheets.rules import Answer, Ink, Mark, answer_of, mark_of

EMPTY, FULL = Ink(0.01, 0.0), Ink(0.95, 0.02)
CROSSED, FAINT = Ink(0.97, 0.13), Ink(0.3, 0.0)


@pytest.mark.parametrize(
    ("ink", "mark"),
    [
        (EMPTY, Mark.EMPTY),
        (FULL, Mark.FILLED),
        (CROSSED, Mark.DOUBTFUL),
        (FAINT, Mark.DOUBTFUL),
        (Ink(0.0, 0.2), Mark.DOUBTFUL),
    ],
)
def test_only_clear_marks_are_taken(ink: Ink, mark: Mark) -> None:
    assert mark_of(ink) is mark


def test_one_filled_circle_is_the_answer() -> None:
    assert answer_of([EMPTY, FULL, EMPTY], 1) == Answer((1,), True)


def test_a_row_left_empty_is_a_clear_blank() -> None:
    assert answer_of([EMPTY, EMPTY, EMPTY], 1) == Answer((), True)


def test_two_filled_where_one_is_asked_for_are_asked_about() -> None:
    assert not answer_of([FULL, FULL, EMPTY], 1).is_clear


def test_two_filled_where_two_are_asked_for_are_clear() -> None:
    assert answer_of([FULL, EMPTY, FULL], 2) == Answer((0, 2), True)


def test_one_filled_where_two_are_asked_for_is_asked_about() -> None:
    assert not answer_of([FULL, EMPTY, EMPTY], 2).is_clear


def test_a_crossed_out_circle_makes_its_row_doubtful() -> None:
    assert not answer_of([CROSSED, FULL, EMPTY], 1).is_clear
