"""When somebody who is signed in was last here, so that a phone laid aside locks itself."""

from __future__ import annotations

from datetime import timedelta

from flask import session

from app.core import clock

_NOTED_EVERY_SECONDS = 60
"""The cookie is not sent anew with every page; the pause may be shorter than asked for by this much."""


def arrive(key: str) -> None:
    """Note under a key of the session that a person is here."""
    session[key] = int(clock.now().timestamp())


def is_back_in_time(key: str, pause: timedelta) -> bool:
    """Tell whether a person was here within the pause, and if so note that they are here again."""
    away = clock.now().timestamp() - session.get(key, 0)
    if away > pause.total_seconds():
        return False
    if away > _NOTED_EVERY_SECONDS:
        arrive(key)
    return True
