"""Slow down who guesses at the codes of classes: misses are counted by network, and right codes never.

A code has thirty random bits; a class of thirty behind one address may mistype it six times each within an hour.
"""

from __future__ import annotations

from limits import parse

from app.accounts.rules import network_of
from app.cohorts.errors import TooManyCodes
from app.web.limits import limiter

MISSES_A_NETWORK = parse("200 per hour")
_WHAT = "class-code"


def check_network(address: str) -> None:
    """Raise TooManyCodes where one network missed too often within the hour."""
    if not limiter.limiter.test(MISSES_A_NETWORK, _WHAT, network_of(address)):
        raise TooManyCodes


def count_miss(address: str) -> None:
    """Count a code that no class has."""
    limiter.limiter.hit(MISSES_A_NETWORK, _WHAT, network_of(address))
