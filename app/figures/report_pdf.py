"""Draws the monthly report: A4, one edition a language, as PDF/A-3a and PDF/UA-1.

Imported by whoever draws, through the door; never where the web starts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.core.seam import break_html
from app.figures.plots import Plot
from app.figures.reports import Edition
from app.printing.engine import one_at_a_time, typeset, write

TEMPLATES = Path(__file__).parents[1] / "templates" / "figures"
_BREAK = "\u200b"
_FONTS = "Noto Sans, Noto Sans Khmer, Noto Sans Lao, Noto Sans Myanmar, Noto Sans Thai, Noto Sans CJK SC"
_LABEL = re.compile(r' role="img" aria-label="([^"]*)" class="plot"')

templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


def draw(editions: Sequence[Edition]) -> bytes:
    """Draw a report; the same figures and words always give the same bytes."""
    html = templates.get_template("report.html").render(editions=editions, picture=picture_of)
    with one_at_a_time:
        document = typeset(break_html(html, _BREAK), TEMPLATES / "report.css")
        return write(document, hashlib.sha256(repr(editions).encode()).hexdigest()[:32])


def picture_of(plot: Plot) -> Markup:
    """Give a plot our fonts, and what it says to those who hear the page as its title."""
    said = _LABEL.search(plot.svg)
    svg = _LABEL.sub(f' font-family="{_FONTS}"', plot.svg, count=1)
    title = f"<title>{said.group(1) if said else ''}</title>"
    return Markup(svg.replace(">", f">{title}", 1) if not svg.startswith("<?xml") else svg)  # noqa: S704
