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
WIDTH = 340.0
"""Units across a plot, as ``app.figures.plotting`` draws it."""
_HALF = 40.0
"""Units on each side of a text that stands in the middle."""
_BASELINE = 0.888
"""How far below the top of its line Noto Sans stands, in parts of its size."""
_LABEL = re.compile(r' role="img" aria-label="([^"]*)" class="plot"')
_TEXT = re.compile(r"<text\b([^>]*)>(.*?)</text>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')

templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


def draw(editions: Sequence[Edition]) -> bytes:
    """Draw a report; the same figures and words always give the same bytes."""
    html = templates.get_template("report.html").render(editions=editions, picture=picture_of)
    with one_at_a_time:
        document = typeset(break_html(html, _BREAK), TEMPLATES / "report.css")
        return write(document, hashlib.sha256(repr(editions).encode()).hexdigest()[:32])


def picture_of(plot: Plot, width: float) -> Markup:
    """Set a plot so many millimetres wide, its words as text of the page.

    WeasyPrint sets text inside SVG letter by letter, which tears Khmer and Burmese apart; so words are taken out of
    the picture and laid over it. What the plot says to those who hear the page becomes its title.
    """
    scale = width / WIDTH
    said = _LABEL.search(plot.svg)
    words = Markup("").join(_over(found, scale) for found in _TEXT.finditer(plot.svg))
    bare = _TEXT.sub("", _LABEL.sub("", plot.svg, count=1))
    head, _bracket, body = bare.partition(">")
    svg = f"{head}><title>{said.group(1) if said else ''}</title>{body}"
    return Markup('<div class="picture" style="width: %gmm">%s%s</div>') % (width, Markup(svg), words)  # noqa: S704


def _over(found: re.Match[str], scale: float) -> Markup:
    """Lay a text where it stands in the picture."""
    attributes = dict(_ATTRIBUTE.findall(found.group(1)))
    size, x, y = (float(attributes[name]) for name in ("font-size", "x", "y"))
    places = {"end": f"right: {(WIDTH - x) * scale:.2f}mm", "middle": f"left: {(x - _HALF) * scale:.2f}mm"}
    place = places.get(attributes.get("text-anchor", ""), f"left: {x * scale:.2f}mm")
    wide = f"; width: {2 * _HALF * scale:.2f}mm; text-align: center" if "middle" in attributes.values() else ""
    bold = "; font-weight: 700" if attributes.get("font-weight") == "700" else ""
    style = f"{place}; top: {(y - _BASELINE * size) * scale:.2f}mm; font-size: {size * scale:.2f}mm{wide}{bold}"
    return Markup('<span style="%s">%s</span>') % (style, Markup(found.group(2)))  # noqa: S704  # Escaped before.
