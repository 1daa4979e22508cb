"""A certificate as a card of plastic, both sides: who it is for in front, and the square behind.

The square is as large as on paper. A certificate whose square is too large for a card is never drawn with a smaller
one: ``has_room`` tells before the run starts. Help lines have no room on a card. Imported by whoever draws; never where
the web starts, but for ``layouts_room``.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from app.certificates.designs import designed
from app.certificates.fitting import blocks_of, bottom_of, top_of
from app.certificates.gaps import gaps_of, kind_of
from app.certificates.pdf import Face
from app.certificates.statement import Statement
from app.printing.errors import CannotPrint
from app.printing.mark import mark_outline, placed
from app.printing.painting import Art
from app.printing.qr import Square
from app.printroom.layouts_pictures import art_with
from app.printroom.layouts_room import CARD, SQUARE_ON_A_CARD
from app.printroom.layouts_setting import Setting, size_within
from app.programme.design import Part

_EDGE = 2.4
_ROOM = 0.6
_SIDES = 2
_NAME_SIZE = size_within(76, {1: 14.0, 2: 9.5}, {1: 8.0, 2: 6.5})
_SHOWN = ("name_1", "name_2", "number", "code", "issued_label", "issued_label_iso", "valid_until_label")


def fits(document: Any) -> tuple[bool, bool]:
    """Tell whether each side has room for its blocks."""
    if len(document.pages) > _SIDES:
        return False, False
    front, back = (dict(blocks_of(page)) for page in document.pages)
    is_front_right = bottom_of(front["main"]) + _ROOM <= top_of(front["foot"])
    return is_front_right, bottom_of(back["help"]) <= CARD[1] - _EDGE


def art(statement: Statement) -> tuple[tuple[Art, ...], ...]:
    """Give the front the design's logo or the mark, and nothing to the back; seal and signature have no room."""
    design = designed(statement.design)
    mark = f'<g fill="#0b5d5b">{placed(mark_outline(), 4, 3.4, 0.26)}</g>'
    drawn = "" if Part.LOGO in design.pictures else mark
    return (art_with("card", CARD, drawn, design, {Part.LOGO: (4.0, 3.4, 8.5, 9.0)}),), ()


def _lay_out(statement: Statement, code: Square) -> Any:
    if code.side > SQUARE_ON_A_CARD:
        raise CannotPrint("The square is too large for a card.")
    return SETTING.lay_out(statement, code)


def _gaps(statement: Statement) -> dict[str, str]:
    """Give what a card says of a person; the days of learning have no room."""
    return {name: text for name, text in gaps_of(statement).items() if name.startswith(_SHOWN)}


SETTING = Setting(
    what="card",
    fronts=(7, 6.6, 6.2, 5.8, 5.4, 5, 4.7, 4.4),
    backs=(7, 6.6, 6.2, 5.8, 5.4, 5, 4.7, 4.4, 4.1),
    fits=fits,
    name_size=_NAME_SIZE,
    watermark=150.0,
    gaps=_gaps,
)
FACE = Face("card", _lay_out, art, gaps=_gaps, kind=partial(kind_of, size_of=_NAME_SIZE))
"""A certificate on a card."""
