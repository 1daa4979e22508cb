"""The log of the register as a chain: each event's hash covers the one before, so that no past can be changed alone.

An event is hashed as canonical JSON in UTF-8: keys in order, no spaces, what does not apply left out (RFC 8785, with
text and whole numbers alone). It holds no names; of the note that staff may write only the digest is hashed, so that
an extract without notes can be checked all the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Protocol

START = "0" * 64
"""What stands for the hash before the first event."""
_PLAIN = (
    "id",
    "number",
    "act",
    "actor_kind",
    "actor_id",
    "second_id",
    "learner_id",
    "reason",
    "replacement",
    "answers_id",
    "payload_digest",
    "statement_digest",
    "row_digest",
)


class Entry(Protocol):
    """An event with what is hashed of it besides the plain columns."""

    @property
    def at(self) -> datetime:
        """Tell when it happened."""

    @property
    def note(self) -> str | None:
        """Give what staff wrote about it."""


def digest_of(text: str) -> str:
    """Give the SHA-256 of a text."""
    return sha256(text.encode()).hexdigest()


def payload_digest(check_address: str) -> str:
    """Give the digest of what a square holds: of what stands behind the number sign, whatever host is before it."""
    _host, _sign, payload = check_address.rpartition("#")
    return digest_of(payload)


def content_of(entry: Entry) -> dict[str, str | int]:
    """Give what is hashed of an event."""
    values = {name: getattr(entry, name) for name in _PLAIN}
    values["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    values["note_digest"] = digest_of(entry.note) if entry.note else None
    return {name: value for name, value in values.items() if value is not None}


def canonical(content: Mapping[str, str | int | None]) -> str:
    """Write a mapping of text and whole numbers in the one way there is."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chained(before: str, content: Mapping[str, str | int]) -> str:
    """Give the hash of an event that follows the one with the hash ``before``."""
    return sha256(bytes.fromhex(before) + canonical(content).encode()).hexdigest()


def row_digest(row: object) -> str:
    """Give the digest of a certificate's row, all but what may be forgotten: the statement and the learner."""
    values = {name: getattr(row, name) for name in ROW}
    return digest_of(canonical({name: _plain(value) for name, value in values.items()}))


ROW = (
    "number",
    "issuer",
    "year",
    "serial",
    "code",
    "kind",
    "course_version",
    "course_digest",
    "issued_at",
    "issued_by_id",
    "valid_until",
)
"""What is never changed of a certificate's row, and what its digest covers."""


def _plain(value: object) -> str | int | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value if value is None or isinstance(value, int) else str(value)
