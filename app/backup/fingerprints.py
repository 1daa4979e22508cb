"""Fingerprints of the keys that seal records: whoever has the key can tell that it is the one, and nobody else can."""

from __future__ import annotations

import hashlib
import hmac

from flask import current_app

_SAID = b"waymark/backup/records-key"
_DIGITS = 32


def records_keys() -> tuple[str, ...]:
    """Give the fingerprints of the present key and, while records are sealed anew, of the one before it."""
    secrets = (current_app.config["RECORDS_KEY"], current_app.config.get("RECORDS_KEY_OLD"))
    return tuple(fingerprint(secret) for secret in secrets if secret)


def fingerprint(secret: str) -> str:
    """Give the keyed check value of a secret."""
    return hmac.new(secret.encode(), _SAID, hashlib.sha256).hexdigest()[:_DIGITS]
