"""What tokens open, how they look, and when a webhook is tried again; as pure functions."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256

PREFIX = "wmk_"
"""So that a token that was published by mistake is found by those who look for such things."""
SHOWN = 8
"""Signs behind the prefix by which people tell tokens apart; they open nothing."""
LONGEST_DAYS = 730
STANDARD_DAYS = 365
STANDARD_PER_MINUTE = 120
MOST_PER_MINUTE = 6000
MOST_AT_ONCE = 100
"""Papers in one request, and changes in one answer."""
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""How long after each failed try a webhook is tried again; after the last it is given up."""
OLD_SECRET_FOR = timedelta(hours=24)
_TOKEN = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")
_SECRET_BYTES = 32


class Scope(StrEnum):
    """What a token may be used for."""

    VERIFY = "verify"
    STATUS = "status"
    CHANGES = "changes"
    NAMES = "changes:names"
    """Changes with the names on the papers; it needs ``changes`` as well."""
    FIGURES = "figures"


class EventType(StrEnum):
    """What a webhook tells."""

    ISSUED = "certificate.issued"
    SUPERSEDED = "certificate.superseded"
    REVOKED = "certificate.revoked"
    REINSTATED = "certificate.reinstated"


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


def new_token() -> str:
    """Make up a token of 256 bits."""
    return PREFIX + secrets.token_urlsafe(_SECRET_BYTES)


def token_digest(token: str) -> str | None:
    """Give what is kept of a token; None for what can be none. It is long and random, so a plain digest does."""
    return sha256(token.encode()).hexdigest() if _TOKEN.fullmatch(token) else None


def wait_after(tries: int) -> timedelta | None:
    """Tell how long to wait after so many failed tries; None where it is given up."""
    return WAITS[tries - 1] if tries <= len(WAITS) else None
