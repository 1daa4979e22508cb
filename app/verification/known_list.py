"""Which squares of a revoked key stay genuine: those that a checkpoint held before somebody else may have had the key.

The list is served only where a key of the squares was revoked. It is signed by the key in use; its payload is::

    {"type": "waymark-known-list-1", "issuer": "KH-MLVT", "number": 7, "signed_at": "2026-11-22T00:00:00+00:00",
     "known": [["8f3a01bc", "2026-11-20", [["KH-MLVT-26", "<base64>", [[12, "<base64>"]]]]]]}

``number`` is that of the trust list which revoked the keys. For each revoked key, with the day from which nothing is
believed, and for each issuer and year, the base64 holds eight bytes for each serial from the first on: the beginning of
the SHA-256 of the digits behind the number sign of its square, or zeros where none was issued by then. Then come the
certificates with more than one square (fresh copies): each by how far its serial is from the one before, and eight
bytes for each further square. A checker counts an entry only where its day is not after that of the trust list.

Who has the key would have to sign some 2^64 squares to meet one of them. 100,000 certificates take 1.4 MB.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

TYPE = "waymark-known-list-1"
_BYTES = 8
_GROUP = len("-0045120-K")
Squares = dict[int, list[bytes]]
"""The beginnings of the digests of a certificate's squares, by its serial."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of the squares of a revoked key before the day from which nothing is believed."""

    kid: str
    before: date
    payloads: Iterable[tuple[str, str]]
    """Numbers, each with the digest of what a square of it holds."""


def known_list(*, issuer: str, number: int, signed_at: datetime, known: Iterable[Known]) -> dict[str, Any]:
    """Write the list; the same log and the same trust list always give the same."""
    return {
        "type": TYPE,
        "issuer": issuer,
        "number": number,
        "signed_at": signed_at.isoformat(timespec="seconds"),
        "known": [
            [one.kid, one.before.isoformat(), _groups(one.payloads)] for one in sorted(known, key=lambda one: one.kid)
        ],
    }


def is_known(content: Mapping[str, Any], kid: str, revoked_on: date, number: str, digits: str) -> bool:
    """Tell whether a square of a key that was revoked from a day on stays genuine, as a checker does."""
    digest = sha256(digits.encode()).digest()[:_BYTES]
    return any(
        digest in _squares_of(groups, number)
        for key, day, groups in content["known"]
        if key == kid and date.fromisoformat(day) <= revoked_on
    )


def check_shape(content: Mapping[str, Any]) -> None:
    """Raise ValueError, KeyError or TypeError where a checker could not read a list."""
    for kid, day, groups in content["known"]:
        bytes.fromhex(kid), date.fromisoformat(day)
        for group, first, further in groups:
            if len(base64.b64decode(first, validate=True)) % _BYTES or not isinstance(group, str):
                raise ValueError(group)
            for difference, more in further:
                if len(base64.b64decode(more, validate=True)) % _BYTES or not isinstance(difference, int):
                    raise ValueError(group)


def _squares_of(groups: Iterable[list[Any]], number: str) -> set[bytes]:
    found: set[bytes] = set()
    for name, packed, further in groups:
        if name == number[:-_GROUP]:
            at = (_serial(number) - 1) * _BYTES
            found |= {base64.b64decode(packed)[at : at + _BYTES]} | _further(further, _serial(number))
    return found


def _further(rows: Iterable[list[Any]], wanted: int) -> set[bytes]:
    serial = 0
    for difference, packed in rows:
        serial += difference
        if serial == wanted:
            digests = base64.b64decode(packed)
            return {digests[at : at + _BYTES] for at in range(0, len(digests), _BYTES)}
    return set()


def _groups(payloads: Iterable[tuple[str, str]]) -> list[list[Any]]:
    groups: dict[str, Squares] = {}
    for number, digest in payloads:
        squares = groups.setdefault(number[:-_GROUP], {}).setdefault(_serial(number), [])
        squares.append(bytes.fromhex(digest)[:_BYTES])
    return [[name, _first(groups[name]), _more(groups[name])] for name in sorted(groups)]


def _first(squares: Squares) -> str:
    row = (squares.get(serial, [bytes(_BYTES)])[0] for serial in range(1, max(squares) + 1))
    return base64.b64encode(b"".join(row)).decode()


def _more(squares: Squares) -> list[list[Any]]:
    rows, before = [], 0
    for serial in sorted(serial for serial, digests in squares.items() if len(digests) > 1):
        rows.append([serial - before, base64.b64encode(b"".join(squares[serial][1:])).decode()])
        before = serial
    return rows


def _serial(number: str) -> int:
    return int(number[-_GROUP + 1 : -2])
