"""Public keys as the web of identifiers writes them (Multikey): ``z``, base 58, and two bytes that name the kind."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ed25519

from app.signing.keys import Key

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"


def multikey(key: Key) -> str:
    """Write a key that signs credentials: ``z6Mk…``; raise ValueError for one of another kind."""
    public = key.public_key()
    if not isinstance(public, ed25519.Ed25519PublicKey):
        raise ValueError(f"{key.kid} signs no credentials")
    return multibase(_ED25519 + public.public_bytes_raw())


def multibase(content: bytes) -> str:
    """Write bytes in base 58, as Bitcoin orders its digits, behind the letter that says so."""
    number, digits = int.from_bytes(content, "big"), ""
    while number:
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    zeros = len(content) - len(content.lstrip(b"\0"))
    return f"z{_ALPHABET[0] * zeros}{digits}"
