"""What readers of credentials ask us for: the credential behind its code, the issuer's keys, and which hold no more.

The two lists are public, the same for everybody, and may be kept. The credential holds a name, so it is behind the
code, is kept by nobody on the way, and misses count as they do for the page that people read.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from flask import Blueprint, Flask, current_app, request
from sqlalchemy import select
from werkzeug.wrappers import Response

from app.certificates.bitstring import ListName, list_of
from app.certificates.checks_seen import note_check
from app.certificates.credential import did_document, signed_credential, signed_status_list
from app.certificates.models import Certificate
from app.certificates.numbering import parse_number
from app.certificates.queries import stands_of
from app.certificates.rules import Status
from app.core import clock
from app.core.database import db
from app.core.freshness import Refreshed
from app.signing.errors import KeyProblem
from app.signing.keys import Use
from app.signing.present import present_keys
from app.verification.answers import kept_by_any_page
from app.verification.errors import NoSuchPaper, TooManyMisses
from app.verification.guessing import check_network, count_miss
from app.verification.queries import paper_of
from app.verification.rules import Claim, read_claim
from app.web.access import public
from app.web.logs import log

badges = Blueprint("badges", __name__)
EVERY = timedelta(minutes=5)
_WITHDRAWN = "withdrawn-badges"
Withdrawn = dict[ListName, tuple[int, ...]]


def init_badges(app: Flask) -> None:
    """Let it be read when first asked for which certificates hold no more."""
    app.extensions[_WITHDRAWN] = Refreshed(_withdrawn, every=EVERY)


@badges.get("/credentials/<number>/<code>")
@public
def credential(number: str, code: str) -> Response:
    """Give the signed credential of a certificate to who has its number and its code."""
    claim = read_claim(number, code)
    if not isinstance(claim, Claim):
        return _nothing()
    try:
        return Response(_credential(claim), headers={"Cache-Control": "no-store"}, mimetype="application/json")
    except TooManyMisses as wait:
        return Response(status=429, headers={"Cache-Control": "no-store", "Retry-After": str(wait.minutes * 60)})
    except NoSuchPaper:
        return _nothing()
    except KeyProblem as problem:
        return _not_signed(problem)


@badges.get("/.well-known/did.json")
@badges.get("/did.json")
@public
def issuer() -> Response:
    """Give the keys of the issuer, as did:web asks for them; the second address is for a service below a path."""
    trust = present_keys().trust
    return kept_by_any_page(did_document(trust, current_app.config["PUBLIC_ADDRESS"])) if trust else _nothing()


@badges.get("/credentials/status/<name>")
@public
def status(name: str) -> Response:
    """Give the signed list of which credentials hold no more, where any of its numbers was given out."""
    listed = ListName.read(name)
    if listed is None or not _is_begun(listed):
        return _nothing()
    try:
        kid = present_keys().active_key(Use.VC).kid
        refreshed: Refreshed[Withdrawn] = current_app.extensions[_WITHDRAWN]
        serials = refreshed.get().get(listed, ())
        signed = _signed_list(current_app.config["PUBLIC_ADDRESS"], listed, serials, kid, clock.today())
        return kept_by_any_page(signed)
    except KeyProblem as problem:
        return _not_signed(problem)


def forget_badges() -> None:
    """Read anew which certificates hold no more when that is next asked for."""
    current_app.extensions[_WITHDRAWN].forget()


def _credential(claim: Claim) -> bytes:
    address = request.remote_addr or ""
    check_network(address)
    try:
        statement = paper_of(claim).statement
    except NoSuchPaper:
        count_miss(address)
        raise
    note_check(statement.number)
    return signed_credential(statement, present_keys().signer(Use.VC))


def _is_begun(name: ListName) -> bool:
    """Tell whether a certificate has a place on a list, so that nobody makes us sign thousands of empty ones."""
    serials = Certificate.serial.between(name.serials[0], name.serials[-1])
    query = select(Certificate.id).where(Certificate.issuer == name.issuer, Certificate.year == name.year, serials)
    return db.session.scalar(query.limit(1)) is not None


def _withdrawn(_before: Withdrawn | None) -> Withdrawn:
    found: Withdrawn = {}
    for text, stand in stands_of().items():
        number = parse_number(text)
        if number and stand.status is not Status.ACTIVE:
            found[list_of(number)] = (*found.get(list_of(number), ()), number.serial)
    return found


@lru_cache(maxsize=64)
def _signed_list(address: str, name: ListName, serials: tuple[int, ...], _kid: str, day: date) -> bytes:
    """Sign a list once for as long as neither it nor the key changes, and each day anew."""
    return signed_status_list(address, name, serials, present_keys().signer(Use.VC), day)


def _not_signed(problem: KeyProblem) -> Response:
    log.error("unsigned", why=str(problem.message))
    return _nothing()


def _nothing() -> Response:
    return Response(status=404, headers={"Cache-Control": "no-store"})
