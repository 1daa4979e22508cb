"""Small signed messages for squares: COSE_Sign1 (RFC 9052) over CBOR, with the algorithm and the key's name alone.

A square has room for some two hundred bytes, so the message is the plain array without its tag, and its headers are
as short as the standard lets them be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import cbor2

from app.signing.algorithms import is_signed
from app.signing.errors import BadSignature
from app.signing.keys import KID_BYTES, Key, Signer

_ALG, _KID = 1, 4
_ES256 = -7
_PROTECTED = cbor2.dumps({_ALG: _ES256})


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it was read, not yet believed."""

    kid: str
    payload: bytes
    signature: bytes


def sign_message(payload: bytes, signer: Signer) -> bytes:
    """Sign a payload; the same payload always gives the same bytes."""
    kid = bytes.fromhex(signer.key.kid)
    return cbor2.dumps([_PROTECTED, {_KID: kid}, payload, signer.sign(_to_be_signed(payload))])


def read_message(content: bytes) -> Message:
    """Take a message apart; raise BadSignature where it is none."""
    stream = BytesIO(content)
    try:
        whole: Any = cbor2.load(stream)
    except (cbor2.CBORDecodeError, ValueError, OverflowError, RecursionError):
        raise BadSignature from None
    match whole:
        case [bytes(protected), {4: bytes(kid)}, bytes(payload), bytes(signature)]:
            pass
        case _:
            raise BadSignature
    if protected != _PROTECTED or len(kid) != KID_BYTES or stream.read(1):
        raise BadSignature
    return Message(kid.hex(), payload, signature)


def signing_key(message: Message, keys: Iterable[Key]) -> Key:
    """Find the key that signed a message; raise BadSignature where none of these did."""
    signed = _to_be_signed(message.payload)
    for key in keys:
        if key.kid == message.kid and is_signed(key.public_key(), key.use, signed, message.signature):
            return key
    raise BadSignature


def _to_be_signed(payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", _PROTECTED, b"", payload])
