"""Digits: ten shapes in each script, one meaning."""

from __future__ import annotations

_LATIN = "0123456789"
_ZERO_OF_LOCALE = {"km": "\u17e0", "lo": "\u0ed0", "my": "\u1040", "th": "\u0e50"}
# Arabic, Persian and Shan besides the scripts of our locales, and the wide digits of Chinese keyboards.
_ZEROS = (*_ZERO_OF_LOCALE.values(), "\u0660", "\u06f0", "\u1090", "\uff10")


def _ten_from(zero: str) -> str:
    return "".join(chr(ord(zero) + value) for value in range(10))


_TO_LATIN = str.maketrans("".join(map(_ten_from, _ZEROS)), _LATIN * len(_ZEROS))
_FROM_LATIN = {tag: str.maketrans(_LATIN, _ten_from(zero)) for tag, zero in _ZERO_OF_LOCALE.items()}


def latin_digits(text: str) -> str:
    """Write as 0 to 9 the digits a person typed in any script of ours, so that a number or a code is understood."""
    return text.translate(_TO_LATIN)


def native_digits(text: str, locale_tag: str) -> str:
    """Write the digits 0 to 9 in the locale's own; unchanged where the locale uses these."""
    return text.translate(_FROM_LATIN.get(locale_tag, {}))
