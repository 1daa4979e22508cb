"""The random code beside the number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certificates.codes import ALPHABET, LENGTH, new_code, parse_code, shown_code

codes = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


def test_codes_are_drawn_from_forty_random_bits() -> None:
    drawn = {new_code() for _ in range(2_000)}

    assert len(drawn) == 2_000
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in drawn)
    assert len(ALPHABET) ** LENGTH == 2**40


@given(codes)
def test_a_code_is_read_as_it_is_shown(code: str) -> None:
    assert parse_code(shown_code(code)) == code


@pytest.mark.parametrize("typed", ["7q4f-2m9x", "7Q4F2M9X", " 7Q4F \u2013 2M9X ", "៧q៤f ២m៩x", "๗Q๔F-๒M๙X"])
def test_a_code_is_read_in_any_way_people_type_it(typed: str) -> None:
    assert parse_code(typed) == "7Q4F2M9X"


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert parse_code("oil0-OIL1") == "01100111"


@pytest.mark.parametrize("typed", ["", "7Q4F", "7Q4F-2M9U", "7Q4F-2M9X-1", "ក" * 8])
def test_what_is_no_code_is_told_apart(typed: str) -> None:
    assert parse_code(typed) is None
