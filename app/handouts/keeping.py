"""What was drawn once is kept in the instance folder, so that a class of trainers draws each paper only once.

A name holds the edition's digest and that of everything the paper says, so a change of a word, a fact or the day makes
a new file. There are never more than MOST files; those asked for longest ago go first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from threading import Lock

from app.core.drawn_once import folder_for, keep, read
from app.core.errors import Unavailable

FOLDER = "handouts"
MOST = 200
_WAIT = 60
"""Seconds to wait for another paper that is being drawn."""
_one_at_a_time = Lock()


def kept(name: str, says: object, draw: Callable[[], bytes]) -> bytes:
    """Give the paper that says this, drawn on first use; raise Unavailable where others take too long."""
    path = folder_for(FOLDER) / f"{name}-{hashlib.sha256(repr(says).encode()).hexdigest()[:16]}.pdf"
    content = read(path)
    if content is not None:
        return content
    if not _one_at_a_time.acquire(timeout=_WAIT):
        raise Unavailable
    try:
        content = read(path)
        if content is None:
            content = draw()
            keep(path, content, most=MOST)
        return content
    finally:
        _one_at_a_time.release()
