"""Changes of the register since a place in its log.

Events are numbered without gaps in the order in which they are committed, so whoever goes on behind the last one read
misses none; one that was read and not worked off is simply read again.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.api.rules import EventType
from app.certificates.life import Act
from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate
from app.core.database import db
from app.register.models import RegisterEntry
from app.web.addresses import LARGEST

TYPES: Mapping[Act, EventType] = {
    Act.ISSUED: EventType.ISSUED,
    Act.SUPERSEDED: EventType.SUPERSEDED,
    Act.REVOKED: EventType.REVOKED,
    Act.REINSTATED: EventType.REINSTATED,
}
_FORM = "e1."
"""How a cursor begins inside, so that another form can come later."""


class BadCursor(ValueError):
    """A cursor is none that was given out."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Some changes, and where to go on."""

    changes: list[dict[str, Any]]
    next: str
    more: bool


def changes_after(cursor: str | None, limit: int, *, with_names: bool) -> Changes:
    """Read so many changes behind a cursor. Raises BadCursor."""
    last = place_of(cursor) if cursor else 0
    query = (
        select(CertificateEvent, Certificate, RegisterEntry.name_native, RegisterEntry.name_latin)
        .join(Certificate, Certificate.number == CertificateEvent.number)
        .outerjoin(RegisterEntry, RegisterEntry.id == Certificate.id)
        .where(CertificateEvent.id > last, CertificateEvent.act.in_([act.value for act in TYPES]))
        .order_by(CertificateEvent.id)
        .limit(limit + 1)
    )
    rows = db.session.execute(query).all()
    changes = [
        _change(event, certificate, names if with_names else None) for event, certificate, *names in rows[:limit]
    ]
    place = rows[:limit][-1][0].id if rows else last
    return Changes(changes, cursor_of(place), len(rows) > limit)


def cursor_of(place: int) -> str:
    """Write a place in the log as a cursor."""
    return base64.urlsafe_b64encode(f"{_FORM}{place}".encode()).decode().rstrip("=")


def place_of(cursor: str) -> int:
    """Read a cursor. Raises BadCursor."""
    try:
        plain = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
        place = int(plain.removeprefix(_FORM)) if plain.startswith(_FORM) else -1
    except (binascii.Error, ValueError):
        raise BadCursor from None
    if not 0 <= place <= LARGEST or cursor_of(place) != cursor:
        raise BadCursor
    return place


def _change(event: CertificateEvent, certificate: Certificate, names: list[str | None] | None) -> dict[str, Any]:
    told = {
        "id": f"evt_{event.id}",
        "type": TYPES[Act(event.act)].value,
        "at": event.at,
        "number": certificate.number,
        "kind": certificate.kind,
        "issued_on": certificate.issued_at.date(),
        "valid_until": certificate.valid_until,
        "replaced_by": event.replacement,
    }
    return told | ({"name_native": names[0], "name_latin": names[1]} if names is not None else {})
