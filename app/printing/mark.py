"""The mark of three stacked stones, as a path of SVG for the art of any paper."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "static" / "img" / "mark.svg"


@cache
def mark_outline() -> str:
    """Give the path of the mark, in a square of 32."""
    found = re.search(r' d="([^"]+)"', _FILE.read_text())
    if found is None:
        raise ValueError(f"{_FILE} holds no path.")
    return found[1]


def placed(path: str, x: float, y: float, scale: float) -> str:
    """Place a path with its top left corner at a point, so large."""
    return f'<path transform="translate({x:g} {y:g}) scale({scale:g})" d="{path}"/>'
