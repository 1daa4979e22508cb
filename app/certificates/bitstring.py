"""Which credentials are good no more, one bit each (W3C Bitstring Status List 1.0), for readers of credentials.

A certificate's place follows from its number, so nothing has to be kept: each list holds 131,072 numbers of one issuer
and year, enough that asking for it does not tell which certificate somebody looks at.
"""

from __future__ import annotations

import base64
import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from app.certificates.numbering import LAST_SERIAL, Number

BITS = 131_072
PURPOSE = "revocation"
_NAME = re.compile(r"([A-Z]{2}-[A-Z]{2,8})-([0-9]{2})-([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class ListName:
    """Which list: ``KH-MLVT-26-0`` holds the first 131,072 numbers of that issuer's year."""

    issuer: str
    year: int
    block: int

    @property
    def serials(self) -> range:
        """Give the serials whose bits are on this list."""
        return range(self.block * BITS, min((self.block + 1) * BITS, LAST_SERIAL + 1))

    def __str__(self) -> str:
        return f"{self.issuer}-{self.year:02}-{self.block}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Read a name as it stands in an address; None where there can be no such list."""
        match = _NAME.fullmatch(text)
        name = cls(match[1], int(match[2]), int(match[3])) if match else None
        return name if name and name.serials and str(name) == text else None


def list_of(number: Number) -> ListName:
    """Tell on which list a certificate stands."""
    return ListName(number.issuer, number.year, number.serial // BITS)


def list_address(address: str, name: ListName) -> str:
    """Tell where a list is served."""
    return f"{address}/credentials/status/{name}"


def entry_of(address: str, number: Number) -> dict[str, Any]:
    """Say in a credential where to look whether it still holds."""
    listed, index = list_address(address, list_of(number)), str(number.serial % BITS)
    return {
        "id": f"{listed}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": PURPOSE,
        "statusListIndex": index,
        "statusListCredential": listed,
    }


def encoded(serials: Iterable[int]) -> str:
    """Pack the bits of the certificates that hold no more, the first one the highest of the first byte."""
    bits = bytearray(BITS // 8)
    for serial in serials:
        place = serial % BITS
        bits[place // 8] |= 0x80 >> place % 8
    packed = gzip.compress(bytes(bits), 9, mtime=0)
    return f"u{base64.urlsafe_b64encode(packed).rstrip(b'=').decode()}"
