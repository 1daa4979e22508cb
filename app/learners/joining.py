"""How many accounts one network may make, so that a machine cannot fill the table with them."""

from __future__ import annotations

from limits import parse

from app.accounts.errors import NetworkMustWait
from app.accounts.rules import network_of
from app.web.limits import limiter

JOINS_A_NETWORK = parse("200 per hour")
"""Several full classes behind one address."""


def check_joins(address: str) -> None:
    """Raise NetworkMustWait where one network made too many accounts within the hour."""
    if not limiter.limiter.test(JOINS_A_NETWORK, "join", network_of(address)):
        raise NetworkMustWait


def count_join(address: str) -> None:
    """Count an account that was made."""
    limiter.limiter.hit(JOINS_A_NETWORK, "join", network_of(address))
