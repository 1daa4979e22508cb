"""Draw a leaflet: what it says alone decides what it looks like, to the byte.

Imported by whoever draws, through ``drawing``; never where the web starts.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.core.days import format_day
from app.core.i18n import LOCALES
from app.core.seam import break_html
from app.handouts.leaflet import Leaflet, Picture
from app.printing.engine import one_at_a_time, typeset, write
from app.printing.errors import CannotPrint
from app.printing.mark import mark_outline, placed
from app.printing.measuring import first_fault
from app.printing.painting import Art, Dress, dress
from app.printing.qr import square

TEMPLATES = Path(__file__).parents[1] / "templates" / "handouts"
STYLE = TEMPLATES / "leaflet.css"
WIDTH, HEIGHT = 210.0, 297.0
"""A4, in millimetres."""
MOST_PAGES = 2
SIZES = (120, 115, 110, 105, 100, 95, 90)
"""Sizes of type in tenths of a point, the largest first."""
SMALLEST = {"km": 100, "my": 100, "lo": 95, "th": 95}
"""The smallest type by language, where it is not the last size."""
_FEWEST_CALLS = 2
_WITH_FEWER_FACTS = ((2, 2), (2, 1), (3, 1), (4, 1), (3, 0), (4, 0))
"""How densely a journey's leaflet is set at last, and how many facts a label keeps."""
_BREAK = "\u200b"
_NAMES = {locale.tag: locale.own_name for locale in LOCALES}

templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


@dataclass(frozen=True, slots=True)
class Step:
    """How a leaflet is set: the size of its type in tenths of a point, how densely, and the facts a label keeps."""

    size: int
    density: int = 0
    facts: int | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper as it came out."""

    content: bytes
    pages: int
    step: Step


def draw(leaflet: Leaflet) -> Drawn:
    """Draw a leaflet as PDF/A-3a and PDF/UA-1; the same leaflet always gives the same bytes.

    Raises CannotPrint where the text is too long for two pages.
    """
    code = square(leaflet.address)
    identifier = hashlib.sha256(repr(leaflet).encode()).hexdigest()[:32]
    with one_at_a_time:
        document, step = laid_out(leaflet)
        worn = Dress(((_first_page(),), ()), {"square": code})
        return Drawn(write(dress(document, worn), identifier), len(document.pages), step)


def laid_out(leaflet: Leaflet) -> tuple[Any, Step]:
    """Set the text as large as two pages allow; raise CannotPrint where even the smallest type has no room."""
    steps = steps_for(leaflet)
    tries: dict[Step, tuple[Any, str | None]] = {}

    def fits(step: Step) -> bool:
        document = typeset(_html(leaflet, step), STYLE)
        tries[step] = document, _fault(document)
        return tries[step][1] is None

    found = bisect_left(steps, True, key=fits)
    if found == len(steps):
        raise CannotPrint(f"{leaflet.slug} in {leaflet.locale} does not fit: {tries[steps[-1]][1]}.")
    return tries[steps[found]][0], steps[found]


def steps_for(leaflet: Leaflet) -> list[Step]:
    """List how a leaflet may be set, the best first.

    The smallest type comes again set tightly, then without the stories; where the facts of a journey stand as well,
    also with fewer of them, and as the last resort without pictures.
    """
    sizes = [size for size in SIZES if size >= SMALLEST.get(leaflet.locale, SIZES[-1])]
    smallest = sizes[-1]
    steps = [*map(Step, sizes), Step(smallest, 1), Step(smallest, 2)]
    if leaflet.journey:
        steps += [Step(smallest, density, facts) for density, facts in _WITH_FEWER_FACTS]
    return steps


def _fault(document: Any) -> str | None:
    if len(document.pages) > MOST_PAGES:
        return "the text takes more than two pages"
    return first_fault(document)


def _html(leaflet: Leaflet, step: Step) -> str:
    leaflet = leaflet if step.facts is None else leaflet.with_facts(step.facts)
    leaflet = leaflet.with_calls(_FEWEST_CALLS) if step.density > 2 else leaflet
    html = templates.get_template("leaflet.html").render(
        leaflet=leaflet,
        words=leaflet.words,
        size=step.size,
        density=step.density,
        side=square(leaflet.address).side,
        own_name=_NAMES[leaflet.locale],
        day=format_day(leaflet.day, leaflet.locale) if leaflet.day else None,
        drawing=drawing_of,
    )
    return break_html(html, _BREAK)


def drawing_of(picture: Picture) -> Markup:
    """Put into the SVG of a picture its class, and what it shows for those who hear the page."""
    head, _, rest = picture.svg.partition(">")
    says = escape(picture.says.text, quote=False)
    return Markup(f'{head} class="picture"><title>{says}</title>{rest}')  # noqa: S704  # The file is our own.


@cache
def _first_page() -> Art:
    mark = f'<g fill="#0b5d5b">{placed(mark_outline(), 11, 9.5, 0.4)}</g>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">{mark}</svg>'
    return Art("mark", svg, WIDTH, HEIGHT)
