"""What the square on a certificate holds: the certificate's own facts, signed, as an address a camera can open.

``HTTPS://HOST/C#<digits>``. The digits are a COSE_Sign1 message (RFC 9052) written as one decimal number, for a square
packs digits closest, and a server never gets to see what stands behind the number sign. The number has a byte
of 1 before the message, so that no zeros in front are lost.

The payload is a CBOR map with small whole numbers for keys, see `Field`; what does not apply is left out. Days are
counted from 1970-01-01.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Any

import cbor2

from app.certificates.codes import ALPHABET, LENGTH
from app.certificates.numbering import parse_number
from app.programme.rules import Award
from app.signing.cose import read_message, sign_message, signing_key
from app.signing.errors import BadSignature
from app.signing.keys import Key, Signer

PATH = "/C#"
_EPOCH = date(1970, 1, 1)
_CODE_BYTES = 5
_BITS = 5
_FIRST = b"\x01"
_ADDRESS = re.compile(r"[Hh][Tt][Tt][Pp][Ss]?://[^#\s]+/[Cc]#([1-9][0-9]{30,1200})")
_KINDS = {Award.CORE: 0, Award.FULL: 1}


class Field(IntEnum):
    """The keys of a payload."""

    NUMBER = 2
    """Text: ``KH-MLVT-26-0001234-3``."""
    NAME_NATIVE = 3
    NAME_LATIN = 4
    COURSE = 5
    """Text: the version of the course, ``2026.1``."""
    ISSUED = 6
    """Days."""
    EXPIRES = 7
    """Days: the last valid one."""
    CODE = 8
    """Five bytes: the code that is printed beside the number."""
    KIND = 9
    """0 is the core statement, 1 the full certificate."""
    CORRIDOR = 10
    """Text, where the holder chose to have it on the paper: ``KH-TH``."""
    TEST = 11
    """True where the paper is a sample."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What is signed of a certificate: enough to compare with every line printed on its front."""

    number: str
    code: str
    """Eight signs, as in the register."""
    name_native: str | None
    name_latin: str | None
    course_version: str
    kind: Award
    issued_on: date
    valid_until: date | None
    corridor: str | None = None
    test: bool = False

    def payload(self) -> bytes:
        """Write the payload, always with the same bytes."""
        fields: dict[Field, Any] = {
            Field.NUMBER: self.number,
            Field.NAME_NATIVE: self.name_native,
            Field.NAME_LATIN: self.name_latin,
            Field.COURSE: self.course_version,
            Field.ISSUED: _days(self.issued_on),
            Field.EXPIRES: _days(self.valid_until) if self.valid_until else None,
            Field.CODE: code_bytes(self.code),
            Field.KIND: _KINDS[self.kind],
            Field.CORRIDOR: self.corridor,
            Field.TEST: self.test or None,
        }
        return cbor2.dumps({int(key): value for key, value in fields.items() if value is not None}, canonical=True)


def signed_address(public_address: str, signed: Signed, signer: Signer) -> str:
    """Write what the square holds; the same certificate under the same key always gives the same square."""
    number = int.from_bytes(_FIRST + sign_message(signed.payload(), signer), "big")
    return f"{_host(public_address)}{PATH}{number}"


def read_address(text: str, keys: Iterable[Key]) -> tuple[Signed, Key]:
    """Read what a scanner got, and find the key that signed it; raise BadSignature where nothing of ours did."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None:
        raise BadSignature
    message = read_message(_bytes(found[1]))
    key = signing_key(message, keys)
    return _read(message.payload), key


def unverified(text: str) -> Signed:
    """Read what a scanner got without believing it, to look its number up; raise BadSignature where it is no square."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None:
        raise BadSignature
    return _read(read_message(_bytes(found[1])).payload)


def code_bytes(code: str) -> bytes:
    """Pack a code of eight signs into its forty bits."""
    value = 0
    for sign in code:
        value = value << _BITS | ALPHABET.index(sign)
    return value.to_bytes(_CODE_BYTES, "big")


def code_of(packed: bytes) -> str:
    """Unpack forty bits into a code."""
    value = int.from_bytes(packed, "big")
    return "".join(ALPHABET[value >> _BITS * place & 31] for place in reversed(range(LENGTH)))


def _host(public_address: str) -> str:
    """Write scheme and host in capitals, which pack closer; a path of its own keeps its letters."""
    return public_address if "/" in public_address.partition("://")[2] else public_address.upper()


def _bytes(digits: str) -> bytes:
    number = int(digits)
    content = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if content[:1] != _FIRST:
        raise BadSignature
    return content[1:]


def _read(payload: bytes) -> Signed:
    """Read a payload whose signature is good; one that says nonsense all the same is refused."""
    try:
        fields: dict[int, Any] = cbor2.loads(payload)
        if parse_number(fields[Field.NUMBER]) is None or len(fields[Field.CODE]) != _CODE_BYTES:
            raise BadSignature
        return Signed(
            number=fields[Field.NUMBER],
            code=code_of(fields[Field.CODE]),
            name_native=fields.get(Field.NAME_NATIVE),
            name_latin=fields.get(Field.NAME_LATIN),
            course_version=fields[Field.COURSE],
            kind=next(kind for kind, number in _KINDS.items() if number == fields[Field.KIND]),
            issued_on=_day(fields[Field.ISSUED]),
            valid_until=_day(fields[Field.EXPIRES]) if Field.EXPIRES in fields else None,
            corridor=fields.get(Field.CORRIDOR),
            test=fields.get(Field.TEST, False) is True,
        )
    except (cbor2.CBORDecodeError, KeyError, TypeError, ValueError, OverflowError, StopIteration):
        raise BadSignature from None


def _days(day: date) -> int:
    return (day - _EPOCH).days


def _day(days: int) -> date:
    return _EPOCH + timedelta(days=days)
