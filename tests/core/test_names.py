"""A name is stored once, questioned where it looks wrong, and found however it is typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.names import MAX_NAME, NameFault, NameWarning, is_latin, name_fault, name_key, normalise_name

BURMESE = [
    "အောင်ဆန်းစုကြည်",
    "ကျော်ကျော်",
    "ပြည့်ဖြိုး",
    "ရွှေရည်",
    "မင်္ဂလာ",
    "\u1031\u1000\u103a\u102c\u1039",
    "\u101e\u108f\u1072\u102c",
]

khmer = st.text(
    st.characters(min_codepoint=0x1780, max_codepoint=0x17DD) | st.sampled_from("\u17d2\u17d2\u200b\u200c\u200d")
)
thai = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B))
lao = st.text(st.characters(min_codepoint=0x0E81, max_codepoint=0x0EDF))
burmese = st.text(
    st.characters(min_codepoint=0x1000, max_codepoint=0x109F) | st.sampled_from("\u1025\u102f\u1031\u1037\u1039\u103a")
)
wide = st.text(
    st.characters(min_codepoint=0x2E80, max_codepoint=0x30FF)
    | st.characters(min_codepoint=0xFF00, max_codepoint=0xFFEF)
)
anything = st.one_of(khmer, thai, lao, burmese, wide, st.text())


@given(anything, st.sampled_from([None, "vi", "my", "km"]))
@settings(deadline=None, max_examples=400)
def test_a_name_in_order_stays_in_order(typed: str, lang: str | None) -> None:
    once = normalise_name(typed, lang, zawgyi=False)
    assert normalise_name(once.name, lang, zawgyi=False).name == once.name


@given(st.sampled_from(BURMESE), st.integers(min_value=0))
@settings(deadline=None, max_examples=200)
def test_a_burmese_name_with_two_keys_swapped_is_read_once(name: str, place: int) -> None:
    place %= len(name) - 1
    typed = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    once = normalise_name(typed).name
    assert normalise_name(once).name == once


@given(st.one_of(khmer, thai, lao, wide))
@settings(deadline=None, max_examples=200)
def test_a_name_is_found_as_typed_and_as_stored(typed: str) -> None:
    assert name_key(normalise_name(typed).name) == name_key(typed)


@pytest.mark.parametrize(
    ("typed", "lang", "warnings"),
    [
        ("Sok Dara", "km", ()),
        ("J\u043ehn", None, (NameWarning.MIXED_SCRIPTS,)),  # a Cyrillic o
        ("สมชาย Smith", "th", (NameWarning.MIXED_SCRIPTS,)),
        ("佐々木ひろみ", None, ()),
        ("K\u02bbamana", None, ()),
        ("Dara2", None, (NameWarning.DIGIT,)),
        ("ដារ៉ា២", "km", (NameWarning.DIGIT,)),
        ("<b>Dara</b>", None, (NameWarning.SYMBOL,)),
        ("Dara \U0001f600", None, (NameWarning.SYMBOL,)),
        ("Ban & Co", None, (NameWarning.SYMBOL,)),
        ("\u17b6រ៉ា", "km", (NameWarning.LEADING_MARK,)),
        ("\u0301Anna", None, (NameWarning.LEADING_MARK,)),
        ("sux Éãr¨", "km", (NameWarning.SYMBOL, NameWarning.LEGACY_FONT)),
        ("Éãr", "vi", ()),
        ("\ue012\ue013សុខ", "km", (NameWarning.LEGACY_FONT,)),
        ("4 Dаra@x", None, (NameWarning.MIXED_SCRIPTS, NameWarning.DIGIT, NameWarning.SYMBOL)),
    ],
)
def test_a_name_that_looks_wrong_is_questioned(typed: str, lang: str | None, warnings: tuple[NameWarning, ...]) -> None:
    assert normalise_name(typed, lang).warnings == warnings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Văn An", "NGUYEN VAN AN"),
        ("Nguye\u0302\u0303n", "nguyen"),
        ("Hoà", "Hòa"),
        ("Đặng", "DANG"),
        ("Ðặng", "Đặng"),
        ("O'Brien", "O\u2019Brien"),
        ("Jean-Luc", "Jean Luc"),
        ("J. Doe", "J Doe"),
        ("STRAẞE", "strasse"),
        ("\u0edc\u0eb9", "\u0eab\u0e99\u0eb9"),
        ("\u1796\u17d2\u178a\u17c5", "\u1796\u17d2\u178f\u17c5"),
        ("\u179f\u17b7\u17d2\u179a", "\u179f\u17d2\u179a\u17b7"),
        ("น\u0e4d\u0e49า", "น\u0e49\u0e33"),
        ("买买提·艾力", "买买提艾力"),
        ("\ufa19", "神"),
        ("علی\u200cرضا", "علیرضا"),
        ("\u1031\u1021\u102c\u1004\u1039", "အောင်"),
        ("สมชาย ใจดี", "สมชายใจดี"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("An", "Anh"), ("កា", "គា"), ("มา", "ม้า"), ("ကို", "ကိုး"), ("张伟", "章伟")])
def test_two_names_have_two_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", NameFault.EMPTY),
        ("   ", NameFault.EMPTY),
        ("\u0301", NameFault.NO_LETTER),
        ("12 34", NameFault.NO_LETTER),
        ("—!?", NameFault.NO_LETTER),
        ("\U0001f600", NameFault.NO_LETTER),
        ("Dara \U0001f600", NameFault.EMOJI),
        ("Dara \u2665", NameFault.EMOJI),
        ("Dara 1\u20e3", NameFault.EMOJI),
        ("\U0001f1f0\U0001f1edDara", NameFault.EMOJI),
        ("a" * (MAX_NAME + 1), NameFault.TOO_LONG),
        ("a" + "\u0301" * 4 * MAX_NAME, NameFault.TOO_LONG),
        ("a" * MAX_NAME, None),
        ("\u0e01\u0e35\u0e49" * MAX_NAME, None),
        ("\U0002ebf0", None),
        ("O", None),
        ("J. R. Doe-Smith Jr.", None),
        ("ហ៊ុន សែន", None),
        ("Ban 2 & Co", None),
    ],
)
def test_only_a_text_that_is_no_name_is_refused(name: str, fault: NameFault | None) -> None:
    assert name_fault(name) == fault


@pytest.mark.parametrize(
    "name", ["SOK DARA", "Nguyễn Thị Ánh", "O'Brien", "O’Brien", "Jean-Luc", "J. Doe", "Đặng", "Ma\u0303ri", "Łukasz"]
)
def test_the_passport_line_takes_latin_letters(name: str) -> None:
    assert is_latin(name)


@pytest.mark.parametrize(
    "name",
    ["", " ", "-", "សុខ", "J\u043ehn", "Dara2", "Dara_", "Dara, Sok", "Dara\u00b7", "张伟", "Ａ", "\u0301", "A/B"],
)
def test_the_passport_line_takes_nothing_else(name: str) -> None:
    assert not is_latin(name)
