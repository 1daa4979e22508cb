"""Imposing: filled pages moved, or put beside others, on a sheet that may have another size.

Nothing is scaled here, so a square stays as large as it was made. Where two pages stand on one sheet, the marks of the
second go on where those of the first end, and a reader's voice finds one after the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pydyf

from app.printing.blank import FilledPage
from app.printing.engine import Page
from app.printing.painting import Art, stamp

_MARK = re.compile(rb"<</MCID (\d+)")
_PIXELS, _POINTS = 96 / 25.4, 72 / 25.4
"""A millimetre."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A filled page and where its top left corner stands on the sheet, in millimetres."""

    page: FilledPage
    x: float = 0.0
    y: float = 0.0


class Sheet(Page):  # type: ignore[misc]  # WeasyPrint has no types.
    """A sheet that holds filled pages; one without any is an empty side."""

    def __init__(self, like: Page, size: tuple[float, float], placed: tuple[Placed, ...], art: tuple[Art, ...] = ()):
        """Take from ``like``, any laid out page, what the engine wants to know of one; the size is in millimetres."""
        self.__dict__.update(like.__dict__)
        self.width, self.height = (side * _PIXELS for side in size)
        self._page_box = like._page_box.copy()
        self._page_box.children = []
        self._placed, self._sheet_art = placed, art

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Give the stream what each page paints, one after the other, and one tree of all they say."""
        if self._sheet_art:
            with stream.artifact(), stream.stacked():
                stream.transform(a=scale, d=scale)
                for art in self._sheet_art:
                    stamp(stream, art)
        stream.pieces = [b"\n".join(map(pydyf._to_bytes, stream.stream))]
        self._page_box.children = []
        for placed in self._placed:
            first = len(stream._tags)
            stream.pieces += _moved(placed, placed.page.pieces(stream), first)
            self._page_box.children += _told_after(placed.page, first, stream._tags)


def _moved(placed: Placed, pieces: list[bytes], first: int) -> list[bytes]:
    """Paint a page in its place, with its marks counted from another number."""
    shift = f"q 1 0 0 1 {placed.x * _POINTS:.3f} {placed.y * _POINTS:.3f} cm\n".encode()
    counted = [_MARK.sub(lambda mark: b"<</MCID %d" % (int(mark[1]) + first), piece) for piece in pieces]
    return [shift + counted[0], *counted[1:-1], counted[-1] + b"\nQ"] if counted[1:] else [shift + counted[0] + b"\nQ"]


def _told_after(page: FilledPage, first: int, tags: dict[Any, Any]) -> list[Any]:
    """Copy what a page tells, since the same blank may stand on a sheet twice, and mark its content anew."""
    marks = page.painted.marks

    def again(box: Any) -> Any:
        twin = box.copy()
        if box in marks:
            tags[twin] = {**marks[box], "mcid": marks[box]["mcid"] + first}
        elif hasattr(box, "children"):
            twin.children = [again(child) for child in box.children]
        return twin

    return [again(child) for child in page._page_box.children]
