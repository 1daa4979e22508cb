"""A checkpoint as signed text (the note and checkpoint formats of C2SP): who, how many events, their root, which day.

::

    waymark-register/KH-MLVT
    48213
    <root, base64>
    day 2026-11-22

    — waymark-register/KH-MLVT <kid and signature, base64>

The signature is ES256 by the key of the squares, its two numbers side by side, behind the four bytes of the kid.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.signing.algorithms import is_signed
from app.signing.errors import BadSignature
from app.signing.keys import KID_BYTES, Key, Signer

_NOTE = re.compile(r"((waymark-register/\S+)\n([0-9]+)\n(\S+)\nday ([0-9-]{10})\n)\n— (\S+) (\S+)\n")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What stood in an issuer's log on a day."""

    issuer: str
    size: int
    root: bytes
    day: date

    @property
    def origin(self) -> str:
        """Name the log."""
        return f"waymark-register/{self.issuer}"

    @property
    def text(self) -> str:
        """Write what is signed."""
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\nday {self.day.isoformat()}\n"


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> str:
    """Sign a checkpoint; the same one under the same key always gives the same note."""
    signature = bytes.fromhex(signer.key.kid) + signer.sign(checkpoint.text.encode())
    return f"{checkpoint.text}\n— {checkpoint.origin} {base64.b64encode(signature).decode()}\n"


def read_checkpoint(note: str, keys: Iterable[Key]) -> Checkpoint:
    """Read a checkpoint that one of these keys signed; raise BadSignature otherwise."""
    found = _NOTE.fullmatch(note)
    if found is None or found[2] != found[6]:
        raise BadSignature
    try:
        signed = base64.b64decode(found[7], validate=True)
        root, day = base64.b64decode(found[4], validate=True), date.fromisoformat(found[5])
    except ValueError:
        raise BadSignature from None
    kid, signature = signed[:KID_BYTES].hex(), signed[KID_BYTES:]
    if not any(key.kid == kid and is_signed(key.public_key(), key.use, found[1].encode(), signature) for key in keys):
        raise BadSignature
    return Checkpoint(found[2].partition("/")[2], int(found[3]), root, day)
