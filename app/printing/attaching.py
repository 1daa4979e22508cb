"""A file that travels inside a paper: the same content for machines (an associated file, ISO 19005-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to attach: the data that the paper shows."""

    name: str
    description: str
    content: bytes
    day: date
    """Of the content; nothing of today goes into a paper."""
