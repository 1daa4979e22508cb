"""Who may become what, and how long a link holds, as pure functions."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import timedelta

from app.core.codes import new_code, read_code
from app.core.permissions import Role

INVITE_HOLDS = timedelta(days=7)
PASSWORD_HOLDS = timedelta(days=1)
APART = timedelta(days=7)
"""For so long the one who gave a new password does not take the second factor away too, and the other way round."""
SECRET_SIGNS = 24


def new_secret() -> str:
    """Make up what stands in a link: 120 bits, which nobody guesses, in signs that can be copied by hand."""
    return new_code(SECRET_SIGNS)


def digest_of(secret: str) -> str:
    """Give what is kept of a link's secret, however it was typed; a word that cannot be one has a digest of nobody."""
    return hashlib.sha256(b"staff-link:" + (read_code(secret, SECRET_SIGNS) or "").encode()).hexdigest()


def is_agency_alone(roles: Collection[Role]) -> bool:
    """Tell whether an agency stays nothing but an agency."""
    return Role.AGENCY not in roles or len(set(roles)) == 1
