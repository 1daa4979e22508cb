"""Burmese: one order for the marks of a syllable, and letters typed with a key that looks alike.

The order is that of Unicode Technical Note 11 (Representing Myanmar in Unicode): medials, E, upper vowel, lower vowel,
AA, anusvara, dot below, asat, visarga. The letters of Mon, Karen and Shan stay as they are typed.
"""

from __future__ import annotations

import re

from app.core.naming.clusters import in_order, ranks

LETTERS = re.compile("[\u1000-\u109f]")
_RANK = ranks(
    "\u103b",  # medial YA
    "\u103c",  # medial RA
    "\u103d",  # medial WA
    "\u103e",  # medial HA
    "\u1031",  # E, drawn before its letter
    "\u102d\u102e",  # vowels above
    "\u102f\u1030",  # vowels below
    "\u102b\u102c",  # AA, tall or round
    "\u1032",  # AI: alone in Burmese, but after AA in Mon, as in the title နာဲ
    "\u1036",  # anusvara
    "\u1037",  # dot below
    "\u103a",  # asat
    "\u1038",  # visarga
)
_MARK = "[\u102b-\u1032\u1036-\u1038\u103a-\u103e]"
# A letter with those stacked under it. In contractions such as ယောက်ျား asat comes first and stays there, as in Mon.
_BASE = f"[\u1000-\u102a\u103f](?:\u103a?\u1039[\u1000-\u1021])*(?:\u103a(?={_MARK}*[\u103b\u102f]))?+"
_CLUSTER = re.compile(f"({_BASE})({_MARK}{{2,}})")

_LETTER_OR_MARK = "[\u1000-\u103f]"
_DIGIT = "[\u1040-\u1049]"
# The digit zero is a circle like WA, and sits on an easier key of many phones.
_WA = re.compile(f"(?<!{_DIGIT})\u1040(?={_LETTER_OR_MARK})|(?<={_LETTER_OR_MARK})\u1040(?!{_DIGIT})")
# The digit four is drawn like the sign that opens ၎င်း.
_AFOREMENTIONED = re.compile("\u1044(?=\u1004\u103a\u1038)")
# The vowel letter U is drawn like the consonant NYA, which alone can be killed or carry a stack.
_NYA = re.compile("\u1025(?=\u1037?[\u1039\u103a])")


def tidy(text: str) -> str:
    """Give each Burmese syllable its one spelling."""
    text = _AFOREMENTIONED.sub("\u104e", _WA.sub("\u101d", text))
    text = _CLUSTER.sub(lambda cluster: cluster[1] + in_order(cluster[2], _RANK), text)
    return _NYA.sub("\u1009", text)
