"""Certificate numbers: how they are built, and how one that somebody typed is read.

``XX-TEST-26-0000001-8``: country, ministry, year, a counter without gaps, and a check character over all letters and
digits (ISO 7064, MOD 37,36). The counter is no secret; what cannot be guessed is the code beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum.iso7064 import mod_37_36

from app.core.codes import packed_characters

LAST_SERIAL = 9_999_999
_NUMBER = re.compile(r"([A-Z]{2})([A-Z]{2,8})([0-9]{2})([0-9]{7})")
_TAIL = 10
"""Characters behind the issuer: two of the year, seven of the counter, one check character."""
_DIGIT_LOOKALIKES = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class Number:
    """A certificate number in its parts; the year has two digits."""

    issuer: str
    year: int
    serial: int

    @property
    def check_character(self) -> str:
        """Compute the last character from all others."""
        body = f"{self.issuer.replace('-', '')}{self.year:02}{self.serial:07}"
        return str(mod_37_36.calc_check_digit(body))

    def __str__(self) -> str:
        return f"{self.issuer}-{self.year:02}-{self.serial:07}-{self.check_character}"


def parse_number(text: str) -> Number | None:
    """Read a number as people type it; None when it is none or its check character does not fit.

    Small letters, spaces, any dashes and the digits of Khmer, Lao, Thai and Burmese are welcome. Among the digits the
    letter O is read as 0, and I and L as 1. The check character forgives the same, so one wrong digit in some hundreds
    passes here; it then fits no certificate, because its code does not.
    """
    packed = packed_characters(text)
    match = _NUMBER.fullmatch(packed[:-_TAIL] + packed[-_TAIL:-1].translate(_DIGIT_LOOKALIKES))
    if match is None:
        return None
    country, ministry, year, serial = match.groups()
    number = Number(f"{country}-{ministry}", int(year), int(serial))
    return number if _look_alike(packed[-1], number.check_character) else None


def _look_alike(typed: str, right: str) -> bool:
    return typed.translate(_DIGIT_LOOKALIKES) == right.translate(_DIGIT_LOOKALIKES)
