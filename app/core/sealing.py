"""Personal numbers, sealed so that who steals the database or a backup cannot read them.

The key is the setting RECORDS_KEY and never in the database. A sealed text is a Fernet token (AES-128-CBC with HMAC);
the digest, HMAC-SHA256 under a key of its own, finds equal texts without unsealing any. While the key is changed,
RECORDS_KEY_OLD still opens what it sealed; ``flask privacy reseal`` writes all of it anew.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import current_app


class CannotUnseal(Exception):
    """A sealed text was written under another RECORDS_KEY than the present one, or was changed."""


def seal(text: str) -> str:
    """Seal a text; the same text gives another token each time."""
    return _fernet(_secrets()[0]).encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """Read a sealed text; raise CannotUnseal."""
    try:
        return MultiFernet(_fernets()).decrypt(token.encode()).decode()
    except InvalidToken:
        raise CannotUnseal from None


def is_under_present_key(token: str) -> bool:
    """Tell whether a text was sealed under RECORDS_KEY itself, and not under the one before it."""
    try:
        _fernet(_secrets()[0]).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def digest(text: str, *, purpose: str) -> str:
    """Give what finds the same text again: 64 hexadecimal digits, others for each purpose."""
    return hmac.new(_key(_secrets()[0], f"digest/{purpose}"), text.encode(), hashlib.sha256).hexdigest()


def _secrets() -> tuple[str, ...]:
    """Give the present key, and the one before where it is still told."""
    present, old = current_app.config["RECORDS_KEY"], current_app.config.get("RECORDS_KEY_OLD")
    return (present, old) if old else (present,)


def _fernets() -> list[Fernet]:
    return [_fernet(secret) for secret in _secrets()]


def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(secret, "seal")))


def _key(secret: str, use: str) -> bytes:
    """Derive a key of 32 bytes for one use."""
    return hmac.new(secret.encode(), use.encode(), hashlib.sha256).digest()
