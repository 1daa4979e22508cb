"""Puts fragments together into one PDF while it is sent: only one of them is in memory at a time.

The same fragments give the same bytes. The file asks to be printed in its own size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

STRIDE = 4096
"""How many numbers a fragment has for its objects; a PDF may have 8,388,607 (ISO 19005-3), so 2,047 fragments."""
SPARE = 64
"""Numbers at the end of each stride that are left for pages without content."""
_CATALOGUE, _ROOT, _INFO = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A fragment, and the pages of it that are wanted: for each sheet its own, in order."""

    number: int
    content: bytes
    objects: dict[str, Any]
    sheets: tuple[tuple[int, ...], ...]


def joined(pieces: Iterable[Piece], *, title: str, identifier: str, both_sides: bool) -> Iterator[bytes]:
    """Write a file; with ``both_sides`` a sheet that has no back gets an empty one, so that all lie right."""
    out = _Out()
    nodes: list[tuple[int, int]] = []
    intent: int | None = None
    yield out.header()
    for piece in pieces:
        base = piece.number * STRIDE
        intent = intent or piece.objects["intent"]
        yield out.fragment(base, piece)
        kids: list[int] = []
        for pages in piece.sheets:
            kids.extend(pages)
            if both_sides and len(pages) == 1:
                blank = base + STRIDE - SPARE + len(kids) // 2
                yield out.one(blank, _blank(base, piece.objects["box"]))
                kids.append(blank)
        yield out.one(base, _node(kids))
        nodes.append((base, len(kids)))
    yield out.one(_ROOT, _tree(nodes))
    yield out.one(_CATALOGUE, _catalogue(intent))
    yield out.one(_INFO, b"<</Title " + _text(title) + b">>")
    yield out.end(identifier)


class _Out:
    """Counts bytes, and remembers where each object begins."""

    def __init__(self) -> None:
        self._at = 0
        self._places: dict[int, int] = {}

    def header(self) -> bytes:
        return self._sent(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def fragment(self, base: int, piece: Piece) -> bytes:
        for place, offset in enumerate(piece.objects["at"], start=1):
            self._places[base + place] = self._at + offset
        return self._sent(piece.content)

    def one(self, number: int, body: bytes) -> bytes:
        self._places[number] = self._at
        return self._sent(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def end(self, identifier: str) -> bytes:
        """Write the table of all objects, in runs of numbers that follow one another, and the trailer."""
        lines = [b"xref\n0 1\n0000000000 65535 f \n"]
        numbers = sorted(self._places)
        for _run, members in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
            run = [number for _place, number in members]
            lines.append(b"%d %d\n" % (run[0], len(run)))
            lines += [b"%010d 00000 n \n" % self._places[number] for number in run]
        mark = identifier[:32].encode()
        lines.append(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (numbers[-1] + 1, _CATALOGUE, _INFO, mark, mark, self._at)
        )
        return self._sent(b"".join(lines))

    def _sent(self, content: bytes) -> bytes:
        self._at += len(content)
        return content


def _node(kids: list[int]) -> bytes:
    return b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%b]>>" % (_ROOT, len(kids), _references(kids))


def _tree(nodes: list[tuple[int, int]]) -> bytes:
    count = sum(pages for _number, pages in nodes)
    return b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, _references([number for number, _pages in nodes]))


def _catalogue(intent: int | None) -> bytes:
    intents = b"/OutputIntents[%d 0 R]" % intent if intent else b""
    preferences = b"/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None>>"
    return b"<</Type/Catalog/Pages %d 0 R%b%b>>" % (_ROOT, intents, preferences)


def _blank(base: int, box: list[float]) -> bytes:
    edges = " ".join(f"{edge:g}" for edge in box).encode()
    return b"<</Type/Page/Parent %d 0 R/MediaBox[%b]/Resources<<>>>>" % (base, edges)


def _references(numbers: list[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _text(words: str) -> bytes:
    return b"<FEFF" + words.encode("utf-16-be").hex().upper().encode() + b">"
