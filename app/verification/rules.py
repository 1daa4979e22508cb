"""Reading what a checker typed or scanned, as pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from app.certificates.codes import LENGTH, parse_code
from app.certificates.numbering import Number, parse_number
from app.certificates.signed import Signed, unverified
from app.core.codes import packed_characters
from app.signing.errors import BadSignature

LONGEST_ADDRESS = 1_500
"""Letters of what a square may hold; the digits of a signed one are some six hundred."""
_ADDRESS = re.compile(r"(?:^|/)v/([^/?#\s]+)/([^/?#\s]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number and a code that could belong to a certificate."""

    number: Number
    code: str


@dataclass(frozen=True, slots=True)
class Misread:
    """Which parts of what was typed cannot be what they should be."""

    number: bool
    code: bool


def read_claim(number: str, code: str) -> Claim | Misread:
    """Read number and code as people type them; either field may hold the QR's whole address, or both of them."""
    number, code = _split(number.strip(), code.strip())
    read_number, read_code = parse_number(number), parse_code(code)
    if read_number is None or read_code is None:
        return Misread(number=read_number is None, code=read_code is None)
    return Claim(read_number, read_code)


def _square(typed: str) -> Signed | None:
    """Read a signed square for its number and code alone: the register tells whether they are right."""
    try:
        return unverified(typed)
    except BadSignature:
        return None


def _split(number: str, code: str) -> tuple[str, str]:
    """Take number and code apart where they came in one field."""
    for typed in (number, code):
        if square := _square(typed[:LONGEST_ADDRESS]):
            return square.number, square.code
        match = _ADDRESS.search(typed[:LONGEST_ADDRESS])
        if match:
            return unquote(match[1]), unquote(match[2])
    if number and code:
        return number, code
    packed = packed_characters(number or code)
    if parse_number(packed) is None and parse_number(packed[:-LENGTH]):
        return packed[:-LENGTH], packed[-LENGTH:]
    return number, code
