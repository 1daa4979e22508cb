"""Names stand in the order in which people of that language look for them."""

from __future__ import annotations

import pytest

from app.core.collation import sort_key
from app.core.i18n import LOCALES


@pytest.mark.parametrize(
    ("tag", "ordered"),
    [
        ("en", "a A b B é f"),
        ("km", "កក ក្រ ខៀវ គង់ ចាន់"),
        ("lo", "ກາ ເກດ ຂາ"),
        ("my", "ကို ခင် မောင် အောင်"),
        ("th", "กา เกาะ แก ไก่ ขา"),
        ("vi", "An Anh Ánh Ăn Ân Ẩn Dung Đào"),
        ("zh-Hans", "阿 陈 李 王 张"),
    ],
)
def test_each_language_has_its_own_order(tag: str, ordered: str) -> None:
    words = ordered.split()
    assert sorted(sorted(words), key=lambda word: sort_key(word, tag)) == words


def test_every_language_of_ours_has_one() -> None:
    assert all(sort_key("a", locale.tag) < sort_key("b", locale.tag) for locale in LOCALES)


def test_equal_names_have_equal_keys_and_the_longest_name_has_one() -> None:
    assert sort_key("สมชาย", "th") == sort_key("สมชาย", "th")
    assert sort_key("\u1780" * 5000, "km")
