"""What cannot be seen is dropped, what is dressed up is written plainly, and nothing else changes."""

from __future__ import annotations

import pytest

from app.core.names import normalise_name

VIETNAMESE = [
    ("loose accents are composed", "Nguye\u0302\u0303n Thi\u0323", "Nguyễn Thị"),
    ("the accents of code page 1258 are composed", "Nguy\u00ea\u0303n", "Nguyễn"),
    ("accents in either order are one letter", "Vie\u0302\u0323t", "Việt"),
    ("accents in the other order too", "Vie\u0323\u0302t", "Việt"),
    ("a dot and a loose hat are one letter", "Vi\u1eb9\u0302t", "Việt"),
    ("the Icelandic letter is D with a bar", "\u00d0\u1eb7ng", "Đặng"),
    ("the small Icelandic letter too", "\u00f0\u1eb7ng", "đặng"),
    ("the African letter too", "\u0189\u1eb7ng", "Đặng"),
    ("the older place of the tone stays", "Hoà", "Hoà"),
    ("the newer place of the tone stays", "Hòa", "Hòa"),
    ("wide letters are plain", "\uff2c\uff45", "Le"),
    ("a hard space is a space", "Trần\u00a0Ánh", "Trần Ánh"),
    ("a soft hyphen cannot be seen", "Tr\u00adần", "Trần"),
]
CHINESE = [
    ("a wide space is a space", "王\u3000小明", "王 小明"),
    ("wide letters are plain", "王\uff2c\uff49", "王Li"),
    ("a radical is its character", "\u2f45明", "方明"),
    ("a compatibility form is its character", "\ufa19", "神"),
    ("a bullet is a middle dot", "买买提\u2022艾力", "买买提·艾力"),
    ("a hyphenation point is a middle dot", "买买提\u2027艾力", "买买提·艾力"),
    ("a katakana dot is a middle dot", "买买提\u30fb艾力", "买买提·艾力"),
    ("a wide full stop is a middle dot", "买买提\uff0e艾力", "买买提·艾力"),
    ("the middle dot stays", "买买提·艾力", "买买提·艾力"),
    ("a variant selector cannot be printed", "葛\U000e0100", "葛"),
    ("a rare character stays", "\U00020bb7田", "\U00020bb7田"),
    ("a character newer than Python stays", "\U0002ebf0", "\U0002ebf0"),
    ("traditional characters stay", "張偉", "張偉"),
    ("a byte order mark cannot be seen", "\ufeff张伟", "张伟"),
]
OTHERS = [
    ("a non-joiner parts Persian letters", "علی\u200cرضا", "علی\u200cرضا"),
    ("a joiner binds Sinhala letters", "\u0dc1\u0dca\u200d\u0dbb\u0dd3", "\u0dc1\u0dca\u200d\u0dbb\u0dd3"),
    ("two joiners do what one does", "علی\u200c\u200cرضا", "علی\u200cرضا"),
    ("a joiner means nothing to Latin letters", "Ma\u200dria", "Maria"),
    ("signs of direction cannot be seen", "\u202bمحمد\u202c", "محمد"),
    ("letters of mathematics are letters", "\U0001d4dc\U0001d4ea\U0001d4fb\U0001d4f2\U0001d4ea", "Maria"),
    ("a ligature is its letters", "Ste\ufb00en", "Steffen"),
    ("half-wide kana are whole", "\uff76\uff9e", "ガ"),
    ("a grave accent is an apostrophe", "N`Diaye", "N’Diaye"),
    ("an acute accent is an apostrophe", "N\u00b4Diaye", "N’Diaye"),
    ("a modifier letter is an apostrophe", "N\u02bcDiaye", "N’Diaye"),
    ("the typewriter's apostrophe stays", "O'Brien", "O'Brien"),
    ("a hyphen is a hyphen", "Jean\u2011Luc", "Jean-Luc"),
    ("tabs and new lines are spaces", "\tJane\r\nDoe\n", "Jane Doe"),
    ("control characters are nothing", "Ja\x00ne", "Jane"),
    ("half of a character is nothing", "Ja\ud800ne", "Jane"),
    ("one letter is a name", "O", "O"),
    ("nothing stays nothing", " \u200b ", ""),
]


@pytest.mark.parametrize(("typed", "name"), [case[1:] for case in VIETNAMESE], ids=[case[0] for case in VIETNAMESE])
def test_a_vietnamese_name_has_one_spelling(typed: str, name: str) -> None:
    assert normalise_name(typed, "vi").name == name


@pytest.mark.parametrize(("typed", "name"), [case[1:] for case in CHINESE], ids=[case[0] for case in CHINESE])
def test_a_chinese_name_has_one_spelling(typed: str, name: str) -> None:
    assert normalise_name(typed, "zh-Hans").name == name


@pytest.mark.parametrize(("typed", "name"), [case[1:] for case in OTHERS], ids=[case[0] for case in OTHERS])
def test_any_other_name_has_one_spelling(typed: str, name: str) -> None:
    assert normalise_name(typed).name == name


def test_an_icelandic_name_keeps_its_letter() -> None:
    assert normalise_name("Guðrún").name == "Guðrún"
