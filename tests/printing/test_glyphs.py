"""The fonts of paper have every character of the seven languages, and name the one they lack."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from app.printing.glyphs import FOLDER, missing_characters
from tests.certificates.papers import LOCALES, NAMES, a_sample

SCRIPTS = {
    "NotoSansKhmer": range(0x1780, 0x17DE),
    "NotoSansLao": (*range(0x0E81, 0x0E83), 0x0E84, *range(0x0E94, 0x0E98), *range(0x0EC8, 0x0ECE)),
    "NotoSansMyanmar": range(0x1000, 0x10A0),
    "NotoSansThai": range(0x0E01, 0x0E3B),
    "NotoSans": (*range(0x20, 0x7F), *range(0x1EA0, 0x1EFA), *map(ord, "ĂăÂâĐđÊêÔôƠơƯư")),
}


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_of_a_paper_is_missing(locale: str) -> None:
    statement = a_sample(locale)
    assert missing_characters("".join(filter(str.isprintable, statement.to_json()))) == ()


@pytest.mark.parametrize("script", NAMES)
def test_no_name_of_the_region_is_refused(script: str) -> None:
    assert missing_characters("".join(NAMES[script])) == ()


@pytest.mark.parametrize("face", SCRIPTS)
@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_each_weight_has_the_whole_script(face: str, weight: str) -> None:
    with TTFont(FOLDER / f"{face}-{weight}.ttf", lazy=True) as font:
        assert set(SCRIPTS[face]) <= set(font.getBestCmap())


def test_the_list_of_characters_is_that_of_the_fonts() -> None:
    found: set[int] = set()
    for path in FOLDER.glob("NotoSans*-Regular.[ot]tf"):
        with TTFont(path, lazy=True) as font:
            found.update(font.getBestCmap())
    assert {code for code in range(0x110000) if not missing_characters(chr(code))} == found


def test_all_characters_of_gb_2312_can_be_printed() -> None:
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    hanzi = "".join(cell.decode("gb2312", "ignore") for cell in cells)
    assert len(hanzi) == 6763
    assert missing_characters(hanzi) == ()


def test_characters_of_given_names_that_came_after_gb_2312_can_be_printed() -> None:
    assert missing_characters("玥珺喆堃赟镕") == ()


def test_each_missing_character_is_named_once_in_its_order() -> None:
    assert missing_characters("សុខ ع한ع") == ("ع", "한")


def test_a_name_with_a_joiner_is_not_refused() -> None:
    assert missing_characters("ក\u200d្ខ\u200c") == ()


def test_numbers_and_codes_have_a_face_of_their_own_in_which_nought_is_not_o() -> None:
    with TTFont(FOLDER / "NotoSansMono-SemiBold.ttf") as font:
        outlines = {sign: font.getGlyphSet()[font.getBestCmap()[ord(sign)]] for sign in "0O1Il"}
        assert font["glyf"][outlines["0"].name].numberOfContours > font["glyf"][outlines["O"].name].numberOfContours


def test_the_licence_stands_beside_the_fonts() -> None:
    for folder in (FOLDER, FOLDER.parent / "static" / "fonts"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text()
