"""Slow down who guesses at the codes of classes; right codes never count.

A guest's misses are counted by network: a class of thirty behind one address may mistype it six times each within an
hour. Who is signed in is counted alone, so that nobody in a class can lock the others out who have an account.
"""

from __future__ import annotations

from limits import RateLimitItem, parse

from app.accounts.rules import network_of
from app.cohorts.errors import TooManyCodes
from app.learners.models import Learner
from app.web.limits import limiter

MISSES_A_NETWORK = parse("200 per hour")
MISSES_A_LEARNER = parse("20 per hour")
_WHAT = "class-code"


def check_guesser(address: str, learner: Learner | None) -> None:
    """Raise TooManyCodes where a learner, or guests of one network, missed too often within the hour."""
    if not limiter.limiter.test(*_counted(address, learner)):
        raise TooManyCodes


def count_miss(address: str, learner: Learner | None) -> None:
    """Count a code that no class has."""
    limiter.limiter.hit(*_counted(address, learner))


def _counted(address: str, learner: Learner | None) -> tuple[RateLimitItem, str, str]:
    if learner is not None:
        return MISSES_A_LEARNER, _WHAT, f"learner/{learner.id}"
    return MISSES_A_NETWORK, _WHAT, network_of(address)
