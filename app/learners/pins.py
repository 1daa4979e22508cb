"""PINs as they are kept: mixed with a key that is not in the database, then hashed slowly."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import current_app

from app.learners.rules import PIN_DIGITS, pin_fault

# 19 MiB, two passes and one lane are the least that OWASP advises for argon2id (Password Storage Cheat Sheet, 2024),
# some 20 ms here. More would not save six digits from somebody who has the table: a million tries are soon done at any
# price we could ask of a class that signs in at once. What saves them is the key; what saves a single account is the
# limit on tries.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

_NOBODYS = _hasher.hash(secrets.token_bytes(32))


def hash_pin(pin: str) -> str:
    """Hash a PIN for keeping."""
    return _hasher.hash(_keyed(pin))


def is_right_pin(pin: str, kept: str | None) -> bool:
    """Compare a PIN with a kept hash; where there is none, take as long and say no."""
    try:
        return _hasher.verify(kept or _NOBODYS, _keyed(pin)) and kept is not None
    except VerificationError:
        return False


def is_outdated(kept: str | None) -> bool:
    """Tell whether a hash was made with older parameters."""
    return kept is not None and _hasher.check_needs_rehash(kept)


def random_pin(number: str) -> str:
    """Make up a PIN that the rules take, for the holder of a number."""
    while True:
        pin = "".join(str(secrets.randbelow(10)) for _ in range(PIN_DIGITS))
        if pin_fault(pin, number) is None:
            return pin


def _keyed(pin: str) -> bytes:
    key = str(current_app.config["SECURITY_PASSWORD_SALT"]).encode()
    return hmac.new(key, b"learner-pin:" + pin.encode(), hashlib.sha256).digest()
