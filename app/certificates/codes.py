"""The random code beside a certificate's number: who has both holds the paper, or a copy of it.

Forty random bits in Crockford's base 32, which has no I, L, O and U; shown in two halves: ``7Q4F-2M9X``.
"""

from __future__ import annotations

import secrets

from app.certificates.numbering import packed_characters

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
_LOOKALIKES = str.maketrans("OIL", "011")


def new_code() -> str:
    """Draw a code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown_code(code: str) -> str:
    """Write a code in two halves, as it is printed."""
    return f"{code[:4]}-{code[4:]}"


def parse_code(text: str) -> str | None:
    """Read a code as people type it; None when it cannot be one."""
    code = packed_characters(text).translate(_LOOKALIKES)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None
