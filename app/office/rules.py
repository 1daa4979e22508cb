"""Who may become what, and how long a link holds, as pure functions."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from app.core.permissions import Role

INVITE_HOLDS = timedelta(days=7)
PASSWORD_HOLDS = timedelta(days=1)
APART = timedelta(days=7)
"""For so long the one who gave a new password does not take the second factor away too, and the other way round."""
_SECRET_BYTES = 24


def new_secret() -> str:
    """Make up what stands in a link; 192 bits are guessed by nobody."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def digest_of(secret: str) -> str:
    """Give what is kept of a link's secret."""
    return hashlib.sha256(b"staff-link:" + secret.encode()).hexdigest()


def is_agency_alone(roles: Collection[Role]) -> bool:
    """Tell whether an agency stays nothing but an agency."""
    return Role.AGENCY not in roles or len(set(roles)) == 1
