"""Marks where a line may break, for Khmer, Lao, Burmese and Thai, which put no spaces between words.

Pango cannot break the first three at all and some browsers lack the dictionaries; ICU has them. The mark is ``<wbr>``,
set in a last pass over finished HTML, for it is never copied with the text as a zero width space is. Marks are never
stored: not in lessons, names, catalogues or the database.
"""

from __future__ import annotations

import re
from functools import lru_cache

from icu4py.breakers import LineBreaker

_LETTER = "[\u0e01-\u0edf\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9fe\uaa60-\uaa7f]"
_LETTERS = re.compile(_LETTER)
_MARK = r"(?:\u200b|<wbr\s*/?>)"
_MARKS = re.compile(_MARK)
_RUN = re.compile(f"{_LETTER}(?:{_MARK}*{_LETTER})+")

# Where ICU's dictionaries would break and a reader would not.
_HOLD = re.compile(
    "[\u1000-\u102a\u103f]\u1037?[\u1039\u103a]"  # before a Burmese consonant that is killed, or carries a stack
    "|[\u17d4-\u17da\u104a\u104b\u0e2f\u0e46\u0e5a\u0e5b\u0eaf\u0ec6]"  # before signs that repeat or close
    "|[\u17b4-\u17d3\u17dd\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d]"
    "|[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebd\u0ec8-\u0ece]"  # before vowels and marks that follow their letter
    "|(?<=[\u17d2\u1039\u0e40-\u0e44\u0ec0-\u0ec4])"  # after a stacking sign, after vowels that go before their letter
)

# Words of the course that the dictionaries do not know and would break.
_WORDS = re.compile("កុងត្រា|វីសា|ហ្វេសប៊ុក|ស្មាតហ្វូន|អេធីអឹម")

_UNTOUCHED = "script|style|code|pre|title|textarea|option|svg|math"
_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*+"""
_MARKUP = re.compile(
    rf"<!--.*?-->|<({_UNTOUCHED})(?=[\s>]){_ATTRIBUTES}>.*?</\1\s*>|<(?!wbr\b)[a-z/!?]{_ATTRIBUTES}>",
    re.DOTALL | re.IGNORECASE,
)


def break_html(html: str, mark: str = "<wbr>") -> str:
    """Mark the breaks in the text of a page or a fragment; tags, attributes, code and titles stay as they are.

    A page marked before is marked the same again.
    """
    if not _LETTERS.search(html):
        return html
    pieces: list[str] = []
    end = 0
    for markup in _MARKUP.finditer(html):
        pieces += break_text(html[end : markup.start()], mark), markup[0]
        end = markup.end()
    return "".join([*pieces, break_text(html[end:], mark)])


def break_text(text: str, mark: str = "\u200b") -> str:
    """Mark the breaks in text without tags; marks that stand in it already are set anew."""
    return _RUN.sub(lambda run: _broken(_MARKS.sub("", run[0]), mark), text)


@lru_cache(maxsize=4096)
def _broken(run: str, mark: str) -> str:
    """Break one run of letters.

    A breaker holds its text and its place in it, so it is never shared: each call makes its own, in 4 µs. Which
    dictionary is used depends on the letters alone, not on the locale.
    """
    pieces, start = [], 0
    held = {place for word in _WORDS.finditer(run) for place in range(word.start() + 1, word.end())}
    for _, end in LineBreaker(run, "en").segments():
        if end == len(run) or (end not in held and not _HOLD.match(run, end)):
            pieces.append(run[start:end])
            start = end
    return mark.join(pieces)
