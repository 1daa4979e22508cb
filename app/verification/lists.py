"""The lists about single certificates: which do not count any more, and what the log held on each day.

They are public and the same for everybody. The status list is made anew at most every five minutes in each process,
and only where the log has grown or its hour is over; all processes then sign the same text, for it tells the hour.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Flask, Response, current_app
from sqlalchemy import func, select

from app.certificates.checkpointing import checkpoints, known_payloads, size_before
from app.certificates.log_models import CertificateEvent
from app.certificates.queries import stands_of
from app.core import clock
from app.core.database import db
from app.core.freshness import Refreshed
from app.signing.errors import KeyProblem
from app.signing.jws import sign_document
from app.signing.keys import Use
from app.signing.present import present_keys
from app.verification.answers import kept_by_any_page
from app.verification.known_list import Known, known_list
from app.verification.status_list import gone_of, status_list
from app.web.access import public
from app.web.logs import log

lists = Blueprint("lists", __name__)
EVERY = timedelta(minutes=5)
_STATUS, _CHECKPOINTS, _KNOWN = "status-list", "checkpoint-list", "known-list"


@dataclass(frozen=True, slots=True)
class SignedList:
    """A list as it is sent, and what it was made from."""

    made_from: tuple[int, datetime]
    text: str | None
    """None where there is no key to sign it with."""


def init_lists(app: Flask) -> None:
    """Let the lists be made when they are first asked for."""
    app.extensions[_STATUS] = Refreshed(_status, every=EVERY)
    app.extensions[_CHECKPOINTS] = Refreshed(_checkpoints, every=EVERY)
    app.extensions[_KNOWN] = Refreshed(_known, every=EVERY)


@lists.get("/lists/status.json")
@public
def status() -> Response:
    """Give the signed list of certificates that were taken back or replaced."""
    return _answer(_of(_STATUS).text)


@lists.get("/lists/checkpoints.json")
@public
def checkpoint_list() -> Response:
    """Give the signed checkpoints of the log, the oldest first, each as the text of a note."""
    return _answer(_of(_CHECKPOINTS).text)


@lists.get("/lists/known.json")
@public
def known() -> Response:
    """Give the signed list of squares that stay genuine under a revoked key; 404 while no key was revoked."""
    return _answer(_of(_KNOWN).text)


def list_texts() -> dict[str, str]:
    """Give the lists as they are served now, by name; one that there is no reason or no key for is left out."""
    forget_lists()
    texts = {name: _of(f"{name}-list").text for name in ("status", "known")} | {"checkpoints": _of(_CHECKPOINTS).text}
    return {name: text for name, text in texts.items() if text is not None}


def forget_lists() -> None:
    """Make the lists anew when they are next asked for."""
    for name in (_STATUS, _CHECKPOINTS, _KNOWN):
        current_app.extensions[name].forget()


def _of(name: str) -> SignedList:
    refreshed: Refreshed[SignedList] = current_app.extensions[name]
    return refreshed.get()


def _status(before: SignedList | None) -> SignedList:
    signed_at = clock.now().replace(minute=0, second=0, microsecond=0)
    size = db.session.scalar(select(func.max(CertificateEvent.id))) or 0
    if before and before.made_from == (size, signed_at):
        return before
    return SignedList((size, signed_at), _signed(size, signed_at))


def _signed(size: int, signed_at: datetime) -> str | None:
    content = status_list(issuer=present_keys().issuer, number=size, signed_at=signed_at, gone=gone_of(stands_of()))
    return _sign(content)


def _known(before: SignedList | None) -> SignedList:
    """Write the list where a key was revoked: it changes with the list of keys, and is signed anew each day."""
    trust = present_keys().trust
    days = {key.kid: key.revoked_on for key in trust.of_use(Use.QR) if key.revoked_on} if trust else {}
    signed_at = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    made_from = (trust.number if trust else 0, signed_at)
    if before and before.made_from == made_from:
        return before
    if not days:
        return SignedList(made_from, None)
    known = [Known(kid, day, known_payloads(size_before(day))) for kid, day in days.items()]
    content = known_list(issuer=present_keys().issuer, number=made_from[0], signed_at=signed_at, known=known)
    return SignedList(made_from, _sign(content))


def _sign(content: Mapping[str, Any]) -> str | None:
    try:
        return sign_document(content, present_keys().signer(Use.QR))
    except KeyProblem as problem:
        log.error("no-list", problem=str(problem.message))
        return None


def _checkpoints(_before: SignedList | None) -> SignedList:
    notes = [kept.note for kept in checkpoints()]
    return SignedList((len(notes), clock.now()), json.dumps(notes, ensure_ascii=False))


def _answer(text: str | None) -> Response:
    """Answer with a list; 404 where there is none."""
    return Response(status=404) if text is None else kept_by_any_page(text)
