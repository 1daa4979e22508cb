"""PINs nobody guesses first, names in every script, addresses on this site."""

from __future__ import annotations

from time import process_time

import pytest

from app.core.names import NameFault, NameWarning
from app.learners.rules import PinFault, ReadingFault, is_own_page, pin_fault, read_name, read_pin, search_key

ZAWGYI = "ေမာင္ေအာင္မ်ိဳး"
UNICODE = "မောင်အောင်မျိုး"


@pytest.mark.parametrize("pin", ["482915", "730264", "907153", "118526"])
def test_an_ordinary_pin_is_taken(pin: str) -> None:
    assert pin_fault(pin, "123456788") is None


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "48291a", "៤៨២៩១៥"])
def test_anything_but_six_digits_is_refused(pin: str) -> None:
    assert pin_fault(pin) is PinFault.NOT_SIX_DIGITS


@pytest.mark.parametrize("digit", "0123456789")
def test_one_digit_six_times_is_refused(digit: str) -> None:
    assert pin_fault(digit * 6) is PinFault.ONE_DIGIT


@pytest.mark.parametrize("pin", ["123456", "012345", "456789", "654321", "987654", "890123", "109876"])
def test_a_row_is_refused_up_and_down_and_around(pin: str) -> None:
    assert pin_fault(pin) is PinFault.RUN


@pytest.mark.parametrize("pin", ["123123", "112233", "121212", "909090", "777888", "123321", "147258", "159753"])
def test_a_pattern_is_refused(pin: str) -> None:
    assert pin_fault(pin) is PinFault.PATTERN


def test_a_part_of_the_own_number_is_refused() -> None:
    assert pin_fault("482915", "748291538") is PinFault.IN_NUMBER
    assert pin_fault("482915", "748219538") is None


def test_a_pin_is_read_in_the_digits_of_any_script_and_with_spaces() -> None:
    assert {read_pin(typed) for typed in ("482 915", "៤៨២៩១៥", "໔໘໒໙໑໕", "๔๘๒๙๑๕", "၄၈၂ ၉၁၅")} == {"482915"}


def test_less_than_one_pin_in_a_hundred_is_refused() -> None:
    sample = range(0, 1_000_000, 37)
    assert sum(pin_fault(f"{pin:06}") is not None for pin in sample) < len(sample) / 100


@pytest.mark.parametrize("name", ["សុខ ចាន់ធូ", "ສົມສັກ", "สมชาย ใจดี", "Nguyễn Thị Hoà", "王小明", "Suharto", UNICODE])
def test_a_name_in_any_script_is_taken_as_it_is(name: str) -> None:
    assert read_name(name).name == name


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", NameFault.EMPTY),
        ("   \u200b ", NameFault.EMPTY),
        ("12", NameFault.NO_LETTER),
        ("a" * 500, NameFault.TOO_LONG),
        ("Sok 😀", NameFault.EMOJI),
    ],
)
def test_what_cannot_be_a_name_has_its_fault(typed: str, fault: NameFault) -> None:
    assert read_name(typed).fault is fault


def test_what_is_too_long_for_any_name_is_refused_before_it_is_read() -> None:
    began = process_time()
    assert read_name("က" + "\u103a\u1037" * 20_000, "my").fault is NameFault.TOO_LONG
    assert process_time() - began < 0.1


def test_the_line_for_the_passport_takes_latin_letters_alone() -> None:
    assert read_name("សុខ", latin=True).fault is ReadingFault.NOT_LATIN
    assert read_name("O'Brien-Đặng", latin=True).fault is None


def test_zawgyi_is_asked_about_in_both_readings_and_the_choice_settles_it() -> None:
    asked = read_name(ZAWGYI)
    assert asked.name is None
    assert asked.readings[0] == UNICODE
    assert NameWarning.ZAWGYI_CONVERTED in asked.warnings
    assert [read_name(ZAWGYI, chosen=reading).name for reading in asked.readings] == list(asked.readings)


def test_a_choice_that_was_not_offered_settles_nothing() -> None:
    assert read_name(ZAWGYI, chosen="Somebody Else").readings


def test_a_chosen_name_is_taken_again_unchanged() -> None:
    mixed = read_name("Sok សុខ")
    assert mixed.warnings == (NameWarning.MIXED_SCRIPTS,)
    assert read_name("Sok សុខ", chosen=mixed.readings[0]).name == "Sok សុខ"


def test_both_names_are_found_by_one_key() -> None:
    assert search_key("Nguyễn Hoà", "NGUYEN HOA") == "nguyenhoa nguyenhoa"
    assert search_key(None, "SOK") == "sok"


@pytest.mark.parametrize("address", ["/", "/en/me", "/km/quiz/abc?n=1"])
def test_a_path_on_this_site_is_followed(address: str) -> None:
    assert is_own_page(address)


@pytest.mark.parametrize(
    "address",
    [
        "", "en/me", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example",
        "javascript:alert(1)", "/\t/evil.example", "/%0a/evil\n", "/en\\..\\x", " /en", "///evil.example",
        "http:evil.example",
    ],
)  # fmt: skip
def test_an_address_elsewhere_is_not_followed(address: str) -> None:
    assert not is_own_page(address)
