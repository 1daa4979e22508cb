"""Takes certificates into the log that were issued before there was one; a migration calls this once.

It reads and writes by plain SQL, for a migration must not depend on what the models say today.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, text

from app.certificates.log import START, chained, content_of, digest_of, payload_digest, row_digest

_COLUMNS = (
    "id, number, issuer, year, serial, code, learner_id, kind, course_version, course_digest, statement, issued_at, "
    "issued_by_id, valid_until"
)
_EVENT = text(
    "INSERT INTO certificate_event (id, at, number, act, actor_kind, actor_id, learner_id, payload_digest, "
    "statement_digest, row_digest, prev, hash) VALUES (:id, :at, :number, :act, :actor_kind, :actor_id, :learner_id, "
    ":payload_digest, :statement_digest, :row_digest, :prev, :hash)"
)
_CURRENT = text(
    "INSERT INTO certificate_current (learner_id, kind, course_version, certificate_id) "
    "VALUES (:learner_id, :kind, :course_version, :id)"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A mapping whose values are read as attributes."""

    values: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.values.get(name)


def adopt_register(connection: Connection) -> int:
    """Enter the issue of every certificate, in the order of issue; give how many there were."""
    rows = connection.execute(text(f"SELECT {_COLUMNS} FROM certificate ORDER BY issued_at, id"))  # noqa: S608
    before, place = START, 0
    for place, row in enumerate(rows.mappings().all(), 1):
        event = _event(place, dict(row))
        event |= {"prev": before, "hash": chained(before, content_of(_Row(event)))}
        connection.execute(_EVENT, event | {"at": _stored(event["at"], connection)})
        connection.execute(_CURRENT, {name: row[name] for name in ("learner_id", "kind", "course_version", "id")})
        before = event["hash"]
    return place


def _event(place: int, row: dict[str, Any]) -> dict[str, Any]:
    issued_at = _moment(row["issued_at"])
    plain = row | {"issued_at": issued_at, "valid_until": _day(row["valid_until"])}
    officer = row["issued_by_id"]
    return {
        "id": place,
        "at": issued_at,
        "number": row["number"],
        "act": "issued",
        "actor_kind": "staff" if officer else "learner",
        "actor_id": officer or row["learner_id"],
        "learner_id": row["learner_id"],
        "payload_digest": payload_digest(json.loads(row["statement"])["check_address"]),
        "statement_digest": digest_of(row["statement"]),
        "row_digest": row_digest(_Row(plain)),
    }


def _moment(value: datetime | str) -> datetime:
    """Read a moment; SQLite gives it as text without its zone."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _stored(moment: datetime, connection: Connection) -> datetime | str:
    """Write a moment as the models write it."""
    utc = moment.astimezone(UTC)
    return utc if connection.dialect.name == "postgresql" else utc.strftime("%Y-%m-%d %H:%M:%S.%f")
