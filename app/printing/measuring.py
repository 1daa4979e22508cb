"""Where each line of a laid out paper stands: nothing may leave its column or its page, and nothing may touch."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.printing.engine import boxes

_MILLIMETRE = 25.4 / 96
_ASCENT, _DESCENT, _DEEP = 0.72, 0.13, 0.2
"""Of the size of the type: a letter above its foot, what hangs below it, and what marks below a letter take."""
_SLACK = 0.3
"""Millimetres by which a line may leave its column: what stands there is half of a full stop."""
_TOUCH = 0.05
"""Millimetres by which two may overlap, for the roundings."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a line of text or a drawing takes, in millimetres from the top left corner of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def apart_from(self, other: Room) -> float:
        """Give the distance to another, below nought where they overlap."""
        across = max(other.left - self.right, self.left - other.right)
        return max(across, other.top - self.bottom, self.top - other.bottom)


def rooms(page: Any) -> list[Room]:
    """List the room of each line of text and each drawing of a page."""
    return [room for room, _ in _rooms(page._page_box, None)]


def first_fault(document: Any) -> str | None:
    """Say what leaves its column or its page, or touches another; None where everything has its place."""
    for number, page in enumerate(document.pages, 1):
        found = list(_rooms(page._page_box, None))
        fault = _escape(found, page) or _touch([room for room, _ in found])
        if fault:
            return f"page {number}: {fault}"
    return None


def _escape(found: list[tuple[Room, Any]], page: Any) -> str | None:
    width, height = page.width * _MILLIMETRE, page.height * _MILLIMETRE
    for room, column in found:
        if room.left < 0 or room.top < 0 or room.right > width or room.bottom > height:
            return f"“{room.text}” leaves the page"
        right = (column.content_box_x() + column.width) * _MILLIMETRE if column is not None else width
        if room.right > right + _SLACK:
            return f"“{room.text}” runs out of its column"
    return None


def _touch(found: list[Room]) -> str | None:
    """Look only at neighbours from above to below; a page has some hundred lines."""
    found.sort(key=lambda room: room.top)
    for place, room in enumerate(found):
        for other in found[place + 1 :]:
            if other.top > room.bottom:
                break
            if room.apart_from(other) < -_TOUCH:
                return f"“{room.text}” touches “{other.text}”"
    return None


def _rooms(box: Any, column: Any) -> Iterator[tuple[Room, Any]]:
    """Walk the boxes, each with the block whose width is its own."""
    box = getattr(box, "_box", box)  # A placeholder of what is positioned.
    if isinstance(box, boxes.ReplacedBox):
        yield _room(_name(box), box.position_x, box.position_y, box.width, box.height), None
    elif isinstance(box, boxes.TextBox):
        if box.text.strip():
            yield _text_room(box), column
    elif isinstance(box, boxes.ParentBox):
        inner = box if isinstance(box, boxes.BlockContainerBox) else column
        for child in box.children:
            yield from _rooms(child, inner)


def _name(box: Any) -> str:
    return f"the drawing {box.element.get('class', '')}" if box.element is not None else "a drawing"


def _text_room(box: Any) -> Room:
    size = float(box.style["font_size"])
    deep = any(unicodedata.category(sign) in ("Mn", "Mc") for sign in box.text)
    foot = box.position_y + box.baseline
    height = (_ASCENT + (_DEEP if deep else _DESCENT)) * size
    return _room(box.text, box.position_x, foot - _ASCENT * size, box.width, height)


def _room(text: str, x: float, y: float, width: float, height: float) -> Room:
    return Room(text, *(part * _MILLIMETRE for part in (x, y, x + width, y + height)))
