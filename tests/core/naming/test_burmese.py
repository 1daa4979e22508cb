"""Burmese names are stored in the one order of their marks; names of the Mon, Karen and Shan stay as they are."""

from __future__ import annotations

import pytest

from app.core.names import NameWarning, normalise_name

ONE_SPELLING = [
    ("a zero at the front is WA", "\u1040\u1004\u103a\u1038", "\u101d\u1004\u103a\u1038"),
    ("a zero after E is WA", "\u101d\u1031\u1040\u1031", "\u101d\u1031\u101d\u1031"),
    ("a zero at the end is WA", "\u1019\u1040", "\u1019\u101d"),
    ("a number keeps its zero", "\u1042\u1040\u1042\u1046", "\u1042\u1040\u1042\u1046"),
    ("a four before NGA is the sign of the aforementioned", "\u1044\u1004\u103a\u1038", "\u104e\u1004\u103a\u1038"),
    ("the letter U that is killed is NYA", "\u1005\u1025\u103a", "\u1005\u1009\u103a"),
    ("the letter U with II is one letter", "\u1025\u102e\u1038", "\u1026\u1038"),
    ("medial YA comes before medial WA", "\u1000\u103d\u103b\u1032", "\u1000\u103b\u103d\u1032"),
    ("medial WA comes before medial HA", "\u101b\u103e\u103d\u1031", "\u101b\u103d\u103e\u1031"),
    ("E comes after the medials", "\u1000\u1031\u103b\u102c\u103a", "\u1000\u103b\u1031\u102c\u103a"),
    ("the vowel above comes before that below", "\u1000\u102f\u102d", "\u1000\u102d\u102f"),
    ("the dot below comes before asat", "\u1004\u103a\u1037", "\u1004\u1037\u103a"),
    ("visarga comes last", "\u1004\u1038\u103a", "\u1004\u103a\u1038"),
    ("anusvara comes after the vowel below", "\u101e\u1036\u102f\u1038", "\u101e\u102f\u1036\u1038"),
    ("asat comes after AA", "\u1000\u103b\u1031\u103a\u102c", "\u1000\u103b\u1031\u102c\u103a"),
    ("a mark typed twice is one", "\u1019\u102d\u102d\u102f\u1038", "\u1019\u102d\u102f\u1038"),
    (
        "a zero width space is no space",
        "\u1019\u1031\u102c\u1004\u103a\u200b\u1019\u1031\u102c\u1004\u103a",
        "မောင်မောင်",
    ),
    ("a non-joiner does nothing", "\u1019\u200c\u1019", "\u1019\u1019"),
]
BURMESE = (
    "အောင် အောင်ဆန်းစုကြည် မောင်မောင် လှလှ ကိုကို ဝေဝေ နီလာ သီတာ စိုးမိုး နန္ဒာ သူဇာ ဇော်ဇော် ကျော်ကျော် ခင်ခင် ဖြူဖြူ ဝင်းဝင်း "
    "ထွန်းထွန်း ညိုညို လင်းလင်း ဟိန်းထက် ချိုချို နွယ်နွယ် အိအိ ယမင်း တင်တင် ပြည့်ဖြိုး ရွှေရည် ဦးဝေ ဒေါ်ခင်ဝေ ဇာနည် ဂျူလီ စန္ဒာ ကျွဲ ဩဇာ "
    "ဓမ္မ မင်္ဂလာ ဥမ္မာ သက္ကရာဇ် အေးအေးမာ ယောက်ျား ကျွန်ုပ် ဉာဏ် ပဉ္စင်း"
)
NEIGHBOURS = {
    "Mon": "နာဲ မိ ကွာန် ဍောဝ် တၠ ယ်ုမိ ဂၠံၚ်",
    "Karen": "စီၤ နီၢ် စီၤထူး စီၤဘၣ် ခၠါ ထီၣ် စဖၠုံ",
    "Shan": "ၸၢႆး ၼၢင်း ၸၢႆးမိူင်း ၸဝ်ႈ ၼၢင်းၶမ်း ၸၢႆးသၢမ်တိပ်ႉ ပႃႇ ၵျႃႇ",
}


@pytest.mark.parametrize(("typed", "name"), [case[1:] for case in ONE_SPELLING], ids=[case[0] for case in ONE_SPELLING])
def test_a_burmese_name_has_one_spelling(typed: str, name: str) -> None:
    assert normalise_name(typed, "my").name == name


@pytest.mark.parametrize("name", BURMESE.split())
def test_a_burmese_name_in_unicode_stays(name: str) -> None:
    assert normalise_name(name, "my") == (name, ())


@pytest.mark.parametrize("name", [name for names in NEIGHBOURS.values() for name in names.split()])
def test_a_name_of_another_people_who_write_the_script_stays(name: str) -> None:
    assert normalise_name(name, "my") == (name, ())


@pytest.mark.parametrize("name", ["ဥက္ကာ", "သန္တာ", "မြမြ"])
def test_a_name_that_could_be_either_stays_and_is_questioned(name: str) -> None:
    assert normalise_name(name, "my") == (name, (NameWarning.MAYBE_ZAWGYI,))
