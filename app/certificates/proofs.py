"""Proves that a certificate's issue stands in the log under a signed checkpoint, to who cannot see the register."""

from __future__ import annotations

import base64
from typing import Any

from sqlalchemy import select

from app.certificates.checkpointing import event_hashes
from app.certificates.life import Act
from app.certificates.log import content_of
from app.certificates.log_models import CertificateEvent, RegisterCheckpoint
from app.certificates.merkle import proof_of
from app.core.database import db


class NotInLog(Exception):
    """No checkpoint covers the issue of a certificate of this number."""

    def __init__(self, number: str) -> None:
        super().__init__(f"No checkpoint covers {number}: is the number right, and 'flask register checkpoint' done?")


def proof_for(number: str) -> dict[str, Any]:
    """Give the event, its place and the hashes up to the root of the last checkpoint; raise NotInLog."""
    event = db.session.scalar(_issue_of(number))
    last = db.session.scalar(select(RegisterCheckpoint).order_by(RegisterCheckpoint.day.desc()).limit(1))
    if event is None or last is None or event.id > last.size:
        raise NotInLog(number)
    proof = proof_of(event_hashes(last.size), event.id - 1)
    return {
        "event": content_of(event),
        "prev": event.prev,
        "hash": event.hash,
        "place": event.id - 1,
        "proof": [base64.b64encode(one).decode() for one in proof],
        "checkpoint": last.note,
    }


def _issue_of(number: str) -> Any:
    return select(CertificateEvent).where(CertificateEvent.number == number, CertificateEvent.act == Act.ISSUED.value)
