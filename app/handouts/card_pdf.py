"""Draw the help card of a journey: one to a sheet of A6, or four to a sheet of A4 with marks where to cut.

Imported by whoever draws, through ``drawing``; never where the web starts.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from typing import Any

from app.core.days import format_day
from app.core.i18n import LOCALES
from app.core.seam import break_html
from app.handouts.help_card import HelpCard
from app.handouts.pdf import TEMPLATES, templates
from app.printing.engine import one_at_a_time, typeset, write
from app.printing.errors import CannotPrint
from app.printing.mark import mark_outline, placed
from app.printing.measuring import first_fault
from app.printing.painting import Art, Dress, dress

STYLE = TEMPLATES / "card.css"
WIDTH, HEIGHT = 148.5, 105.0
"""A6, landscape, in millimetres; four of them are A4 to the half millimetre."""
SIZES = (90, 85, 80, 75)
"""Sizes of type in tenths of a point, the largest first."""
SIDES = 2
MOST_CALLS, FEW_CALLS, FEWEST_CALLS = 12, 6, 3
"""Numbers beside those for emergencies; few stand in larger type."""
_BREAK = "\u200b"
_NAMES = {locale.tag: locale.own_name for locale in LOCALES}
_PLACES = ((0.0, 0.0), (WIDTH, 0.0), (0.0, HEIGHT), (WIDTH, HEIGHT))


def draw_card(card: HelpCard, per_sheet: int = 1) -> bytes:
    """Draw a help card as PDF/A-3a and PDF/UA-1, both sides; the same card always gives the same bytes.

    Holds as many numbers as there is room for, the first ones. Raises CannotPrint where not even three have room.
    """
    identifier = hashlib.sha256(f"{per_sheet}{card!r}".encode()).hexdigest()[:32]
    with one_at_a_time:
        card, size, document = _fitted(card)
        if per_sheet > 1:
            document = typeset(_html(card, per_sheet, size), STYLE)
        return write(dress(document, Dress(((_art(per_sheet, "front"),), (_art(per_sheet, "back"),)))), identifier)


def _fitted(card: HelpCard) -> tuple[HelpCard, int, Any]:
    """Find how many numbers a card holds, and in which size of type."""
    for most in range(min(MOST_CALLS, len(card.calls)), min(FEWEST_CALLS, len(card.calls)) - 1, -1):
        shorter = replace(card, calls=card.calls[:most])
        for size in SIZES if most <= FEW_CALLS else SIZES[-2:]:
            document = typeset(_html(shorter, 1, size), STYLE)
            if fault_of(document) is None:
                return shorter, size, document
    raise CannotPrint(f"The help card {card.journey} in {card.locale} does not fit.")


def fault_of(document: Any) -> str | None:
    """Say what has no room on the sides of a card; None where everything has."""
    if len(document.pages) != SIDES:
        return "the text takes more than two sides"
    for page in document.pages:
        for box in page._page_box.descendants():
            if box.element is not None and box.element.get("class") == "panel" and _inner_bottom(box) > _bottom(box):
                return "the text runs out of its panel"
    return first_fault(document)


def _bottom(box: Any) -> float:
    return float(box.content_box_y() + box.height)


def _inner_bottom(box: Any) -> float:
    return max((float(child.position_y + child.margin_height()) for child in box.children), default=0.0)


def _html(card: HelpCard, per_sheet: int, size: int) -> str:
    html = templates.get_template("card.html").render(
        card=card,
        words=card.words,
        size=size,
        copies=range(per_sheet),
        own_name=_NAMES[card.locale],
        day=format_day(card.day, card.locale),
    )
    return break_html(html, _BREAK)


@cache
def _art(per_sheet: int, side: str) -> Art:
    """Draw the mark on the cover, the line to fold and the marks to cut."""
    places = _PLACES[:per_sheet]
    width, height = (WIDTH, HEIGHT) if per_sheet == 1 else (2 * WIDTH, 2 * HEIGHT)
    folds = "".join(_fold(x + WIDTH / 2, y) for x, y in places)
    marks = "".join(placed(mark_outline(), x + WIDTH / 2 + 8, y + 8.5, 0.34) for x, y in places)
    shown = f'<g fill="#0b5d5b">{marks}</g>' if side == "front" else ""
    cuts = _cuts(width, height) if per_sheet > 1 else ""
    content = f'{shown}<g stroke="#17252a" stroke-width="0.2" fill="none">{folds}{cuts}</g>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">{content}</svg>'
    return Art(f"card-{side}", svg, width, height)


def _fold(x: float, y: float) -> str:
    ends = ((y + 5, y + 9), (y + HEIGHT - 9, y + HEIGHT - 5))
    return "".join(f'<path stroke-dasharray="1 1" d="M{x:g} {top:g}V{bottom:g}"/>' for top, bottom in ends)


def _cuts(width: float, height: float) -> str:
    x, y = width / 2, height / 2
    return (
        f'<path d="M{x:g} 4V10M{x:g} {height - 10:g}V{height - 4:g}M4 {y:g}H10M{width - 10:g} {y:g}H{width - 4:g}'
        f'M{x - 3:g} {y:g}H{x + 3:g}M{x:g} {y - 3:g}V{y + 3:g}"/>'
    )
