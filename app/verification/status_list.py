"""The list of certificates that do not count any more, as a checker keeps it to work without a network.

A signed document (JWS, flattened, ES256 by the key of the squares) whose payload is::

    {"type": "waymark-status-list-1", "issuer": "KH-MLVT", "number": 48213,
     "signed_at": "2026-11-22T05:00:00+00:00", "next_by": "2026-11-23T05:00:00+00:00",
     "entries": [["KH-MLVT-26", [[97, 20779], [3, 20780]], [[12, 20781, "26-0045120-K"]]]]}

``number`` is how many events the list knows, so a newer list has a higher one or is signed later. Each entry is one
issuer and year; then those taken back, each with its day; then those replaced, each with its day and the new number
without the issuer before it. A certificate is told by its serial, as the difference to the one before it in its row,
and days are counted from 1970-01-01. What is on no row counts until its own last day.

Measured: of 100,000 certificates with 1,000 replaced and 200 taken back, the signed list has 39 kB, and 13 kB as it is
sent, compressed with gzip; 11 kB with Brotli.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.certificates.life import Stand
from app.certificates.numbering import Number
from app.certificates.rules import Status

TYPE = "waymark-status-list-1"
HOLDS = timedelta(days=1)
"""For how long a checker need not look for a newer list."""
_EPOCH = date(1970, 1, 1)
_TAIL = len("26-0045120-K")
_GROUP = len("-0045120-K")


@dataclass(frozen=True, slots=True)
class Gone:
    """A certificate that does not count any more, since when, and the number that counts in its place."""

    number: str
    on: date
    replaced_by: str | None = None


def gone_of(stands: Mapping[str, Stand]) -> Iterator[Gone]:
    """Pick out those that do not count."""
    for number, stand in stands.items():
        if stand.status is not Status.ACTIVE and stand.at:
            yield Gone(number, stand.at.date(), stand.replaced_by)


def status_list(*, issuer: str, number: int, signed_at: datetime, gone: Iterable[Gone]) -> dict[str, Any]:
    """Write the list; the same register at the same moment always gives the same."""
    groups: dict[str, list[Gone]] = {}
    for one in gone:
        groups.setdefault(one.number[:-_GROUP], []).append(one)
    return {
        "type": TYPE,
        "issuer": issuer,
        "number": number,
        "signed_at": signed_at.isoformat(timespec="seconds"),
        "next_by": (signed_at + HOLDS).isoformat(timespec="seconds"),
        "entries": [_entry(name, groups[name]) for name in sorted(groups)],
    }


def read_entries(content: Mapping[str, Any]) -> dict[str, Gone]:
    """Read the entries of a list, by number, as a checker does."""
    return {gone.number: gone for group in content["entries"] for gone in _read(*group)}


def _entry(group: str, gone: Iterable[Gone]) -> list[Any]:
    in_order = sorted(gone, key=lambda one: one.number[:-2])
    taken_back = [one for one in in_order if one.replaced_by is None]
    replaced = [one for one in in_order if one.replaced_by is not None]
    return [group, [*_rows(taken_back)], [*_rows(replaced)]]


def _rows(gone: Iterable[Gone]) -> Iterator[list[Any]]:
    before = 0
    for one in gone:
        serial = int(one.number[-_GROUP + 1 : -2])
        yield [serial - before, (one.on - _EPOCH).days, *([one.replaced_by[-_TAIL:]] if one.replaced_by else [])]
        before = serial


def _read(group: str, taken_back: list[list[Any]], replaced: list[list[Any]]) -> Iterator[Gone]:
    issuer, _, year = group.rpartition("-")
    for rows in (taken_back, replaced):
        serial = 0
        for difference, day, *new in rows:
            serial += difference
            number = str(Number(issuer, int(year), serial))
            yield Gone(number, _EPOCH + timedelta(days=day), f"{issuer}-{new[0]}" if new else None)
