"""What a backup says of itself: its first member, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from app.backup.errors import CannotRead

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside: its name, size and SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything but the content."""

    made_at: str
    """UTC, ISO 8601."""
    version: str
    """Of the application."""
    database: str
    """``sqlite`` or ``postgresql``."""
    revision: str
    """The migration at which the database stands."""
    rows: Mapping[str, int]
    """By table."""
    members: tuple[Member, ...]
    keys: tuple[Mapping[str, Any], ...] = ()
    """The public records of all signing keys; their private parts are never in a backup."""
    records_keys: tuple[str, ...] = ()
    """Fingerprints of what seals document numbers: the present key first."""
    issuer: str = ""
    format: int = field(default=FORMAT)

    def to_json(self) -> bytes:
        """Write it."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """Read it; raise CannotRead where it is none of ours."""
        try:
            values = json.loads(content)
            if values["format"] != FORMAT:
                raise CannotRead(f"This backup has format {values['format']}; this version reads format {FORMAT}.")
            values["members"] = tuple(Member(**member) for member in values["members"])
            return cls(**values | {name: tuple(values[name]) for name in ("keys", "records_keys")})
        except (KeyError, TypeError, ValueError):
            raise CannotRead(
                "The list of contents in this backup cannot be read. It is damaged or no backup."
            ) from None

    def member(self, name: str) -> Member:
        """Give the entry of a member."""
        return next(member for member in self.members if member.name == name)
