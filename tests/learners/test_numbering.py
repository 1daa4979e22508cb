"""Learner numbers: hard to count through, easy to type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.digits import native_digits
from app.learners.numbering import EXAMPLE, new_number, read_number, shown_number


def test_a_new_number_has_nine_digits_and_reads_back() -> None:
    numbers = {new_number() for _ in range(500)}
    assert len(numbers) > 490
    assert all(len(number) == 9 and number[0] != "0" and read_number(number) == number for number in numbers)


def test_numbers_do_not_follow_each_other() -> None:
    numbers = [int(new_number()) for _ in range(50)]
    assert numbers != sorted(numbers)


@pytest.mark.parametrize("tag", ["en", "km", "lo", "my", "th"])
@pytest.mark.parametrize("between", ["", " ", "-", " – ", ".", "\u00a0", "\u200b"])
def test_a_number_is_read_however_it_is_typed(tag: str, between: str) -> None:
    number = new_number()
    typed = between.join((number[:3], number[3:6], number[6:]))
    assert read_number(f" {native_digits(typed, tag)} ") == number


def test_a_number_is_shown_in_groups_of_three() -> None:
    assert shown_number("123456788") == EXAMPLE == "123-456-788"
    assert read_number(EXAMPLE) == "123456788"


@given(st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(place: int, by: int) -> None:
    number = new_number()
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert read_number(wrong) is None


@pytest.mark.parametrize("typed", ["", "12345678", "1234567890", "abcdefghi", "123-456-78x", "023-456-786", "9" * 500])
def test_anything_else_is_no_number(typed: str) -> None:
    assert read_number(typed) is None
