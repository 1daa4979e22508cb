"""The square that a phone scans: plain rectangles of one fixed pitch, so that each print of it is the same size a dot.

Of all that was tried on paper, the pitch mattered most: 0.508 mm is 3, 6 or 12 dots of a printer with 150, 300 or 600
dots an inch, and no module comes out wider than its neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import segno
from segno import consts

PITCH = 0.508
"""Millimetres a module."""
QUIET = 4
"""Empty modules on each side (ISO/IEC 18004)."""
ERROR_LEVEL = "M"
"""Level Q decodes worse at the same size: its modules are smaller."""

_PAYLOAD = re.compile(r"([0-9A-Z $%*+\-./:]+)#([0-9]+)")


@dataclass(frozen=True, slots=True)
class Square:
    """A QR code as runs of dark modules, measured in modules from its top left corner, quiet zone included."""

    size: int
    runs: tuple[tuple[int, int, int], ...]
    """Column, row and length of each run."""

    @property
    def side(self) -> float:
        """Give the length of a side in millimetres."""
        return self.size * PITCH

    def path(self) -> str:
        """Write all runs as one SVG path, in modules."""
        return "".join(f"M{column} {row}h{length}v1h-{length}z" for column, row, length in self.runs)

    def svg(self) -> str:
        """Write the square as an SVG file at its true size."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.side:g}mm" height="{self.side:g}mm" '
            f'viewBox="0 0 {self.size} {self.size}"><path d="{self.path()}"/></svg>'
        )


@lru_cache(maxsize=32)
def square(address: str) -> Square:
    """Encode an address. Capital letters before a number sign and digits behind it take the fewest modules."""
    payload = _PAYLOAD.fullmatch(address)
    content: Any = _segments(*payload.groups()) if payload else address  # segno's types do not name segments
    code = segno.make_qr(content, error=ERROR_LEVEL, boost_error=False)
    rows = [tuple(row) for row in code.matrix_iter(scale=1, border=QUIET)]
    return Square(len(rows), tuple(_runs(rows)))


def _segments(host: str, digits: str) -> list[tuple[str, int]]:
    return [(host, consts.MODE_ALPHANUMERIC), ("#", consts.MODE_BYTE), (digits, consts.MODE_NUMERIC)]


def _runs(rows: Iterable[Iterable[int]]) -> Iterator[tuple[int, int, int]]:
    for row, modules in enumerate(rows):
        column = 0
        for is_dark, run in groupby(modules):
            length = len(list(run))
            if is_dark:
                yield column, row, length
            column += length
