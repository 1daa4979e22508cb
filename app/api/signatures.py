"""Signs what a webhook sends, as Standard Webhooks 1.0 say: HMAC-SHA256 over id, time and body.

The receiver checks with any library for it; ours would bring an HTTP client along for three lines.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"
_BYTES = 32


def new_secret() -> str:
    """Make up a secret, written as the receiver's library wants it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signed_headers(message_id: str, seconds: int, body: bytes, keys: Iterable[str]) -> dict[str, str]:
    """Give the three headers; while a secret is changed both sign, the new one first."""
    signatures = " ".join(_signature(message_id, seconds, body, key) for key in keys)
    return {"webhook-id": message_id, "webhook-timestamp": str(seconds), "webhook-signature": signatures}


def _signature(message_id: str, seconds: int, body: bytes, key: str) -> str:
    content = f"{message_id}.{seconds}.".encode() + body
    made = hmac.new(base64.b64decode(key.removeprefix(PREFIX)), content, hashlib.sha256).digest()
    return "v1," + base64.b64encode(made).decode()
