"""Draws the test page of a layout: two lines to measure from, one to check the size, and boxes where things land.

Imported by whoever draws, through ``alignment``; never where the web starts.
"""

from __future__ import annotations

import hashlib

from app.core.seam import break_html
from app.printing.engine import one_at_a_time, typeset, write
from app.printing.painting import Art, Dress, dress
from app.printroom.alignment import TestPage
from app.printroom.layouts_setting import TEMPLATES, templates

_BREAK = "\u200b"
_CARD_WIDTH = 100.0


def draw(page: TestPage) -> bytes:
    """Draw a test page as PDF/A-3a and PDF/UA-1."""
    is_card = page.width < _CARD_WIDTH
    html = templates.get_template("alignment.html").render(
        page=page, words=page.words, is_card=is_card, bar=_bar_at(page)
    )
    style = TEMPLATES / f"alignment-{page.width:g}x{page.height:g}.css"
    with one_at_a_time:
        document = typeset(break_html(html, _BREAK), style)
        return write(dress(document, Dress(((_art(page),),))), hashlib.sha256(repr(page).encode()).hexdigest()[:32])


def _art(page: TestPage) -> Art:
    """Draw rulers, lines, crosses and boxes, all moved as the printer is said to need it."""
    drawn = "".join((*_boxes(page), _lines(page), _ruler(page), _crosses(page)))
    moved = f'<g transform="translate({page.dx:g} {page.dy:g})" stroke="#000" fill="none">{drawn}</g>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page.width:g} {page.height:g}">{moved}</svg>'
    return Art("test", svg, page.width, page.height)


def _boxes(page: TestPage) -> list[str]:
    return [
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" stroke-width="0.2" '
        'stroke="#857b6c" stroke-dasharray="1.5 1"/>'
        for _what, left, top, width, height in page.boxes
    ]


def _lines(page: TestPage) -> str:
    """Draw line A, upright, and line B, level; both run to the edge, so that a ruler finds them."""
    aim = page.aim
    return f'<path stroke-width="0.25" d="M{aim:g} 0V{page.height:g}M0 {aim:g}H{page.width:g}"/>'


def _ruler(page: TestPage) -> str:
    """Draw the line to measure, with a stroke at each centimetre."""
    left, down = _bar_at(page)
    tall = {step: 2 if step % 50 else 3 for step in range(0, int(page.bar) + 1, 10)}
    strokes = "".join(f"M{left + step:g} {down - height:g}v{height}" for step, height in tall.items())
    return f'<path stroke-width="0.3" d="M{left:g} {down:g}h{page.bar:g}{strokes}"/>'


def _crosses(page: TestPage) -> str:
    """Draw a cross in each corner, as far from the edges as the lines are."""
    corners = [(x, y) for x in (page.aim, page.width - page.aim) for y in (page.aim, page.height - page.aim)]
    arms = "".join(f"M{x - 4:g} {y:g}h8M{x:g} {y - 4:g}v8" for x, y in corners)
    rings = "".join(f'<circle cx="{x:g}" cy="{y:g}" r="2.5" stroke-width="0.2"/>' for x, y in corners)
    return f'<path stroke-width="0.2" d="{arms}"/>{rings}'


def _bar_at(page: TestPage) -> tuple[float, float]:
    """Tell where line C begins: in the room that the words leave."""
    return {85.6: (16.0, 50.0), 210.0: (34.0, 96.0)}.get(page.width, (95.0, 110.0))
