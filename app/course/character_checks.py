"""Checks of the characters of a text: unseen ones, signs in the wrong order, Burmese in the encoding of old phones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from app.core.naming import burmese, khmer, thai_lao, zawgyi
from app.course.wording import Finding, Kind, Pair, Severity

_TIDY = {"km": khmer.tidy, "lo": thai_lao.tidy, "my": burmese.tidy, "th": thai_lao.tidy}
# Joiners, fillers and inherent vowels, which nobody can see, besides all formats, controls and private characters.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffd\ufe0f")


def forbidden_characters(pair: Pair) -> Iterator[Finding]:
    """Find characters that nobody sees or no font draws."""
    for name, words in pair.own.items():
        for character in sorted({one for one in words if _is_forbidden(one)}):
            yield pair.found(Kind.CHARACTER, f"{name}: U+{ord(character):04X} must not stand here", Severity.FAULT)


def wrong_order(pair: Pair) -> Iterator[Finding]:
    """Find syllables whose signs are typed in an order, or with keys, that only look right."""
    tidy = _TIDY.get(pair.locale.tag)
    for name, words in pair.own.items() if tidy else ():
        for word in words.split():
            if tidy and tidy(word) != word:
                yield pair.found(Kind.ORDER, f"{name}: `{word}` should be written `{tidy(word)}`", Severity.FAULT)


def old_encoding(pair: Pair) -> Iterator[Finding]:
    """Find Burmese that was typed for the Zawgyi font."""
    for name, words in pair.own.items() if pair.locale.tag == "my" else ():
        if burmese.LETTERS.search(words) and zawgyi.guess(words):
            yield pair.found(Kind.ZAWGYI, f"{name}: this is written in Zawgyi", Severity.FAULT)


def _is_forbidden(character: str) -> bool:
    return character in _UNSEEN or (
        unicodedata.category(character) in {"Cf", "Cc", "Co", "Cn", "Cs"} and character != "\n"
    )
