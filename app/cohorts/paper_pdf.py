"""Draw posters and cards: one A4 to hang up, and eight cards to an A4 with marks where to cut.

Imported by whoever draws, through ``papers``; never where the web starts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.cohorts.papers import Card, Poster, Sheet
from app.cohorts.seat_art import seat_drawing
from app.core.seam import break_html
from app.printing.engine import one_at_a_time, typeset, write
from app.printing.errors import CannotPrint
from app.printing.mark import mark_outline, placed
from app.printing.painting import Art, Dress, dress
from app.printing.qr import square

TEMPLATES = Path(__file__).parents[1] / "templates" / "cohorts"
WIDTH, HEIGHT = 210.0, 297.0
"""A4, in millimetres."""
COLUMNS, ROWS = 2, 4
A_PAGE = COLUMNS * ROWS
SIDES = (115, 105, 95, 80, 65)
"""Millimetres that the square of a poster may have on each side, the largest first."""
PICTURE, PICTURE_LEFT, PICTURE_TOP = 15.5, 82.5, 9.5
"""The picture of a seat on its card: its side, and where it stands."""
SIZES = ("large", "middle", "small", "least")
"""How large the words of a card are, by their classes in the style."""
WORDS_HEIGHT = 65.5
"""Millimetres that the words of a card may take."""
_DOTS = 96 / 25.4
"""WeasyPrint's dots in a millimetre."""
_BREAK = "\u200b"
templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


def draw_poster(poster: Poster) -> bytes:
    """Draw a poster as PDF/A-3a and PDF/UA-1; the same poster always gives the same bytes."""
    worn = Dress(((_mark(),),), {"square": square(poster.address)})
    with one_at_a_time:
        return write(dress(_one_page(poster), worn), _identifier(poster))


def _one_page(poster: Poster) -> Any:
    """Give the square as much room as the words leave; raise CannotPrint where even the smallest has none."""
    for side in SIDES:
        html = templates.get_template("poster.html").render(poster=poster, words=poster.words, side=side)
        document = typeset(break_html(html, _BREAK), TEMPLATES / "poster.css")
        if len(document.pages) == 1:
            return document
    raise CannotPrint(f"The poster of {poster.code} does not fit on a page.")


def draw_cards(sheet: Sheet) -> bytes:
    """Draw the cards of a class, eight to a page."""
    pages = [sheet.cards[start : start + A_PAGE] for start in range(0, len(sheet.cards), A_PAGE)]
    squares = {f"square-{card.seat}": square(card.address) for card in sheet.cards}
    with one_at_a_time:
        document = _fitting(sheet, pages)
        art = tuple((_cuts(), _pictures(tuple(card.seat for card in cards))) for cards in pages)
        return write(dress(document, Dress(art, squares)), _identifier(sheet))


def _fitting(sheet: Sheet, pages: list[tuple[Card, ...]]) -> Any:
    """Lay the cards out, those whose words do not fit again in a smaller size; raise CannotPrint where none helps."""
    sizes = dict.fromkeys((card.seat for card in sheet.cards), 0)
    template = templates.get_template("cards.html")
    while max(sizes.values(), default=0) < len(SIZES):
        named = {seat: SIZES[size] for seat, size in sizes.items()}
        html = template.render(sheet=sheet, words=sheet.words, pages=pages, sizes=named)
        document = typeset(break_html(html, _BREAK), TEMPLATES / "cards.css")
        tall = list(_too_tall(document))
        if not tall:
            return document
        sizes |= {seat: sizes[seat] + 1 for seat in tall}
    raise CannotPrint(f"Cards of {sheet.title} hold more than they have room for.")


def _too_tall(document: Any) -> Iterator[int]:
    """Find the seats whose words are longer than their card."""
    for page in document.pages:
        for box in page._page_box.descendants():
            seat = box.element.get("data-seat") if box.element is not None and not box.element_tag.count("::") else None
            if seat and box.height > WORDS_HEIGHT * _DOTS:
                yield int(seat)


def _identifier(said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


@cache
def _mark() -> Art:
    mark = f'<g fill="#0b5d5b">{placed(mark_outline(), 16, 14, 0.5)}</g>'
    return Art("mark", _svg(mark), WIDTH, HEIGHT)


@cache
def _cuts() -> Art:
    """Draw the mark on each card, short lines at the edges and crosses between the cards."""
    across = [WIDTH * column / COLUMNS for column in range(1, COLUMNS)]
    down = [HEIGHT * row / ROWS for row in range(1, ROWS)]
    edges = "".join(f"M{x:g} 3V8M{x:g} {HEIGHT - 8:g}V{HEIGHT - 3:g}" for x in across)
    edges += "".join(f"M3 {y:g}H8M{WIDTH - 8:g} {y:g}H{WIDTH - 3:g}" for y in down)
    crosses = "".join(f"M{x - 2:g} {y:g}H{x + 2:g}M{x:g} {y - 2:g}V{y + 2:g}" for x in across for y in down)
    left, top = [0.0, *across], [0.0, *down]
    marks = "".join(placed(mark_outline(), x + 9, y + 5.5, 0.19) for y in top for x in left)
    lines = f'<path stroke="#17252a" stroke-width="0.2" d="{edges}{crosses}"/>'
    return Art("cuts", _svg(f'<g fill="#0b5d5b">{marks}</g>{lines}'), WIDTH, HEIGHT)


def _pictures(seats: tuple[int, ...]) -> Art:
    """Draw the picture of each card's seat beside its number."""
    width, height = WIDTH / COLUMNS, HEIGHT / ROWS
    drawn = "".join(
        seat_drawing(seat, place % COLUMNS * width + PICTURE_LEFT, place // COLUMNS * height + PICTURE_TOP, PICTURE)
        for place, seat in enumerate(seats)
    )
    return Art("seats-" + "-".join(map(str, seats)), _svg(drawn), WIDTH, HEIGHT)


def _svg(content: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">{content}</svg>'
