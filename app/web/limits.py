"""Limits on guessing, counted in the database so that every process and every host counts together.

The library brings the rules; this module brings the place where it counts. A key names a network or an account and
is kept only as a keyed digest. A limit here slows a guesser down; what protects one account is kept with the account.
What counts is mostly a failure, so a view asks and counts by itself; a page nobody can guess at pays nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import Any

from flask import Flask, current_app
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError

from app.core.database import db, dialect_insert
from app.web.models import GuessCount

_RULES = "limits"


class Limiter:
    """The limits of the present application."""

    @property
    def limiter(self) -> FixedWindowRateLimiter:
        """Give what tests a limit and counts."""
        rules: FixedWindowRateLimiter = current_app.extensions[_RULES]
        return rules

    def reset(self) -> None:
        """Forget every count."""
        self.limiter.storage.reset()


limiter = Limiter()


class DatabaseStorage(Storage):
    """A store of counts for the limits library in the application's own database."""

    STORAGE_SCHEME: list[str] = ["waymark"]  # noqa: RUF012 - the library asks for a list.

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        """Name what the database may raise."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count once more in the key's present window, or begin a new one."""
        now = time.time()
        fresh = dialect_insert(GuessCount).values(key=_digest(key), count=amount, ends_at=now + expiry)
        with db.engine.connect() as connection, connection.begin():
            connection.execute(delete(GuessCount).where(GuessCount.key == _digest(key), GuessCount.ends_at <= now))
            counted = fresh.on_conflict_do_update(
                index_elements=[GuessCount.key], set_={"count": GuessCount.count + amount}
            ).returning(GuessCount.count)
            return int(connection.execute(counted).scalar_one())

    def get(self, key: str) -> int:
        """Read the count of the key's present window."""
        query = select(GuessCount.count).where(GuessCount.key == _digest(key), GuessCount.ends_at > time.time())
        with db.engine.connect() as connection:
            return int(connection.execute(query).scalar() or 0)

    def get_expiry(self, key: str) -> float:
        """Tell when the key's present window ends, in seconds since 1970."""
        query = select(GuessCount.ends_at).where(GuessCount.key == _digest(key))
        with db.engine.connect() as connection:
            return float(connection.execute(query).scalar() or time.time())

    def check(self) -> bool:
        """Tell whether the store can be reached."""
        with db.engine.connect() as connection:
            connection.execute(select(1))
        return True

    def reset(self) -> int | None:
        """Forget every count."""
        with db.engine.connect() as connection, connection.begin():
            return int(connection.execute(delete(GuessCount)).rowcount)

    def clear(self, key: str) -> None:
        """Forget one key's count."""
        with db.engine.connect() as connection, connection.begin():
            connection.execute(delete(GuessCount).where(GuessCount.key == _digest(key)))


def forget_ended_counts() -> int:
    """Delete the counts whose window has ended; return how many there were."""
    with db.engine.connect() as connection, connection.begin():
        return int(connection.execute(delete(GuessCount).where(GuessCount.ends_at <= time.time())).rowcount)


def init_limits(app: Flask) -> None:
    """Count where the settings say."""
    app.extensions[_RULES] = FixedWindowRateLimiter(storage_from_string(app.config["RATELIMIT_STORAGE_URI"]))


def _digest(key: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, key.encode(), hashlib.sha256).hexdigest()
