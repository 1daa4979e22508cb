"""The lists about single certificates: which do not count any more, and what the log held on each day.

They are public and the same for everybody. The status list is made anew at most every five minutes in each process,
and only where the log has grown or its hour is over; all processes then sign the same text, for it tells the hour.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, Flask, Response, current_app, request
from sqlalchemy import func, select

from app.certificates.checkpointing import checkpoints
from app.certificates.log_models import CertificateEvent
from app.certificates.queries import stands_of
from app.core import clock
from app.core.database import db
from app.core.freshness import Refreshed
from app.signing.errors import KeyProblem
from app.signing.keys import Use
from app.signing.present import present_keys
from app.verification.status_list import gone_of, sign_status_list, status_list
from app.web.access import public

lists = Blueprint("lists", __name__)
EVERY = timedelta(minutes=5)
_STATUS, _CHECKPOINTS = "status-list", "checkpoint-list"


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


def forget_lists() -> None:
    """Make the lists anew when they are next asked for."""
    for name in (_STATUS, _CHECKPOINTS):
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
    keys = present_keys()
    try:
        signer = keys.signer(Use.QR)
    except KeyProblem:
        return None
    issuer = keys.trust.issuer if keys.trust else ""
    content = status_list(issuer=issuer, number=size, signed_at=signed_at, gone=gone_of(stands_of()))
    return sign_status_list(content, signer)


def _checkpoints(_before: SignedList | None) -> SignedList:
    notes = [kept.note for kept in checkpoints()]
    return SignedList((len(notes), clock.now()), json.dumps(notes, ensure_ascii=False))


def _answer(text: str | None) -> Response:
    """Answer with a list that anybody may keep and any page may read; 404 where there is none."""
    if text is None:
        return Response(status=404)
    headers = {"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"}
    response = Response(text, mimetype="application/json", headers=headers)
    response.add_etag()
    response.make_conditional(request)
    return response
