"""Draws what is not on paper yet, to see whether it can be. Imported through the door."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

from app.printing.engine import one_at_a_time
from app.printing.painting import Art, drawn_once
from app.printing.vectors import SVG, Drawing

_SIDE = 50.0


def can_be_drawn(drawing: Drawing) -> bool:
    """Tell whether the engine draws this, and something can be seen of it."""
    placed = drawing.placed(0, 0, _SIDE, _SIDE)
    svg = f'<svg xmlns="{SVG}" viewBox="0 0 {_SIDE:g} {_SIDE:g}">{placed}</svg>'
    try:
        with one_at_a_time:
            operators, _alphas = drawn_once(Art("try", svg, _SIDE, _SIDE))
    except Exception:  # Whatever the engine cannot do with it: the paper must not find out.
        return False
    return bool(operators)


def page_as_png(content: bytes, width: int, page: int = 0) -> bytes:
    """Show a page of a PDF as a picture so many pixels wide."""
    with one_at_a_time, pypdfium2.PdfDocument(content) as document:
        sheet = document[page]
        out = BytesIO()
        sheet.render(scale=width / sheet.get_width()).to_pil().save(out, "PNG", optimize=True)
    return out.getvalue()
