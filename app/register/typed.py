"""What somebody types into the one box: a number in any spelling, its last digits, a code, or a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.certificates.codes import parse_code
from app.certificates.numbering import Number, parse_number
from app.core.codes import packed_characters
from app.core.digits import latin_digits
from app.core.names import normalise_name

FEWEST_LAST = 4
"""With fewer digits a counter is meant, and not the end of one."""
_LOOKALIKES = str.maketrans("OIL", "011")
_COUNTER = 7
_COUNTER_AND_CHECK = re.compile(r"\D{0,2}(\d{1,7})\W+([0-9A-Z])")
_YEAR_AND_COUNTER = re.compile(r"(\d{2})\W*(\d{7})")
_LATIN_OR_DIGITS = re.compile("[0-9A-Z]+")
_LONGEST_NUMBER = 20


@dataclass(frozen=True, slots=True)
class Typed:
    """All ways to understand a text; what cannot be meant is None."""

    number: str | None = None
    """A whole number whose check character fits."""
    code: str | None = None
    serial: int | None = None
    year: int | None = None
    check: str | None = None
    """The check character, where it was typed behind a counter without its noughts."""
    ending: str | None = None
    """How ``RegisterEntry.ending`` begins."""
    counter_ending: str | None = None
    name: str | None = None

    @property
    def has_digits(self) -> bool:
        """Tell whether a part of a number may be meant."""
        return self.serial is not None or self.ending is not None


def ending_of(number: str) -> str:
    """Write a number from its last sign to its first, without what people spell in different ways."""
    return packed_characters(number).translate(_LOOKALIKES)[::-1]


def read(text: str) -> Typed:
    """Understand what was typed; a text with a digit may be a number, and any text with letters a name."""
    number = parse_number(text)
    if number:
        return Typed(number=str(number))
    packed = packed_characters(text)
    name = normalise_name(text).name if re.search(r"[^\W\d_]", text) else None
    code = parse_code(text)
    if not re.search("[0-9]", packed) or not _LATIN_OR_DIGITS.fullmatch(packed) or len(packed) > _LONGEST_NUMBER:
        return Typed(code=code, name=name)
    plain = packed.translate(_LOOKALIKES)
    serial, year, check = _counter(text, plain)
    long_enough = len(plain) >= FEWEST_LAST
    return Typed(
        code=code,
        serial=serial,
        year=year,
        check=check,
        ending=ending_of(packed) if long_enough else None,
        counter_ending=plain[::-1] if plain.isdigit() and FEWEST_LAST <= len(plain) <= _COUNTER else None,
        name=name,
    )


def check_fits(issuer: str, year: int, serial: int, check: str) -> bool:
    """Tell whether a check character belongs to a number."""
    right = Number(issuer, year, serial).check_character
    return right.translate(_LOOKALIKES) == check.translate(_LOOKALIKES)


def _counter(text: str, plain: str) -> tuple[int | None, int | None, str | None]:
    """Find counter, year and check character in a part of a number."""
    typed = latin_digits(text).upper().strip()
    apart = _COUNTER_AND_CHECK.fullmatch(typed)
    if apart:
        return int(apart[1]), None, apart[2]
    dated = _YEAR_AND_COUNTER.search(plain)
    if dated and dated.end() >= len(plain) - 1:
        return int(dated[2]), int(dated[1]), None
    return (int(plain), None, None) if plain.isdigit() and len(plain) <= _COUNTER else (None, None, None)
