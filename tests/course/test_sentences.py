"""Words fall into sentences in every script, and only the changed ones are told."""

from __future__ import annotations

import pytest

from app.course.sentences import changed_sentences, sentences


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("It costs 1.400 baht.\n\n- Ask.", ["It costs 1.400 baht.", "- Ask."]),
        ("កិច្ចសន្យា។អានវា។", ["កិច្ចសន្យា។", "អានវា។"]),
        ("ကတိ။ ဖတ်ပါ။", ["ကတိ။", "ဖတ်ပါ။"]),
        ("合同。读它！", ["合同。", "读它！"]),
        ("อ่านก่อน แล้วเก็บไว้\nถามเพื่อน", ["อ่านก่อน แล้วเก็บไว้", "ถามเพื่อน"]),
        ("", []),
    ],
)
def test_words_fall_into_sentences(words: str, expected: list[str]) -> None:
    assert sentences(words) == expected


def test_only_what_changed_is_told_side_by_side() -> None:
    old, new = "Read it. It binds both sides. Keep it.", "Read it. It binds you both. Keep it. Show it."
    assert list(changed_sentences(old, new)) == [
        ("It binds both sides.", "It binds you both."),
        (None, "Show it."),
    ]


def test_a_sentence_that_is_gone_has_nothing_beside_it() -> None:
    assert list(changed_sentences("Read it. Keep it.", "Read it.")) == [("Keep it.", None)]
