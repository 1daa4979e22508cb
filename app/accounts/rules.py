"""Decisions about roles, sign-in names and waits, as pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from app.core.permissions import ROLE_PERMISSIONS, Permission, Role

FREE_TRIES = 5
"""Tries at one account from one network without a wait; a thumb errs."""
FREE_TRIES_OF_ALL = 30
"""Tries at one account from all networks together, before those it never signed in from have to wait."""
LONGEST_WAIT = timedelta(minutes=15)
_USERNAME = re.compile(r"[a-z0-9][a-z0-9.@_-]{1,63}")


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """Give all that a person with these roles may do."""
    return frozenset[Permission]().union(*(ROLE_PERMISSIONS[Role(role)] for role in roles))


def read_username(typed: str) -> str:
    """Read a sign-in name as it is stored, however it is typed."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def is_username(name: str) -> bool:
    """Tell whether a text can be a sign-in name: two letters or more, from a to z, with digits and . @ _ - inside."""
    return _USERNAME.fullmatch(name) is not None


def wait_after(tries: int, free: int = FREE_TRIES) -> timedelta:
    """Tell how long to wait after so many wrong tries in a row: nothing, then 1, 2, 4, 8 and at most 15 minutes.

    Six digits are a million PINs; at four tries an hour one account holds for years, and nobody is locked out.
    """
    beyond = tries - free
    if beyond <= 0:
        return timedelta(0)
    return min(timedelta(minutes=2 ** min(beyond - 1, 10)), LONGEST_WAIT)


def network_of(address: str) -> str:
    """Give the network a guesser comes from: an IPv4 address, or the /64 that one IPv6 customer holds alone."""
    try:
        known = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or ip_network((known, 64), strict=False))
    return str(known)
