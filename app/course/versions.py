"""The order of the course's versions: ``2026.2`` comes before ``2026.10``."""

from __future__ import annotations

import re

# As long as the register of certificates has room for.
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,3}")


class BadVersion(ValueError):
    """What was given cannot be a version; the message says how one is written."""

    def __init__(self, version: str) -> None:
        super().__init__(f"`{version}` is no version: write numbers with points between them, as in 2026.1")


def version_key(version: str) -> tuple[int, ...]:
    """Give what versions are sorted by; raise BadVersion for what is none."""
    if not _VERSION.fullmatch(version):
        raise BadVersion(version)
    return tuple(int(part) for part in version.split("."))


def is_older(version: str, than: str) -> bool:
    """Tell whether a version comes before another; nobody knows of what is no version."""
    try:
        return version_key(version) < version_key(than)
    except BadVersion:
        return False
