"""The lists of other issuers whose root is believed here: kept beside ours, so that a checker gets all from one place.

Beside each peer's trust list, in ``keys/peers``, lie its status list and, where it revoked a key, what was known under
that key, in ``keys/peers/lists``. Each is taken only where its issuer signed it and it is newer than the one at hand,
whether it was fetched or carried here in a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app

from app.core import clock
from app.signing.errors import BadSignature, BadTrustList, KeyProblem
from app.signing.jws import read_document, unverified
from app.signing.keyring import Keyring, write_whole
from app.signing.keys import KeyState, Use
from app.signing.present import present_keys
from app.signing.trust import TYPE as TRUST
from app.signing.trust import TrustList
from app.verification import known_list, status_list
from app.verification.fetching import NotFetched, fetch
from app.web.logs import log

MOST_BYTES = {"trust": 256 * 1024, "status": 4 * 1024 * 1024, "known": 32 * 1024 * 1024}
"""What a list may weigh; two million certificates fit."""
_NAMES = {TRUST: "trust", status_list.TYPE: "status", known_list.TYPE: "known"}
_NO_AGE = (-1, datetime.min.replace(tzinfo=UTC))
_AHEAD = timedelta(days=1)
"""How far another's clock may run before ours."""


class BadList(KeyProblem):
    """A list of another issuer cannot be taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a list: taken over, known already, or refused for a reason."""

    issuer: str
    name: str
    said: str
    is_wrong: bool = False


def texts_of_peers() -> list[str]:
    """Give all lists of the other issuers, each as it was signed."""
    keyring = present_keys().keyring
    folder = keyring.folder / "peers"
    files = [*sorted(folder.glob("*.json")), *sorted(folder.glob("lists/*.json"))]
    return [path.read_text(encoding="utf-8") for path in files]


def signed_at(issuer: str, name: str) -> datetime | None:
    """Tell of when a list of another issuer is that we hold; None where we hold none."""
    path = _file(present_keys().keyring, issuer, name)
    return datetime.fromisoformat(unverified(path.read_bytes())["signed_at"]) if path.is_file() else None


def fetch_peers() -> list[Outcome]:
    """Fetch the lists of every other issuer from the address in its trust list; what fails changes nothing."""
    keyring = present_keys().keyring
    outcomes = [_fetched(keyring, peer.issuer, name) for peer in keyring.peers() for name in MOST_BYTES]
    for one in outcomes:
        if one.is_wrong:
            log.warning("peer-list", issuer=one.issuer, list=one.name, why=one.said)
    return outcomes


def take_file(path: Path) -> Iterator[Outcome]:
    """Take lists from a file: one list, or many as ``/lists/peers.json`` has them."""
    try:
        content = json.loads(path.read_bytes())
    except ValueError:
        raise BadList(f"{path} holds no list.") from None
    keyring = present_keys().keyring
    for one in content if isinstance(content, list) else [content]:
        text = one if isinstance(one, str) else json.dumps(one)
        issuer, name = _named(text)
        yield _outcome(keyring, issuer, name, text)


def _fetched(keyring: Keyring, issuer: str, name: str) -> Outcome:
    """Fetch one list; the trust list comes first, and what it says now counts for the others."""
    try:
        address = f"{_peer(keyring, issuer).address}/lists/{name}.json"
        text = fetch(address, most_bytes=MOST_BYTES[name], over_http=current_app.config["PEERS_OVER_HTTP"])
    except (NotFetched, KeyProblem) as problem:
        return Outcome(issuer, name, str(problem), is_wrong=True)
    if text is None:
        return Outcome(issuer, name, "there is none", is_wrong=name != "known")
    return _outcome(keyring, issuer, name, text)


def _outcome(keyring: Keyring, issuer: str, name: str, text: str) -> Outcome:
    try:
        is_new = _take(keyring, issuer, name, text)
    except KeyProblem as problem:
        return Outcome(issuer, name, str(problem.message), is_wrong=True)
    return Outcome(issuer, name, "taken over" if is_new else "known already")


def _take(keyring: Keyring, issuer: str, name: str, text: str) -> bool:
    """Keep a list where it is good and newer; tell whether it was newer."""
    if _named(text) != (issuer, name):
        raise BadList(f"This is no {name} list of {issuer}.")
    if name == "trust":
        before = _peer(keyring, issuer)
        return keyring.renew_peer(text).number > before.number
    content, path = _read(keyring, issuer, name, text), _file(keyring, issuer, name)
    if path.is_file() and _age(content) <= _age_of_kept(keyring, issuer, name, path):
        return False
    write_whole(path, text)
    return True


def _age_of_kept(keyring: Keyring, issuer: str, name: str, path: Path) -> tuple[int, datetime]:
    """Tell how new the list at hand is; one whose key was revoked since must keep no other away."""
    try:
        return _age(_read(keyring, issuer, name, path.read_text(encoding="utf-8")))
    except KeyProblem:
        return _NO_AGE


def _read(keyring: Keyring, issuer: str, name: str, text: str) -> dict[str, Any]:
    """Read a list that a key of its issuer signed which nobody else may have; a checker must be able to read it too."""
    keys = [key for key in _peer(keyring, issuer).of_use(Use.QR) if key.state is not KeyState.REVOKED]
    content = read_document(text, keys)
    try:
        _number, signed = _age(content)
        (status_list.read_entries if name == "status" else known_list.check_shape)(content)
    except (ValueError, TypeError, KeyError, OverflowError):
        raise BadList(f"The {name} list of {issuer} is signed, and cannot be read.") from None
    if signed > clock.now() + _AHEAD:
        raise BadList(f"The {name} list of {issuer} is of a day to come: {signed:%Y-%m-%d}.")
    return content


def _age(content: dict[str, Any]) -> tuple[int, datetime]:
    return int(content["number"]), datetime.fromisoformat(content["signed_at"])


def _named(text: str) -> tuple[str, str]:
    """Tell whose list a text claims to be and which, without believing it."""
    try:
        content = unverified(text)
        return str(content["issuer"]), _NAMES[content["type"]]
    except (BadSignature, KeyError, TypeError, ValueError):
        raise BadList("This is none of the lists that issuers sign.") from None


def _peer(keyring: Keyring, issuer: str) -> TrustList:
    found = next((peer for peer in keyring.peers() if peer.issuer == issuer), None)
    if found is None:
        raise BadTrustList(f"{issuer} is not known here: 'flask keys peer FILE --fingerprint …' makes it known.")
    return found


def _file(keyring: Keyring, issuer: str, name: str) -> Path:
    return keyring.folder / "peers" / "lists" / f"{issuer}-{name}.json"
