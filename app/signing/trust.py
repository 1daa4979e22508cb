"""The trust list: which keys an issuer has and how each stands, signed by a root that is kept off line.

A checker pins the root of each issuer it knows and believes the newest list that the root signed. A key is good only
because the newest list says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.signing.errors import BadTrustList
from app.signing.jws import read_document, sign_document, unverified
from app.signing.keys import Key, KeyState, Signer, Use

TYPE = "waymark-trust-list-1"


@dataclass(frozen=True, slots=True)
class TrustList:
    """What an issuer's root says about its keys; ``number`` grows with each list."""

    issuer: str
    """Code of the issuer, as in its certificates' numbers: ``KH-MLVT``."""
    names: Mapping[str, str]
    """Name of the issuer by locale tag; English is always there."""
    address: str
    """Where the issuer serves its lists: ``https://…`` without a slash at the end."""
    number: int
    signed_at: datetime
    root: Key
    keys: tuple[Key, ...]

    def of_use(self, use: Use) -> tuple[Key, ...]:
        """Give the keys of a use, however they stand."""
        return tuple(key for key in self.keys if key.use is use)

    def active(self, use: Use) -> Key | None:
        """Give the newest key of a use that may sign."""
        active = [key for key in self.of_use(use) if key.state is KeyState.ACTIVE]
        return max(active, key=lambda key: (key.created_on, key.kid), default=None)

    @property
    def is_test(self) -> bool:
        """Tell whether everything these keys sign is a test."""
        return self.root.test or any(key.test for key in self.keys)

    def to_json(self) -> dict[str, Any]:
        """Write the list as its document holds it."""
        return {
            "type": TYPE,
            "issuer": self.issuer,
            "names": dict(self.names),
            "address": self.address,
            "number": self.number,
            "signed_at": self.signed_at.isoformat(timespec="seconds"),
            "root": self.root.to_json(),
            "keys": [key.to_json() for key in self.keys],
        }


def sign_trust_list(trust: TrustList, root: Signer) -> str:
    """Sign a list with the root it names; raise BadTrustList where the signer is another."""
    if root.key.kid != trust.root.kid:
        raise BadTrustList(f"This list belongs to the root {trust.root.kid}, and the key at hand is {root.key.kid}.")
    return sign_document(trust.to_json(), root)


def read_trust_list(text: str | bytes, root: Key) -> TrustList:
    """Read a list that this root signed; raise BadSignature, or BadTrustList where it says what cannot be."""
    return _read(read_document(text, [root]))


def root_of(text: str | bytes) -> Key:
    """Tell which root a list names, without believing it: a root is believed when its fingerprint was compared."""
    try:
        return Key.from_json(unverified(text)["root"])
    except (KeyError, ValueError, TypeError) as error:
        raise BadTrustList(f"This is no trust list: {error}.") from None


def _read(content: Mapping[str, Any]) -> TrustList:
    try:
        if content["type"] != TYPE:
            raise BadTrustList(f"This is a {content['type']}, not a trust list.")
        return TrustList(
            issuer=content["issuer"],
            names=dict(content["names"]),
            address=content["address"],
            number=int(content["number"]),
            signed_at=datetime.fromisoformat(content["signed_at"]),
            root=Key.from_json(content["root"]),
            keys=tuple(Key.from_json(entry) for entry in content["keys"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise BadTrustList(f"This trust list cannot be read: {error}.") from None
