"""Names typed in Zawgyi are found and written in Unicode; whoever is wronged by the guess can undo it."""

from __future__ import annotations

import pytest

from app.core.names import NameWarning, normalise_name
from app.core.naming.zawgyi import guess, to_unicode

SURE = {
    "\u1031\u1021\u102c\u1004\u1039": "အောင်",
    "\u1031\u1021\u102c\u1004\u1039\u1006\u1014\u1039\u1038\u1005\u102f\u107e\u1000\u100a\u1039": "အောင်ဆန်းစုကြည်",
    "\u1031\u1019\u102c\u1004\u1039\u1031\u1019\u102c\u1004\u1039": "မောင်မောင်",
    "\u101c\u103d\u101c\u103d": "လှလှ",
    "\u1031\u101d\u1031\u101d": "ဝေဝေ",
    "\u1031\u101d": "ဝေ",
    "\u103b\u1019\u103b\u1019": "မြမြ",
    "\u1014\u108f\u1075\u102c": "နန္ဒာ",
    "\u1031\u1000\u103a\u102c\u1039\u1031\u1000\u103a\u102c\u1039": "ကျော်ကျော်",
    "\u103b\u1016\u1034\u103b\u1016\u1034": "ဖြူဖြူ",
    "\u1011\u103c\u1014\u1039\u1038\u1011\u103c\u1014\u1039\u1038": "ထွန်းထွန်း",
    "\u101f\u102d\u1014\u1039\u1038\u1011\u1000\u1039": "ဟိန်းထက်",
    "\u1001\u103a\u102d\u1033\u1001\u103a\u102d\u1033": "ချိုချို",
    "\u103b\u1015\u106b\u1039\u1037\u107f\u1016\u102d\u1033\u1038": "ပြည့်ဖြိုး",
    "\u1031\u101b\u108a\u101b\u100a\u1039": "ရွှေရည်",
    "\u1031\u1012\u105a\u1001\u1004\u1039\u1031\u101d": "ဒေါ်ခင်ဝေ",
    "\u1005\u102d\u102f\u1004\u1039\u1038": "စိုင်း",
}
UNSURE = {
    "\u101c\u103d": "လှ",
    "\u101e\u108f\u1072\u102c": "သန္တာ",
    "\u1002\u103a\u1030\u101c\u102e": "ဂျူလီ",
    "\u1000\u103c\u107d\u1032": "ကျွဲ",
    "\u1019\u1002\u1064\u101c\u102c": "မင်္ဂလာ",
    "\u101e\u1000\u1060\u101b\u102c\u1007\u1039": "သက္ကရာဇ်",
}


@pytest.mark.parametrize(("typed", "name"), SURE.items(), ids=SURE.values())
def test_zawgyi_is_written_in_unicode_and_said_so(typed: str, name: str) -> None:
    assert normalise_name(typed, "my") == (name, (NameWarning.ZAWGYI_CONVERTED,))


@pytest.mark.parametrize("typed", UNSURE, ids=UNSURE.values())
def test_what_may_be_zawgyi_is_left_and_questioned(typed: str) -> None:
    assert NameWarning.MAYBE_ZAWGYI in normalise_name(typed, "my").warnings


@pytest.mark.parametrize(("typed", "name"), (SURE | UNSURE).items(), ids=(SURE | UNSURE).values())
def test_a_person_can_say_that_it_was_zawgyi(typed: str, name: str) -> None:
    assert normalise_name(typed, "my", zawgyi=True) == (name, (NameWarning.ZAWGYI_CONVERTED,))


@pytest.mark.parametrize("typed", ["\u101c\u103d\u101c\u103d", "\u103b\u1019\u103b\u1019"])
def test_a_person_can_say_that_it_was_not(typed: str) -> None:
    kept = normalise_name(typed, "my", zawgyi=False)
    assert kept.name == typed
    assert NameWarning.ZAWGYI_CONVERTED not in kept.warnings


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("\u1044X", "\u104eX"),  # the four that opens a text
        ("X\u1040", "X\u101d"),  # the zero that closes one
        ("u \u102d", "u\u102d"),  # the escaped space of the rules
        ("\u1019\u1002\u1064\u101c\u102c", "\u1019\u1004\u103a\u1039\u1002\u101c\u102c"),  # kinzi
        ("\u1031\u107f\u1019\u103c", "\u1019\u103c\u103d\u1031"),
    ],
)
def test_the_rules_of_icu_are_read_as_icu_reads_them(typed: str, written: str) -> None:
    assert to_unicode(typed) == written


def test_a_name_without_burmese_letters_is_never_zawgyi() -> None:
    assert guess("Nguyễn") is False
