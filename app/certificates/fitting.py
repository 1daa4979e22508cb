"""How large a name may be, and whether everything has room on the paper."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from app.certificates import artwork
from app.printing.engine import boxes

LINE = 195.0
"""Millimetres a name may be long; the same as the width of ``main`` in the stylesheet."""
_POINTS_A_MILLIMETRE = 72 / 25.4
_PIXELS_A_MILLIMETRE = 96 / 25.4
_WIDTHS: Mapping[str, float] = {"CJK": 1.0, "MYANMAR": 0.8, "KHMER": 0.66}
"""How wide a letter of a script is at most, on the average of a name, as a share of the type's size."""
_WIDTH = 0.62
_LARGEST = {1: 38.0, 2: 18.0}
_SMALLEST = {1: 18.0, 2: 13.0}
_ROOM = 1.5
"""Millimetres that stay free between one block and the next."""


def name_size(name: str, place: int) -> float:
    """Choose the size of a name in points: as large as its line allows; a very long one takes several lines."""
    return round(min(_LARGEST[place], max(_SMALLEST[place], full_size(name, LINE))), 1)


def full_size(name: str, line: float) -> float:
    """Give the size in points at which a name is about as long as a line of so many millimetres."""
    return line * _POINTS_A_MILLIMETRE / max(1, sum(map(_width, name)))


def script_of(text: str) -> str:
    """Name the script of the first letter as Unicode does: LATIN, KHMER, CJK."""
    letters = (character for character in text if character.isalpha())
    return unicodedata.name(next(letters, " "), "").partition(" ")[0]


def front_fits(document: Any, seal: tuple[float, float, float] = artwork.SEAL) -> bool:
    """Tell whether no block of the front touches the next, or leaves the page; the seal is a middle and a radius."""
    found = blocks_of(document.pages[0])
    blocks = dict(found)
    if sum(len(blocks_of(page)) for page in document.pages[1:]) > 1:  # A block of the front goes on over the page.
        return False
    ceiling = min(top_of(blocks["foot"]), top_of(blocks["scan"]))
    _across, seal_y, radius = seal
    return (
        bottom_of(blocks["main"]) + _ROOM <= ceiling
        and bottom_of(blocks["side"]) + _ROOM <= seal_y - radius
        and all(bottom_of(blocks[name]) + _ROOM <= ceiling for name in ("seal", "sign") if name in blocks)
    )


def back_fits(document: Any) -> bool:
    """Tell whether the back, where there is one, is one page and full of nothing but its block."""
    blocks = [block for page in document.pages for block in blocks_of(page) if block[0] == "help"]
    return not blocks or (len(blocks) == 1 and bottom_of(blocks[0][1]) <= artwork.HEIGHT - artwork.INSET - _ROOM)


def _width(character: str) -> float:
    """Guess how wide a character is; marks that stand above or below a letter take no width."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    return _WIDTHS.get(script_of(character), _WIDTH)


def blocks_of(page: Any) -> list[tuple[str, Any]]:
    """Find the blocks that are placed on a page, by their class."""
    found = (box for box in page._page_box.descendants(placeholders=True) if box.element is not None)
    return [
        (box.element.get("class", "").partition(" ")[0], box)
        for box in found
        if isinstance(box, boxes.BlockBox) and box.element.tag == "div" and box.is_absolutely_positioned()
    ]


def top_of(box: Any) -> float:
    """Tell where a block begins, in millimetres from the top of its page."""
    return float(box.position_y) / _PIXELS_A_MILLIMETRE


def bottom_of(box: Any) -> float:
    """Tell where a block ends, in millimetres from the top of its page."""
    return float(box.position_y + box.margin_height()) / _PIXELS_A_MILLIMETRE
