"""Short codes that people read aloud and type: thirty-two signs, no two of which look alike."""

from __future__ import annotations

import secrets
import unicodedata

from app.core.digits import latin_digits

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U."""
_LOOKALIKES = str.maketrans("OIL", "011")
_LONGEST_INPUT = 80


def new_code(length: int) -> str:
    """Make up a code of so many signs."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def read_code(typed: str, length: int) -> str | None:
    """Read a code as people type it; None when it cannot be one."""
    code = packed_characters(typed).translate(_LOOKALIKES)
    return code if len(code) == length and set(code) <= set(ALPHABET) else None


def packed_characters(text: str) -> str:
    """Reduce what somebody typed to capital letters and Latin digits, without spaces, dashes and other signs."""
    if len(text) > _LONGEST_INPUT:
        return ""
    plain = unicodedata.normalize("NFKC", latin_digits(text)).upper()
    return "".join(character for character in plain if unicodedata.category(character)[0] not in "PZCS")
