"""Thai and Lao names are stored in the one order of their marks."""

from __future__ import annotations

import pytest

from app.core.names import normalise_name

THAI = [
    ("nikhahit and AA are AM", "\u0e19\u0e4d\u0e32", "\u0e19\u0e33"),
    ("nikhahit, tone and AA are tone and AM", "\u0e19\u0e4d\u0e49\u0e32", "\u0e19\u0e49\u0e33"),
    ("tone, nikhahit and AA are tone and AM", "\u0e19\u0e49\u0e4d\u0e32", "\u0e19\u0e49\u0e33"),
    ("a tone comes before AM", "\u0e19\u0e33\u0e49", "\u0e19\u0e49\u0e33"),
    ("AM is not taken apart", "\u0e2d\u0e33\u0e19\u0e32\u0e08", "\u0e2d\u0e33\u0e19\u0e32\u0e08"),
    ("two E are AE", "\u0e40\u0e40\u0e2a\u0e07", "\u0e41\u0e2a\u0e07"),
    ("a tone comes after the vowel above", "\u0e17\u0e35\u0e48", "\u0e17\u0e35\u0e48"),
    ("a tone typed before the vowel above moves", "\u0e17\u0e48\u0e35", "\u0e17\u0e35\u0e48"),
    ("a tone typed before the vowel below moves", "\u0e1a\u0e49\u0e39", "\u0e1a\u0e39\u0e49"),
    (
        "the killer comes after the vowel",
        "\u0e2a\u0e34\u0e17\u0e18\u0e4c\u0e34",
        "\u0e2a\u0e34\u0e17\u0e18\u0e34\u0e4c",
    ),
    ("a tone typed twice is one", "\u0e41\u0e01\u0e49\u0e49\u0e27", "\u0e41\u0e01\u0e49\u0e27"),
    ("a vowel typed twice is one", "\u0e14\u0e35\u0e35", "\u0e14\u0e35"),
    ("a zero width space is no space", "\u0e2a\u0e21\u200b\u0e0a\u0e32\u0e22", "\u0e2a\u0e21\u0e0a\u0e32\u0e22"),
    ("spaces are single", "  สมชาย \u00a0 ใจดี ", "สมชาย ใจดี"),
]
LAO = [
    ("niggahita and AA are AM", "\u0e84\u0ecd\u0eb2", "\u0e84\u0eb3"),
    ("niggahita, tone and AA are tone and AM", "\u0e99\u0ecd\u0ec9\u0eb2", "\u0e99\u0ec9\u0eb3"),
    ("tone, niggahita and AA are tone and AM", "\u0e99\u0ec9\u0ecd\u0eb2", "\u0e99\u0ec9\u0eb3"),
    ("a tone comes before AM", "\u0e99\u0eb3\u0ec9", "\u0e99\u0ec9\u0eb3"),
    ("two E are EI", "\u0ec0\u0ec0\u0e81\u0ec9\u0ea7", "\u0ec1\u0e81\u0ec9\u0ea7"),
    ("a tone comes after the vowel above", "\u0e97\u0ec8\u0eb5", "\u0e97\u0eb5\u0ec8"),
    ("a tone comes after niggahita, the vowel O", "\u0e9a\u0ec8\u0ecd", "\u0e9a\u0ecd\u0ec8"),
    ("a tone comes after mai kon", "\u0e95\u0ec9\u0ebb\u0e99", "\u0e95\u0ebb\u0ec9\u0e99"),
    ("subscript LO comes before the vowel", "\u0eab\u0eb5\u0ebc", "\u0eab\u0ebc\u0eb5"),
    ("a tone typed twice is one", "\u0ec1\u0e81\u0ec9\u0ec9\u0ea7", "\u0ec1\u0e81\u0ec9\u0ea7"),
    ("HO NO stays one letter", "\u0edc\u0eb9", "\u0edc\u0eb9"),
    ("a zero width space is no space", "\u0e9a\u0eb8\u0e99\u200b\u0ea1\u0eb5", "\u0e9a\u0eb8\u0e99\u0ea1\u0eb5"),
]


@pytest.mark.parametrize(("typed", "name"), [case[1:] for case in THAI], ids=[case[0] for case in THAI])
def test_a_thai_name_has_one_spelling(typed: str, name: str) -> None:
    assert normalise_name(typed, "th").name == name


@pytest.mark.parametrize(("typed", "name"), [case[1:] for case in LAO], ids=[case[0] for case in LAO])
def test_a_lao_name_has_one_spelling(typed: str, name: str) -> None:
    assert normalise_name(typed, "lo").name == name


@pytest.mark.parametrize("name", ["สมชาย ใจดี", "ณัฏฐ์", "เปรม", "น้ำฝน", "ศรีสุดา", "ปิ่น", "พุทฺธ", "ก็"])
def test_a_thai_name_in_order_stays(name: str) -> None:
    assert normalise_name(name, "th") == (name, ())


@pytest.mark.parametrize("name", ["ບຸນມີ ແກ້ວ", "ສົມສັກ", "ຄຳຫຼ້າ", "ໜູນາ", "ພູວົງ", "ຈັນທະລາ", "ນ້ຳຝົນ", "ບໍ່"])
def test_a_lao_name_in_order_stays(name: str) -> None:
    assert normalise_name(name, "lo") == (name, ())
