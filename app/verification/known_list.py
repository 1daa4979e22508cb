"""Which squares of a revoked key stay genuine: those that a checkpoint held before somebody else may have had the key.

The list is served only where a key of the squares was revoked. It is signed by the key in use; its payload is::

    {"type": "waymark-known-list-1", "issuer": "KH-MLVT", "number": 48213, "signed_at": "2026-11-22T05:00:00+00:00",
     "known": [["8f3a01bc", [["KH-MLVT-26", "<base64>"]]]]}

For each revoked key and each issuer and year, the base64 holds eight bytes for each serial from the first on: the
beginning of the SHA-256 of the digits behind the number sign of its square, or zeros where none was issued by then.
Who has the key would have to sign some 2^64 squares to meet one of them. 100,000 certificates take 1.4 MB.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

TYPE = "waymark-known-list-1"
_BYTES = 8
_GROUP = len("-0045120-K")


def known_list(
    *, issuer: str, number: int, signed_at: datetime, known: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    """Write the list; ``known`` has digests by number by key."""
    return {
        "type": TYPE,
        "issuer": issuer,
        "number": number,
        "signed_at": signed_at.isoformat(timespec="seconds"),
        "known": [[kid, _groups(digests)] for kid, digests in sorted(known.items())],
    }


def is_known(content: Mapping[str, Any], kid: str, number: str, digits: str) -> bool:
    """Tell whether a square of a revoked key stays genuine, as a checker does."""
    groups = dict(next((groups for key, groups in content["known"] if key == kid), ()))
    packed = base64.b64decode(groups.get(number[:-_GROUP], ""))
    at = (_serial(number) - 1) * _BYTES
    return packed[at : at + _BYTES] == sha256(digits.encode()).digest()[:_BYTES]


def _groups(digests: Mapping[str, str]) -> list[list[str]]:
    groups: dict[str, dict[int, bytes]] = {}
    for number, digest in digests.items():
        groups.setdefault(number[:-_GROUP], {})[_serial(number)] = bytes.fromhex(digest)[:_BYTES]
    return [[name, _packed(groups[name])] for name in sorted(groups)]


def _packed(by_serial: Mapping[int, bytes]) -> str:
    row = (by_serial.get(serial, bytes(_BYTES)) for serial in range(1, max(by_serial) + 1))
    return base64.b64encode(b"".join(row)).decode()


def _serial(number: str) -> int:
    return int(number[-_GROUP + 1 : -2])
