"""A whole sheet of A4 without pictures: to save ink, or for paper on which they are printed already.

Imported by whoever draws; never where the web starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from app.certificates import artwork
from app.certificates.pdf import Face, is_signed, laid_out
from app.certificates.statement import Statement
from app.printing.imposing import Placed, Sheet
from app.printing.painting import Art
from app.printing.qr import Square
from app.programme.design import STANDARD

SHEET = (artwork.WIDTH, artwork.HEIGHT)
_EDGE = "#857b6c"


def moved(size: tuple[float, float], documents: Sequence[Any], dx: float, dy: float) -> list[Any]:
    """Move what stands on each page by so many millimetres, where a printer does not begin where it should."""
    pages = [page for document in documents for page in document.pages]
    return [Sheet(page, size, (Placed(page, dx, dy),)) for page in pages] if dx or dy else pages


def _without_pictures(statement: Statement, code: Square) -> Any:
    """Lay a certificate out as if its design had no pictures, so that its words stand in their usual places."""
    return laid_out(replace(statement, design=STANDARD), code)


def _ring(statement: Statement) -> tuple[tuple[Art, ...], ...]:
    """Draw nothing but where the seal goes."""
    return (_place_for_seal(is_signed(replace(statement, design=STANDARD))),), ()


@cache
def _place_for_seal(signed: bool) -> Art:
    x, y, radius = artwork.seal_of(is_signed=signed)
    ring = f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="none" stroke="{_EDGE}" stroke-width="0.25"/>'
    width, height = SHEET
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">{ring}</svg>'
    return Art("ring-signed" if signed else "ring", svg, width, height)


def _nothing(_statement: Statement) -> tuple[tuple[Art, ...], ...]:
    return ((),)


PLAIN = Face("plain", _without_pictures, _ring)
"""Names, text, the square and a ring for the seal."""
TEXT_ALONE = Face("text-alone", _without_pictures, _nothing)
"""Names, text and the square, for paper that has its pictures."""
