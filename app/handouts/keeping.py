"""What was drawn once is kept in the instance folder, so that a class of trainers draws each paper only once.

A name holds the edition's digest and that of everything the paper says, so a change of a word, a fact or the day makes
a new file. There are never more than MOST files; those asked for longest ago go first.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock

from flask import current_app

from app.core.errors import Unavailable

FOLDER = "handouts"
MOST = 200
_WAIT = 60
"""Seconds to wait for another paper that is being drawn."""
_one_at_a_time = Lock()


def kept(name: str, says: object, draw: Callable[[], bytes]) -> bytes:
    """Give the paper that says this, drawn on first use; raise Unavailable where others take too long."""
    path = _folder() / f"{name}-{hashlib.sha256(repr(says).encode()).hexdigest()[:16]}.pdf"
    content = _read(path)
    if content is not None:
        return content
    if not _one_at_a_time.acquire(timeout=_WAIT):
        raise Unavailable
    try:
        content = _read(path)
        return content if content is not None else _keep(path, draw())
    finally:
        _one_at_a_time.release()


def _folder() -> Path:
    folder = Path(current_app.config["INSTANCE"]) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _read(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
        os.utime(path)
    except FileNotFoundError:
        return None
    return content


def _keep(path: Path, content: bytes) -> bytes:
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)
    for old in sorted(path.parent.glob("*.pdf"), key=_last_asked, reverse=True)[MOST:]:
        old.unlink(missing_ok=True)
    return content


def _last_asked(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # Another process took it away.
        return 0.0
