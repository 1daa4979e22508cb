"""Draw the cards people hold up: four to an A4, each a letter in a shape of its own.

Imported by whoever draws, through ``answer_cards``; never where the web starts.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.classroom.answer_cards import AnswerCards
from app.core.seam import break_html
from app.printing.engine import one_at_a_time, typeset, write
from app.printing.painting import Art, Dress, dress

TEMPLATES = Path(__file__).parents[1] / "templates" / "classroom"
WIDTH, HEIGHT = 210.0, 297.0
"""A4, in millimetres."""
_BREAK = "\u200b"
_SHAPES = (
    '<circle cx="52.5" cy="78" r="39" fill="#0b5d5b"/>',
    '<rect x="16" y="41.5" width="73" height="73" rx="6" fill="#f2a93b"/>',
    '<path d="M52.500 32L96 114H9z" fill="#9a3412"/>',
    '<path d="M52.500 30L98 78L52.500 126L7 78z" fill="#17252a"/>',
)
"""One in each quarter, in the colours of the screen; in grey they differ by shape and shade."""
templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


def draw(cards: AnswerCards) -> bytes:
    """Draw the sheets as PDF/A-3a and PDF/UA-1."""
    html = templates.get_template("answer-cards.html").render(cards=cards, letters="ABCD")
    identifier = hashlib.sha256(repr(cards).encode()).hexdigest()[:32]
    with one_at_a_time:
        document = typeset(break_html(html, _BREAK), TEMPLATES / "answer-cards.css")
        return write(dress(document, Dress(((_shapes(),),))), identifier)


@cache
def _shapes() -> Art:
    across, down = WIDTH / 2, HEIGHT / 2
    places = ((0.0, 0.0), (across, 0.0), (0.0, down), (across, down))
    shapes = "".join(
        f'<g transform="translate({x:g} {y:g})">{shape}</g>' for shape, (x, y) in zip(_SHAPES, places, strict=True)
    )
    cuts = f"M{across:g} 3V10M{across:g} {HEIGHT - 10:g}V{HEIGHT - 3:g}"
    cuts += f"M3 {down:g}H10M{WIDTH - 10:g} {down:g}H{WIDTH - 3:g}"
    lines = f'<path stroke="#17252a" stroke-width="0.2" d="{cuts}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">{shapes}{lines}</svg>'
    return Art("letters", svg, WIDTH, HEIGHT)
