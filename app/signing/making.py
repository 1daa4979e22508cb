"""Which list comes next: the keys there are, the new ones, and those that are retired or revoked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from app.signing.certificates import certified
from app.signing.errors import BadTrustList
from app.signing.keyring import Keyring
from app.signing.keys import Key, KeyState, Signer, Use
from app.signing.trust import TrustList, sign_trust_list

_TYPE = "waymark-trust-request-1"
Request = Mapping[str, Any]


def request_of(
    keyring: Keyring,
    *,
    retire: Collection[str] = (),
    revoke: Collection[str] = (),
    since: date | None = None,
    at: datetime,
    issuer: str,
    names: Mapping[str, str],
    address: str,
) -> dict[str, Any]:
    """Write down what the root should sign next; raise BadTrustList for a key nobody knows.

    Of a revoked key nothing is believed ``since`` a day, today unless told otherwise. A day to come is refused, and one
    that was said before never moves to a later one.
    """
    since = since or at.date()
    if since > at.date():
        raise BadTrustList(f"{since} is still to come: a key is revoked from today on, or from an earlier day.")
    before = keyring.trust()
    known = (*(before.keys if before else ()), *keyring.new_keys())
    for kid in (*retire, *revoke):
        if kid not in {key.kid for key in known}:
            raise BadTrustList(f"There is no key {kid}: 'flask keys list' names them all.")
    keys = [_stood(key, retire, revoke, since) for key in known]
    return {
        "type": _TYPE,
        "issuer": issuer,
        "names": dict(names),
        "address": address,
        "number": before.number + 1 if before else 1,
        "at": at.isoformat(timespec="seconds"),
        "keys": [key.to_json() for key in keys],
    }


def read_request(content: Request) -> Request:
    """Take a request; raise BadTrustList where it is none."""
    if content.get("type") != _TYPE:
        raise BadTrustList("This is no request for a trust list: 'flask keys request' writes one.")
    return content


def next_list(request: Request, root: Key) -> TrustList:
    """Give the list a request asks for under a root; raise BadTrustList where it cannot be read."""
    try:
        return TrustList(
            issuer=request["issuer"],
            names=dict(request["names"]),
            address=request["address"],
            number=int(request["number"]),
            signed_at=datetime.fromisoformat(request["at"]),
            root=root,
            keys=tuple(Key.from_json(entry) for entry in request["keys"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise BadTrustList(f"This request cannot be read: {error}.") from None


def make_test_keys(
    keyring: Keyring, passphrase: str, *, at: datetime, issuer: str, names: Mapping[str, str], address: str
) -> TrustList:
    """Make a whole set of keys with a root of their own, everything marked as a test, and publish their list."""
    root = keyring.create(Use.ROOT, passphrase, on=at.date(), test=True)
    for use in (Use.QR, Use.VC, Use.PDF):
        keyring.create(use, passphrase, on=at.date(), test=True)
    request = request_of(keyring, at=at, issuer=issuer, names=names, address=address)
    signer: Signer = keyring.signer(root, passphrase)
    return keyring.publish(sign_trust_list(certified(next_list(request, root), signer), signer))


def _stood(key: Key, retire: Collection[str], revoke: Collection[str], since: date) -> Key:
    if key.kid in revoke:
        return key.revoked(min(since, key.revoked_on or since))
    return key.retired() if key.kid in retire and key.state is not KeyState.REVOKED else key
