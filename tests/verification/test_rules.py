"""What a checker may type, paste or scan."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certificates.numbering import Number
from app.verification.rules import Claim, Misread, read_claim
from tests.verification.offices import an_office

RIGHT = Claim(Number("XX-TEST", 26, 1), "7Q4F2M9X")
NUMBER, CODE = "XX-TEST-26-0000001-8", "7Q4F-2M9X"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (NUMBER, CODE),
        (" xx test 26 0000001 8", "7q4f2m9x "),
        ("XX-TEST-២៦-០០០០០០១-៨", "៧Q៤F-២M៩X"),
        ("https://check.example.org/v/XX-TEST-26-0000001-8/7Q4F2M9X", ""),
        ("HTTPS://CHECK.EXAMPLE.ORG/V/XX-TEST-26-0000001-8/7Q4F2M9X", ""),
        ("", "check.example.org/v/XX-TEST-26-0000001-8/7Q4F2M9X?from=scanner#top"),
        ("/v/XX-TEST-26-0000001-8/7Q4F2M9X", ""),
        ("https://check.example.org/v/XX%2DTEST%2D26%2D0000001%2D8/7Q4F%2D2M9X", "anything"),
        (f"{NUMBER} {CODE}", ""),
        ("", f"{NUMBER}\n{CODE}"),
    ],
)
def test_a_claim_is_read_in_any_way_people_give_it(number: str, code: str) -> None:
    assert read_claim(number, code) == RIGHT


@pytest.mark.parametrize(
    ("number", "code", "misread"),
    [
        ("", "", Misread(number=True, code=True)),
        (NUMBER, "", Misread(number=False, code=True)),
        ("", CODE, Misread(number=True, code=False)),
        ("XX-TEST-26-0000001-9", CODE, Misread(number=True, code=False)),
        (NUMBER, "7Q4F", Misread(number=False, code=True)),
        (CODE, NUMBER, Misread(number=True, code=True)),
    ],
)
def test_what_cannot_be_right_is_told_field_by_field(number: str, code: str, misread: Misread) -> None:
    assert read_claim(number, code) == misread


@given(st.text(max_size=500), st.text(max_size=500))
def test_no_text_at_all_breaks_the_reading(number: str, code: str) -> None:
    read_claim(number, code)


def test_the_signed_square_is_read_for_its_number_and_code(tmp_path: Path) -> None:
    address = an_office(tmp_path, "XX-TEST").address(1)
    assert read_claim(address, "") == RIGHT
    assert read_claim("", f" {address.lower()}\n") == RIGHT
    assert read_claim(address[:-200], "") == Misread(number=True, code=True)
