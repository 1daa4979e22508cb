"""The square holds the certificate's own facts, signed; it comes back whole, and one changed digit is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certificates.codes import ALPHABET, LENGTH
from app.certificates.numbering import Number
from app.certificates.signed import Signed, code_bytes, code_of, read_address, signed_address
from app.printing.qr import QUIET, square
from app.programme.rules import Award
from app.signing.errors import BadSignature
from app.signing.keys import Use
from tests.signing.people import PASSPHRASE, kept_keys

KEYRING, TRUST = kept_keys()
SIGNER = KEYRING.signer(KEYRING.active_key(Use.QR), PASSPHRASE)
HOST = "https://verify.mlvt.gov.kh"
DAY = date(2026, 11, 22)
CODES = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)
NAMES = st.none() | st.text(min_size=1, max_size=30)
VERSION_12 = 65
"""Modules of a square of version 12 on each side, without its quiet zone."""


def paper(native: str | None, latin: str | None, serial: int = 1234) -> Signed:
    return Signed(
        number=str(Number("KH-MLVT", 26, serial)),
        code="7Q4F2M9X",
        name_native=native,
        name_latin=latin,
        course_version="2026.1",
        kind=Award.FULL,
        issued_on=DAY,
        valid_until=DAY + timedelta(days=730),
        corridor="MM-TH",
    )


@given(
    native=NAMES,
    latin=NAMES,
    code=CODES,
    serial=st.integers(1, 9_999_999),
    kind=st.sampled_from(Award),
    issued=st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    corridor=st.none() | st.just("KH-TH"),
    test=st.booleans(),
)
def test_what_is_signed_comes_back(
    native: str | None,
    latin: str | None,
    code: str,
    serial: int,
    kind: Award,
    issued: date,
    corridor: str | None,
    test: bool,
) -> None:
    signed = Signed(
        number=str(Number("LA-MLSW", 26, serial)),
        code=code,
        name_native=native,
        name_latin=latin,
        course_version="2026.1",
        kind=kind,
        issued_on=issued,
        valid_until=None if test else issued + timedelta(days=365),
        corridor=corridor,
        test=test,
    )
    assert read_address(signed_address(HOST, signed, SIGNER), TRUST.keys) == (signed, SIGNER.key)


@given(CODES)
def test_a_code_is_packed_into_forty_bits(code: str) -> None:
    assert len(code_bytes(code)) == 5
    assert code_of(code_bytes(code)) == code


def test_a_reprint_has_the_same_square() -> None:
    signed = paper("သန္တာ အောင်", "THANDAR AUNG")
    assert signed_address(HOST, signed, SIGNER) == signed_address(HOST, signed, SIGNER)


@given(place=st.integers(min_value=0), digit=st.integers(0, 9))
def test_one_changed_digit_is_refused(place: int, digit: int) -> None:
    address = signed_address(HOST, paper("សុខ ចាន់ធូ", "SOK CHANTHOU"), SIGNER)
    host, digits = address.split("#")
    at = place % len(digits)
    changed = f"{host}#{digits[:at]}{digit}{digits[at + 1 :]}"
    if changed == address:
        assert read_address(changed, TRUST.keys)
    else:
        with pytest.raises(BadSignature):
            read_address(changed, TRUST.keys)


@pytest.mark.parametrize(
    "text",
    ["", "https://verify.mlvt.gov.kh/C", "HTTPS://X/C#123", "HTTPS://X/C#" + "9" * 400, "HTTPS://X/C#0" + "1" * 99],
)
def test_what_is_no_square_of_ours_is_refused(text: str) -> None:
    with pytest.raises(BadSignature):
        read_address(text, TRUST.keys)


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("မနန်းခမ်းအေးသန်းထွန်း", "NANG KHAM AYE THAN HTUN"),
        ("ព្រហ្ម សុវណ្ណារិទ្ធ", "PROM SOVANNARITH"),
        (None, "NGUYEN THI PHUONG THAO MAI LINH"),
        ("ກອງແກ້ວ ວົງສະຫວັນ", "KONGKEO VONGSAVANH"),
    ],
)
def test_two_names_stay_within_version_12(native: str | None, latin: str) -> None:
    code = square(signed_address(HOST, paper(native, latin, 9_999_999), SIGNER))
    assert code.size - 2 * QUIET <= VERSION_12
