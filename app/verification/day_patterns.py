"""How a language writes days, as patterns that a browser fills in: the checker must show a day as the paper has it.

Browsers lack some of our languages, and write others in another era than the papers.
"""

from __future__ import annotations

from datetime import date

from app.core.days import format_day
from app.core.digits import latin_digits, native_digits

_YEAR, _DAY, _SHORT_DAY = 2026, 22, 9
_ERAS = {"year": str(_YEAR), "era": str(_YEAR + 543)}


def patterns_of(locale_tag: str) -> tuple[str, ...]:
    """Give a pattern for each month, with places for ``year`` or ``era``, and for ``day`` or the padded ``dd``."""
    return tuple(_pattern(month, locale_tag) for month in range(1, 13))


def zero_of(locale_tag: str) -> str:
    """Give the nought of the digits that days are written with."""
    written = format_day(date(_YEAR, 1, _DAY), locale_tag)
    return "0" if any(digit in written for digit in "0123456789") else native_digits("0", locale_tag)


def _pattern(month: int, locale_tag: str) -> str:
    pattern = latin_digits(format_day(date(_YEAR, month, _DAY), locale_tag))
    for name, year in _ERAS.items():
        pattern = pattern.replace(year, f"{{{name}}}")
    is_padded = f"{_SHORT_DAY:02}" in latin_digits(format_day(date(_YEAR, month, _SHORT_DAY), locale_tag))
    return pattern.replace(str(_DAY), "{dd}" if is_padded else "{day}")
