"""Lines break between words, and the text stays what it was."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import seam
from app.core.seam import break_html, break_text

KHMER = "លិខិតឆ្លងដែនជារបស់អ្នក"
LAO = "ໜັງສືຜ່ານແດນເປັນຂອງທ່ານ"
BURMESE = "သင့်နိုင်ငံကူးလက်မှတ်သည်သင်ပိုင်ဆိုင်သောအရာဖြစ်သည်။"
THAI = "หนังสือเดินทางเป็นของคุณ"
TEXTS = {"km": KHMER, "lo": LAO, "my": BURMESE, "th": THAI}

CODE_POINTS = {"th": (0x0E01, 0x0E5B), "lo": (0x0E81, 0x0EDF), "my": (0x1000, 0x109F), "km": (0x1780, 0x17F9)}
any_run = st.one_of([st.text(st.characters(min_codepoint=a, max_codepoint=b)) for a, b in CODE_POINTS.values()])
any_text = st.lists(any_run | st.text(max_size=5) | st.sampled_from(list(TEXTS.values()))).map("".join)
any_html = st.lists(
    any_text.map(escape) | st.sampled_from(['<p title="ខ្មែរភាសា">', "</p>", "<br>", "<!-- ភាសាខ្មែរ -->"])
).map("".join)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (KHMER, "លិខិតឆ្លងដែន|ជា|របស់|អ្នក"),
        (LAO, "ໜັງສື|ຜ່ານ|ແດນ|ເປັນ|ຂອງ|ທ່ານ"),
        (THAI, "หนังสือเดินทาง|เป็น|ของ|คุณ"),
    ],
    ids=["km", "lo", "th"],
)
def test_a_sentence_breaks_between_words(text: str, words: str) -> None:
    assert break_text(text, "|") == words


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_long_sentence_can_be_broken_often(text: str) -> None:
    assert max(map(len, break_text(text, "|").split("|"))) <= 16


@given(any_html)
@settings(deadline=None, max_examples=300)
def test_without_its_marks_a_page_is_the_same(html: str) -> None:
    assert break_html(html).replace("<wbr>", "") == re.sub("(?<=[ก-៹])\u200b+(?=[ก-៹])", "", html)


@given(any_html)
@settings(deadline=None, max_examples=300)
def test_marking_twice_is_marking_once(html: str) -> None:
    once = break_html(html)
    assert break_html(once) == once


@given(any_run)
@settings(deadline=None, max_examples=300)
def test_no_line_begins_inside_a_syllable(run: str) -> None:
    for piece in break_text(run, "|").replace("||", "|").split("|")[1:]:
        assert not re.match(
            "[\u17b6-\u17d3\u17d7\u102b-\u103e\u0e31\u0e33-\u0e3a\u0e46-\u0e4e\u0eb1\u0eb3-\u0ebc]", piece
        )
        assert not re.match("[\u1000-\u1021]\u1037?[\u1039\u103a]", piece)


@pytest.mark.parametrize(
    "text",
    ["រាល់ថ្ងៃៗយើងរៀន", "ធ្វើការយូរៗម្ដង", "ဆင့်ဆိုချက်များ", "ဉာဏ်ပညာရှိသူများ", "တက္ကသိုလ်ကျောင်းသား", "เด็กๆไปโรงเรียนบ่อยๆ", "ຊ້າໆໄດ້ພ້າ"],
)
def test_signs_and_killed_letters_stay_with_their_word(text: str) -> None:
    for piece in break_text(text, "|").split("|"):
        assert piece[0] not in "ៗๆໆ"
        assert not re.match("[\u1000-\u1021]\u1037?[\u1039\u103a]", piece)


@pytest.mark.parametrize("element", ["script", "style", "code", "pre", "title", "textarea", "option", "svg"])
def test_elements_whose_text_is_no_prose_stay(element: str) -> None:
    html = f'<{element} class="a">{KHMER}</{element}>'
    assert break_html(html) == html


@pytest.mark.parametrize(
    "html",
    [
        f'<img alt="{KHMER}">',
        f"<a title='{KHMER} > {KHMER}'>",
        f'<p data-note="{KHMER}&gt;" lang=km>',
        f"<!-- {KHMER} -->",
        f"<SCRIPT>{KHMER}</SCRIPT >",
        f"<!doctype html><title>{KHMER}</title>",
    ],
)
def test_tags_and_comments_stay(html: str) -> None:
    assert break_html(html) == html


def test_the_text_around_tags_is_marked() -> None:
    assert break_html(f'<p title="{THAI}"><b>{THAI}</b></p>') == (
        f'<p title="{THAI}"><b>หนังสือเดินทาง<wbr>เป็น<wbr>ของ<wbr>คุณ</b></p>'
    )


def test_a_custom_element_is_not_taken_for_code() -> None:
    assert "<wbr>" in break_html(f"<code-free>{THAI}</code-free>")


@pytest.mark.parametrize("html", ["", "<p>A contract is a promise.</p>", "<p>Hợp đồng là lời hứa. 合同是承诺。</p>"])
def test_a_page_in_other_scripts_comes_back_itself(html: str) -> None:
    assert break_html(html) is html


def test_a_break_the_author_set_in_latin_text_stays() -> None:
    assert break_html(f"super<wbr>long {THAI}").startswith("super<wbr>long ")


def test_zero_width_spaces_of_the_author_give_way() -> None:
    assert break_html("เป็น\u200bของ\u200bคุณ") == "เป็น<wbr>ของ<wbr>คุณ"


def test_many_threads_find_the_same_breaks() -> None:
    texts = [f"{text}{number}" for text in TEXTS.values() for number in range(200)]
    alone = [break_html(text) for text in texts]
    seam._broken.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(break_html, texts)) == alone


def test_a_word_of_the_course_that_the_dictionary_lacks_stays_whole() -> None:
    assert "កុងត្រា" in break_text("លិខិតនិងកុងត្រាការងាររបស់អ្នក")
