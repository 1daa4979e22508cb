"""Two certificates on a sheet of A4, each half a sheet, to be cut apart; the square is as large as on a whole one.

The back of the upper one stands behind it where the printer turns the sheet over its long edge. Imported by whoever
draws; never where the web starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

from app.certificates.designs import designed
from app.certificates.fitting import blocks_of, bottom_of, top_of
from app.certificates.gaps import kind_of
from app.certificates.pdf import Face
from app.certificates.statement import Statement
from app.printing.imposing import Placed, Sheet
from app.printing.mark import mark_outline, placed
from app.printing.painting import Art
from app.printroom.layouts_pictures import art_with
from app.printroom.layouts_setting import Setting, size_within
from app.programme.design import Part

WIDTH, HEIGHT = 210.0, 148.5
"""Half a sheet, in millimetres, as everything here."""
SHEET = (WIDTH, 2 * HEIGHT)
SEAL = (177.0, 73.0, 11.0)
"""Where an officer puts a seal: the middle, and the radius."""
BOXES = {
    Part.LOGO: (11.0, 8.5, 10.0, 11.0),
    Part.SEAL: (SEAL[0] - SEAL[2], SEAL[1] - SEAL[2], 2 * SEAL[2], 2 * SEAL[2]),
    Part.SIGNATURE: (161.0, 85.0, 32.0, 9.0),
}
_EDGE = 7.0
_ROOM = 1.0
"""What stays free between one block and the next."""
_NAME_SIZE = size_within(136, {1: 24.0, 2: 12.5}, {1: 11.0, 2: 8.0})


def fits(document: Any) -> tuple[bool, bool]:
    """Tell whether each side has room for its blocks."""
    backs = [box for page in document.pages for name, box in blocks_of(page) if name == "help"]
    front = dict(blocks_of(document.pages[0]))
    ceiling = top_of(front["foot"])
    is_front_right = (
        len(document.pages) == 1 + bool(backs)
        and bottom_of(front["main"]) + _ROOM <= ceiling
        and bottom_of(front["side"]) + _ROOM <= SEAL[1] - SEAL[2]
        and SEAL[1] + SEAL[2] + _ROOM <= top_of(front["scan"])
    )
    return is_front_right, all(bottom_of(box) <= HEIGHT - _EDGE for box in backs) and len(backs) <= 1


def art(statement: Statement) -> tuple[tuple[Art, ...], ...]:
    """Give the front its art, and nothing to the back: the design's pictures, or the mark and a place for the seal."""
    design = designed(statement.design)
    x, y, radius = SEAL
    mark = f'<g fill="#0b5d5b">{placed(mark_outline(), 11.5, 8.5, 0.28)}</g>'
    ring = f'<circle cx="{x}" cy="{y}" r="{radius}" fill="none" stroke="#857b6c" stroke-width="0.25"/>'
    drawn = ("" if Part.LOGO in design.pictures else mark) + ("" if Part.SEAL in design.pictures else ring)
    return (art_with("half", (WIDTH, HEIGHT), drawn, design, BOXES),), ()


@cache
def cuts() -> Art:
    """Draw where to cut: short lines at the edges and a cross in the middle, on which nothing else stands."""
    lines = f"M0 {HEIGHT:g}H6M{WIDTH - 6:g} {HEIGHT:g}H{WIDTH:g}M{WIDTH / 2 - 3:g} {HEIGHT:g}h6"
    return Art("cut", _svg(SHEET, f'<path stroke="#17252a" stroke-width="0.2" d="{lines}"/>'), *SHEET)


def impose(documents: Sequence[Any], dx: float = 0.0, dy: float = 0.0) -> list[Any]:
    """Put two certificates on each sheet; where one has a back, the sheet has a second side."""
    pages: list[Any] = []
    for start in range(0, len(documents), 2):
        pair = documents[start : start + 2]
        sides = max(len(document.pages) for document in pair)
        pages += [_side(pair, side, dx, dy) for side in range(sides)]
    return pages


def _side(pair: Sequence[Any], side: int, dx: float, dy: float) -> Sheet:
    """Put what two certificates have on one side of the sheet; turned over its long edge, upper stays upper."""
    placed_pages = tuple(
        Placed(document.pages[side], dx, place * HEIGHT + dy)
        for place, document in enumerate(pair)
        if side < len(document.pages)
    )
    return Sheet(pair[0].pages[0], SHEET, placed_pages, (cuts(),))


def _svg(size: tuple[float, float], content: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]:g} {size[1]:g}">{content}</svg>'


HALF = Setting(
    what="half",
    fronts=(9, 8.5, 8, 7.6, 7.2, 6.8, 6.4, 6, 5.7, 5.4, 5.1, 4.8),
    backs=(9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5),
    fits=fits,
    name_size=_NAME_SIZE,
    watermark=400.0,
)
FACE = Face("half", HALF.lay_out, art, kind=partial(kind_of, size_of=_NAME_SIZE))
"""One certificate on half a sheet."""
