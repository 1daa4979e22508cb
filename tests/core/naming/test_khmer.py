"""Khmer names are stored in the one order of their parts."""

from __future__ import annotations

import pytest

from app.core.names import normalise_name

ONE_SPELLING = [
    ("a vowel comes after the subscript", "\u179f\u17b7\u17d2\u179a", "\u179f\u17d2\u179a\u17b7"),
    ("AA comes after the subscript", "\u1785\u17b6\u17d2\u1793", "\u1785\u17d2\u1793\u17b6"),
    ("subscript RO is the last", "\u179f\u17d2\u179a\u17d2\u178f\u17b8", "\u179f\u17d2\u178f\u17d2\u179a\u17b8"),
    ("a shifter comes before a vowel above", "\u179f\u17b8\u17ca", "\u179f\u17ca\u17b8"),
    ("a shifter comes before a vowel below", "\u1794\u17bc\u17c9", "\u1794\u17c9\u17bc"),
    ("U under a vowel is the shifter of SA", "\u179f\u17bb\u17b8\u178e\u17b6", "\u179f\u17ca\u17b8\u178e\u17b6"),
    ("U under a vowel is the shifter of YO", "\u1799\u17be\u17bb\u1784", "\u1799\u17c9\u17be\u1784"),
    ("BA takes two shifters, so its U stays", "\u1794\u17bb\u17b8", "\u1794\u17bb\u17b8"),
    ("U alone is a vowel", "\u179f\u17bb\u1781", "\u179f\u17bb\u1781"),
    ("E and II are OE", "\u179f\u17c1\u17b8\u1794", "\u179f\u17be\u1794"),
    ("II and E are OE", "\u179f\u17b8\u17c1\u1794", "\u179f\u17be\u1794"),
    ("E and AA are OO", "\u1798\u17c1\u17b6", "\u1798\u17c4"),
    ("nikahit comes after AA", "\u1785\u17c6\u17b6", "\u1785\u17b6\u17c6"),
    ("nikahit comes after U", "\u1787\u17c6\u17bb", "\u1787\u17bb\u17c6"),
    ("visarga comes last", "\u1780\u17c7\u17bb", "\u1780\u17bb\u17c7"),
    ("robat stands with its letter", "\u1792\u1798\u17b6\u17cc", "\u1792\u1798\u17cc\u17b6"),
    ("a vowel typed twice is one", "\u179a\u17b6\u17b6", "\u179a\u17b6"),
    ("a subscript sign typed twice is one", "\u179f\u17d2\u17d2\u179a\u17b8", "\u179f\u17d2\u179a\u17b8"),
    ("a subscript typed twice is one", "\u179f\u17d2\u179a\u17d2\u179a\u17b8", "\u179f\u17d2\u179a\u17b8"),
    ("an inherent vowel cannot be seen", "\u179f\u17bb\u1781\u17b5", "\u179f\u17bb\u1781"),
    (
        "a zero width space is no space",
        "\u179f\u17bb\u1781\u200b\u178a\u17b6\u179a\u17b6",
        "\u179f\u17bb\u1781\u178a\u17b6\u179a\u17b6",
    ),
    ("the deprecated letter QAQ is QA", "\u17a3\u17ca\u17bb\u1793", "\u17a2\u17ca\u17bb\u1793"),
    ("the deprecated letter QAA is QA with AA", "\u17a4", "\u17a2\u17b6"),
    ("bathamasat stands for nikahit", "\u1785\u17b6\u17d3", "\u1785\u17b6\u17c6"),
    ("a non-joiner holds a shifter up", "\u179f\u17ca\u200c\u17b8", "\u179f\u17ca\u200c\u17b8"),
    ("a non-joiner between letters does nothing", "\u179f\u200c\u1781", "\u179f\u1781"),
    ("a joiner does nothing", "\u179f\u200d\u17bb\u1781", "\u179f\u17bb\u1781"),
]


@pytest.mark.parametrize(("typed", "name"), [case[1:] for case in ONE_SPELLING], ids=[case[0] for case in ONE_SPELLING])
def test_a_khmer_name_has_one_spelling(typed: str, name: str) -> None:
    assert normalise_name(typed, "km").name == name


@pytest.mark.parametrize("name", ["ហ៊ុន សែន", "សុខ សុភាព", "ស្រីមុំ", "ស៊ីណា", "ប៊ុនធឿន", "ធារ៉ា", "ច័ន្ទសុភ័ក្ត្រ", "វណ្ណៈ", "ពៅ", "ឧត្តម"])
def test_a_khmer_name_in_order_stays(name: str) -> None:
    assert normalise_name(name, "km") == (name, ())
