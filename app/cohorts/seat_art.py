"""The pictures of seats as drawings for paper, from the same file as on the screen."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from app.cohorts.seats import seat_picture

_FILE = Path(__file__).parents[1] / "static" / "img" / "seats.svg"
_SIDE = 48
_FILLS = {"circle": "#d8ebe8", "square": "#fbe3bd", "hexagon": "#f6d9cc", "drop": "#e3dff0"}
"""As in the style of the screen; in grey the frames differ by shape."""


def seat_drawing(seat: int, x: float, y: float, side: float) -> str:
    """Draw the picture of a seat with its top left corner at a point, so large."""
    picture, shapes = seat_picture(seat), _shapes()
    return (
        f'<g transform="translate({x:g} {y:g}) scale({side / _SIDE:g})" stroke="#17252a" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round">'
        f'<g fill="{_FILLS[picture.frame]}">{shapes[picture.frame]}</g><g fill="none">{shapes[picture.thing]}</g></g>'
    )


@cache
def _shapes() -> dict[str, str]:
    """Read what each symbol of the file draws."""
    return dict(re.findall(r'<symbol id="([a-z]+)"[^>]*>(.*?)</symbol>', _FILE.read_text()))
