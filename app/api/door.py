"""The door of the API: a token, its scope, its limit. Sessions are not looked at."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import g, request
from limits import parse
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.rules import network_of
from app.api.models import ApiToken
from app.api.problems import ApiProblem
from app.api.rules import Scope, token_digest
from app.core import clock
from app.core.database import db, hurried_unit_of_work
from app.web.access import public
from app.web.limits import limiter

View = TypeVar("View", bound=Callable[..., Any])
WRONG_A_NETWORK = parse("100 per hour")
"""Tokens that are none, from one network. A token has 256 bits; this only keeps the noise down."""
MISSES_A_TOKEN = parse("500 per hour")
"""Papers asked for that do not exist: a border post mistypes now and then, a guesser all the time."""
_SCOPE = "waymark_scope"
_USED_AGAIN = timedelta(minutes=1)
_CHALLENGE = 'Bearer realm="waymark"'


def scoped(scope: Scope) -> Callable[[View], View]:
    """Let in who sends a token with this scope."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            _enter(scope)
            return view(*args, **kwargs)

        setattr(guarded, _SCOPE, scope)
        return public(guarded)  # type: ignore[return-value]

    return mark


def scope_of(view: Callable[..., Any]) -> Scope | None:
    """Tell which scope a view asks for; None where it is open to all."""
    return getattr(view, _SCOPE, None)


def present_token() -> ApiToken:
    """Give the token of this request."""
    token: ApiToken = g.api_token
    return token


def check_misses() -> None:
    """Raise a problem where this token asked for too many papers that do not exist."""
    key = ("api-misses", str(present_token().id))
    if not limiter.limiter.test(MISSES_A_TOKEN, *key):
        ends_at = limiter.limiter.get_window_stats(MISSES_A_TOKEN, *key).reset_time
        raise ApiProblem(429, "Too many of the papers asked for do not exist.", headers=_retry(ends_at))


def count_misses(count: int) -> None:
    """Count papers that do not exist."""
    if count:
        limiter.limiter.hit(MISSES_A_TOKEN, "api-misses", str(present_token().id), cost=count)


def _enter(scope: Scope) -> None:
    token = g.api_token = _token()
    _count(token)
    if scope.value not in token.scopes:
        raise ApiProblem(
            403, headers={"WWW-Authenticate": f'{_CHALLENGE}, error="insufficient_scope", scope="{scope}"'}
        )
    _note_use(token)


def _token() -> ApiToken:
    network = network_of(request.remote_addr or "")
    kind, _, sent = request.headers.get("Authorization", "").partition(" ")
    digest = token_digest(sent.strip()) if kind.lower() == "bearer" else None
    found = db.session.scalar(select(ApiToken).where(ApiToken.digest == digest)) if digest else None
    if found is not None and found.is_good_at(clock.now()):
        return found
    if digest and not limiter.limiter.hit(WRONG_A_NETWORK, "api-token", network):
        ends_at = limiter.limiter.get_window_stats(WRONG_A_NETWORK, "api-token", network).reset_time
        raise ApiProblem(429, headers=_retry(ends_at))
    raise ApiProblem(401, headers={"WWW-Authenticate": _CHALLENGE})


def _count(token: ApiToken) -> None:
    """Count this request, and tell in the headers how many are left."""
    limit, key = parse(f"{token.per_minute} per minute"), ("api", str(token.id))
    is_allowed = limiter.limiter.hit(limit, *key)
    window = limiter.limiter.get_window_stats(limit, *key)
    left = max(0, int(window.remaining)) if is_allowed else 0
    seconds = max(1, round(window.reset_time - time.time()))
    g.api_limits = {
        "RateLimit-Policy": f'"minute";q={token.per_minute};w=60',
        "RateLimit": f'"minute";r={left};t={seconds}',
    }
    if not is_allowed:
        raise ApiProblem(429, headers={"Retry-After": str(seconds)})


def _note_use(token: ApiToken) -> None:
    """Write down that it was used, at most once a minute; nobody waits for that."""
    now = clock.now()
    if token.last_used_at is not None and now - token.last_used_at < _USED_AGAIN:
        return
    try:
        with hurried_unit_of_work():
            token.last_used_at = now
    except SQLAlchemyError:
        db.session.rollback()


def _retry(ends_at: float) -> dict[str, str]:
    return {"Retry-After": str(max(1, round(ends_at - time.time())))}
