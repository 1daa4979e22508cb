"""What is publicly known of a key: its use, its algorithm, and how it stands; and who can sign with it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any, Protocol, Self

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

PublicKey = ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey | rsa.RSAPublicKey
KID_BYTES = 4
"""So many bytes of the SHA-256 of a public key name it; who meets two keys of one name tries both."""


class Use(StrEnum):
    """What a key signs."""

    QR = "qr"
    """Squares on paper, and the lists a checker keeps: ES256, which every browser can check."""
    VC = "vc"
    """Credentials (Open Badges 3.0): Ed25519."""
    PDF = "pdf"
    """Seals of files: RSA with 3,072 bits, which old readers know."""
    ROOT = "root"
    """The trust list: ES384, kept off line."""


class KeyState(StrEnum):
    """How a key stands."""

    ACTIVE = "active"
    RETIRED = "retired"
    """It signs no more; what it signed stays good."""
    REVOKED = "revoked"
    """Somebody else may have it: only what was known before holds."""


ALGORITHMS = {Use.QR: "ES256", Use.VC: "EdDSA", Use.PDF: "RS256", Use.ROOT: "ES384"}


@dataclass(frozen=True, slots=True)
class Key:
    """The public record of a key, as the trust list carries it."""

    kid: str
    """Eight hex digits."""
    use: Use
    public: bytes
    """SubjectPublicKeyInfo, DER."""
    created_on: date
    state: KeyState = KeyState.ACTIVE
    revoked_on: date | None = None
    test: bool = False
    certificate: bytes | None = None
    """X.509, DER; of the key that seals files alone."""

    @property
    def algorithm(self) -> str:
        """Name the algorithm as JOSE does."""
        return ALGORITHMS[self.use]

    def public_key(self) -> PublicKey:
        """Give the key that checks."""
        return serialization.load_der_public_key(self.public)  # type: ignore[return-value]

    def retired(self) -> Self:
        """Give the record of a key that signs no more."""
        return replace(self, state=KeyState.RETIRED)

    def revoked(self, day: date) -> Self:
        """Give the record of a key that somebody else may have since a day."""
        return replace(self, state=KeyState.REVOKED, revoked_on=day)

    def to_json(self) -> dict[str, Any]:
        """Write the record as the trust list has it; what does not apply is left out."""
        entry: dict[str, Any] = {
            "kid": self.kid,
            "use": self.use.value,
            "alg": self.algorithm,
            "spki": _b64(self.public),
            "created_on": self.created_on.isoformat(),
            "state": self.state.value,
        }
        more = {
            "revoked_on": self.revoked_on.isoformat() if self.revoked_on else None,
            "test": self.test or None,
            "x5c": _b64(self.certificate) if self.certificate else None,
        }
        return entry | {name: value for name, value in more.items() if value is not None}

    @classmethod
    def from_json(cls, entry: Mapping[str, Any]) -> Self:
        """Read a record; raises KeyError or ValueError where it cannot be one."""
        public = base64.b64decode(entry["spki"], validate=True)
        if entry["kid"] != kid_of(public):
            raise ValueError(f"the key {entry['kid']} has another name than its content")
        return cls(
            kid=entry["kid"],
            use=Use(entry["use"]),
            public=public,
            created_on=date.fromisoformat(entry["created_on"]),
            state=KeyState(entry["state"]),
            revoked_on=date.fromisoformat(entry["revoked_on"]) if entry.get("revoked_on") else None,
            test=entry.get("test", False) is True,
            certificate=base64.b64decode(entry["x5c"], validate=True) if entry.get("x5c") else None,
        )


class Signer(Protocol):
    """Whatever can sign with one key: an unlocked file, or a module that never shows the key (PKCS#11)."""

    @property
    def key(self) -> Key:
        """Tell which key signs."""

    def sign(self, message: bytes) -> bytes:
        """Sign a message with the key's algorithm; of ECDSA the two numbers side by side, as JOSE and COSE want."""


def kid_of(public: bytes, length: int = KID_BYTES) -> str:
    """Name a key by the beginning of its digest, so many bytes of it in hex."""
    return sha256(public).digest()[:length].hex()


def public_bytes(key: PublicKey) -> bytes:
    """Write a public key as SubjectPublicKeyInfo, DER."""
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _b64(content: bytes) -> str:
    return base64.b64encode(content).decode()
