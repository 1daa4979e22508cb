"""A number means the same in every script's digits."""

from __future__ import annotations

import pytest

from app.core.digits import latin_digits, native_digits

EVERY_TEN = [
    "០១២៣៤៥៦៧៨៩",
    "໐໑໒໓໔໕໖໗໘໙",
    "၀၁၂၃၄၅၆၇၈၉",
    "๐๑๒๓๔๕๖๗๘๙",
    "０１２３４５６７８９",
    "٠١٢٣٤٥٦٧٨٩",
    "۰۱۲۳۴۵۶۷۸۹",
    "႐႑႒႓႔႕႖႗႘႙",
]


@pytest.mark.parametrize("digits", EVERY_TEN)
def test_digits_of_every_script_are_understood(digits: str) -> None:
    assert latin_digits(f"A-{digits}") == "A-0123456789"


@pytest.mark.parametrize(("tag", "written"), [("km", "២០២៦"), ("lo", "໒໐໒໖"), ("my", "၂၀၂၆"), ("th", "๒๐๒๖")])
def test_a_locale_with_digits_of_its_own_writes_them(tag: str, written: str) -> None:
    assert native_digits("2026", tag) == written
    assert latin_digits(written) == "2026"


@pytest.mark.parametrize("tag", ["en", "vi", "zh-Hans"])
def test_other_locales_write_what_they_are_given(tag: str) -> None:
    assert native_digits("2026", tag) == "2026"


def test_letters_stay() -> None:
    assert latin_digits("ហ៊ុន สมชาย 王") == "ហ៊ុន สมชาย 王"
    assert native_digits("No. 7 ฉบับ", "th") == "No. ๗ ฉบับ"
