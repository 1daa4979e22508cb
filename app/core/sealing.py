"""Personal numbers, sealed so that who steals the database or a backup cannot read them.

The key is the setting RECORDS_KEY and never in the database. A sealed text is a Fernet token (AES-128-CBC with HMAC);
the digest, HMAC-SHA256 under a key of its own, finds equal texts without unsealing any.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from flask import current_app


class CannotUnseal(Exception):
    """A sealed text was written under another RECORDS_KEY than the present one, or was changed."""


def seal(text: str) -> str:
    """Seal a text; the same text gives another token each time."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """Read a sealed text; raise CannotUnseal."""
    try:
        return _fernet().decrypt(token.encode()).decode()
    except InvalidToken:
        raise CannotUnseal from None


def digest(text: str, *, purpose: str) -> str:
    """Give what finds the same text again: 64 hexadecimal digits, others for each purpose."""
    return hmac.new(_key(f"digest/{purpose}"), text.encode(), hashlib.sha256).hexdigest()


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key("seal")))


def _key(use: str) -> bytes:
    """Derive a key of 32 bytes for one use."""
    return hmac.new(current_app.config["RECORDS_KEY"].encode(), use.encode(), hashlib.sha256).digest()
