"""Slow down who guesses numbers and codes: misses are counted by network, and right answers never.

A code has forty random bits, so at two hundred misses an hour nobody finds one; the limit is there so that nobody
tries. A border post with many officers behind one address mistypes now and then, and is not shut out by that.
"""

from __future__ import annotations

import time
from math import ceil

from limits import parse

from app.accounts.rules import network_of
from app.verification.errors import TooManyMisses
from app.web.limits import limiter

MISSES_A_NETWORK = parse("200 per hour")
_WHAT = "verify"


def check_network(address: str) -> None:
    """Raise TooManyMisses where one network missed too often within the hour."""
    key = (_WHAT, network_of(address))
    if not limiter.limiter.test(MISSES_A_NETWORK, *key):
        ends_at = limiter.limiter.get_window_stats(MISSES_A_NETWORK, *key).reset_time
        raise TooManyMisses(max(1, ceil((ends_at - time.time()) / 60)))


def count_miss(address: str) -> None:
    """Count a claim that fits no certificate."""
    limiter.limiter.hit(MISSES_A_NETWORK, _WHAT, network_of(address))
