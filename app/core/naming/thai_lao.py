"""Thai and Lao: marks in order, and vowels typed in two parts.

Unicode lays Lao out as Thai plus 0x80, because both follow the Thai standard TIS 620; so one set of rules, written as
places in the block, serves both. The order (WTT 2.0, the input rules of Thai computers) is vowel, tone, killer; NFC
brings about only a part of it, since most of these marks have no combining class.
"""

from __future__ import annotations

import re

from app.core.naming.clusters import in_order, ranks

LETTERS = re.compile("[\u0e00-\u0eff]")


class _Writing:
    """The rules of one of the two scripts."""

    def __init__(self, block: int) -> None:
        def signs(*places: int) -> str:
            return "".join(chr(block + place) for place in places)

        self.two_e, self.ae = signs(0x40, 0x40), signs(0x41)
        self.nikhahit, aa, self.am = signs(0x4D), signs(0x32), signs(0x33)
        subscript_lo = signs(0x3C)  # in Lao alone
        phinthu = signs(0x3A)  # which NFC puts before the vowels below
        vowels = signs(0x31, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3B, 0x47)
        tones = signs(0x48, 0x49, 0x4A, 0x4B)
        killers = signs(0x4C, 0x4E)
        self.rank = ranks(subscript_lo, phinthu, vowels, self.nikhahit, tones, killers, self.am)
        marks = "".join(self.rank).removesuffix(self.am)
        self.am_in_two = re.compile(f"{self.nikhahit}([{marks}]*){aa}")
        self.cluster = re.compile(f"[{marks}{self.am}]{{2,}}")

    def tidy(self, text: str) -> str:
        """Give each syllable its one spelling."""
        text = text.replace(self.two_e, self.ae)  # two E stand where AE does and look like it
        text = self.am_in_two.sub(lambda found: found[1].replace(self.nikhahit, "") + self.am, text)
        return self.cluster.sub(lambda found: in_order(found[0], self.rank), text)


_THAI, _LAO = _Writing(0x0E00), _Writing(0x0E80)


def tidy(text: str) -> str:
    """Give each Thai or Lao syllable its one spelling."""
    return _LAO.tidy(_THAI.tidy(text))
