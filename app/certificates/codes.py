"""The random code beside a certificate's number: who has both holds the paper, or a copy of it.

Forty random bits in Crockford's base 32, which has no I, L, O and U; shown in two halves: ``7Q4F-2M9X``.
"""

from __future__ import annotations

from app.core import codes
from app.core.codes import ALPHABET

__all__ = ["ALPHABET", "LENGTH", "new_code", "parse_code", "shown_code"]

LENGTH = 8


def new_code() -> str:
    """Draw a code."""
    return codes.new_code(LENGTH)


def shown_code(code: str) -> str:
    """Write a code in two halves, as it is printed."""
    return f"{code[:4]}-{code[4:]}"


def parse_code(text: str) -> str | None:
    """Read a code as people type it; None when it cannot be one."""
    return codes.read_code(text, LENGTH)
