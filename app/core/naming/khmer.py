"""Khmer: one order for the parts of a syllable, and the spellings that only look right.

The order is that of Unicode Technical Note 61 (Khmer Encoding Structure): base, robat, subscripts with RO last,
register shifter, vowels before, below, above and after, signs. SIL's khnormal follows the same note.
"""

from __future__ import annotations

import re

from app.core.naming.clusters import in_order, ranks

LETTERS = re.compile("[\u1780-\u17ff]")
COENG = "\u17d2"
_SUBSCRIPT_RO = COENG + "\u179a"
_SUBSCRIPTS = {COENG + chr(letter) for letter in range(0x1780, 0x17B4)} - {_SUBSCRIPT_RO}
_MUUSIKATOAN, _TRIISAP = "\u17c9", "\u17ca"
_ZWNJ = "\u200c"
_E, _AA, _II, _U, _NIKAHIT = "\u17c1", "\u17b6", "\u17b8", "\u17bb", "\u17c6"
_OE, _OO = "\u17be", "\u17c4"

_RANK = ranks(
    "\u17cc",  # robat
    _SUBSCRIPTS,
    [_SUBSCRIPT_RO],
    _MUUSIKATOAN + _TRIISAP,
    _ZWNJ,
    "\u17be\u17bf\u17c0\u17c1\u17c2\u17c3\u17c4\u17c5",  # vowels with a part before the base
    "\u17bb\u17bc\u17bd",  # below
    "\u17b7\u17b8\u17b9\u17ba",  # above
    _AA,
    "\u17c6\u17cb\u17cd\u17ce\u17cf\u17d0\u17d1\u17dd",  # signs above
    "\u17c7\u17c8",  # signs after
)
_PART = re.compile(f"{COENG}[\u1780-\u17b3]|[\u17b6-\u17d1\u17dd{_ZWNJ}]")
_CLUSTER = re.compile(f"([\u1780-\u17a2\u17a5-\u17b3\u25cc])((?:{_PART.pattern})+)")

_IDLE_JOINER = re.compile("(?<=[\u1780-\u17ff])\u200d")  # it has a meaning in Middle Khmer alone

# Unicode keeps these only for old data and names what to write instead (Unicode Standard, section 16.4).
_DEPRECATED = str.maketrans({"\u17a3": "\u17a2", "\u17a4": "\u17a2" + _AA, "\u17d3": _NIKAHIT})

# Below a vowel that stands above, a register shifter is drawn just like the vowel U, and U cannot stand there itself.
# BA takes either shifter, so only the person knows which of the two was meant; hence it is not in the table.
_SHIFTER_OF = dict.fromkeys("\u179f\u17a0\u17a2", _TRIISAP) | dict.fromkeys(
    "\u1784\u1789\u1798\u1799\u179a\u179c", _MUUSIKATOAN
)
_ABOVE = re.compile("[\u17b7-\u17ba\u17be\u17bf\u17d0]|\u17b6\u17c6")


def tidy(text: str) -> str:
    """Give each Khmer syllable its one spelling."""
    text = re.sub(f"{COENG}+", COENG, _IDLE_JOINER.sub("", text.translate(_DEPRECATED)))
    return _CLUSTER.sub(lambda cluster: cluster[1] + _marks(cluster[1], cluster[2]), text)


def _marks(base: str, typed: str) -> str:
    marks = _sorted(_whole_vowels(_sorted(typed)))
    if _U in marks and base in _SHIFTER_OF and COENG not in marks and _ABOVE.search(marks):
        marks = _sorted(marks.replace(_U, _SHIFTER_OF[base]))
    return re.sub(f"{_ZWNJ}(?![\u17b6-\u17c5])", "", marks)


def _sorted(marks: str) -> str:
    return in_order(_PART.findall(marks), _RANK)


def _whole_vowels(marks: str) -> str:
    """Make one vowel of two that are drawn like it: E and II like OE, E and AA like OO."""
    marks = re.sub(f"{_E}+([\u17bb-\u17bd]?){_II}+", rf"{_OE}\1", marks)
    return re.sub(f"{_E}+([\u17bb-\u17bd]?){_AA}+", rf"{_OO}\1", marks)
