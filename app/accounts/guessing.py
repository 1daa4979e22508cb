"""Slow down who guesses at an account, without locking its owner out or showing whether it exists.

A try is counted before the secret is compared, in a transaction of its own, so that a hundred tries at once are a
hundred tries; a right one clears the count. Comparing is slow on purpose and holds no lock.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from flask import current_app
from limits import parse
from sqlalchemy import delete, or_, select

from app.accounts.errors import MustWait, NetworkMustWait
from app.accounts.models import SignInTry
from app.accounts.rules import FREE_TRIES, FREE_TRIES_OF_ALL, network_of, wait_after
from app.core import clock
from app.core.database import db, insert_unless_there, unit_of_work
from app.web.limits import limiter

FAILURES_A_NETWORK = parse("300 per hour")
"""A class of thirty behind one address may each mistype three times, three times over."""
KEPT = timedelta(days=1)
WELCOME = timedelta(days=30)
_ALL = ""


@unit_of_work()
def count_try(account: str, address: str) -> None:
    """Count a try at an account before it is judged; raise MustWait where this guesser has to wait."""
    own = _locked(_digest(account), _digest(network_of(address)))
    counts = [(own, FREE_TRIES)]
    if own.welcome_until is None or own.welcome_until <= clock.now():
        counts.append((_locked(_digest(account), _ALL), FREE_TRIES_OF_ALL))
    for count, _free in counts:
        if count.wait_until and count.wait_until > clock.now():
            raise MustWait(count.wait_until - clock.now())
    for count, free in counts:
        count.tries += 1
        count.tried_at = clock.now()
        count.wait_until = clock.now() + wait_after(count.tries, free)


@unit_of_work()
def welcome(account: str, address: str) -> None:
    """Clear the counts after a right try, and remember the network as the owner's."""
    own = _locked(_digest(account), _digest(network_of(address)))
    own.welcome_until = clock.now() + WELCOME
    for count in (own, _locked(_digest(account), _ALL)):
        count.tries, count.wait_until = 0, None


@unit_of_work()
def forget_tries(account: str) -> None:
    """Let nobody wait any more at an account, when its secret was changed in person."""
    db.session.execute(delete(SignInTry).where(SignInTry.account == _digest(account)))


@unit_of_work()
def forget_old_tries() -> None:
    """Delete the counts that hold nobody any more."""
    now = clock.now()
    unwelcome = or_(SignInTry.welcome_until.is_(None), SignInTry.welcome_until < now)
    db.session.execute(delete(SignInTry).where(SignInTry.tried_at < now - KEPT, unwelcome))


def check_network(address: str) -> None:
    """Raise NetworkMustWait where too many failed from one network within the hour."""
    if not limiter.limiter.test(FAILURES_A_NETWORK, "sign-in", network_of(address)):
        raise NetworkMustWait


def count_network_failure(address: str) -> None:
    """Count a failure against its network; call this outside of a unit of work, since it is one of its own."""
    limiter.limiter.hit(FAILURES_A_NETWORK, "sign-in", network_of(address))


def _locked(account: str, network: str) -> SignInTry:
    insert_unless_there(SignInTry, account=account, network=network, tries=0, tried_at=clock.now())
    query = select(SignInTry).where(SignInTry.account == account, SignInTry.network == network)
    return db.session.scalars(query.with_for_update()).one()


def _digest(name: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, b"sign-in:" + name.encode(), hashlib.sha256).hexdigest()
