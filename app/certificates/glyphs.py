"""Which characters the fonts of paper have: a name that cannot be printed is refused before a number is taken."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parents[1] / "fonts"
_TEXT_FACES = "NotoSans*-Regular.[ot]tf"
"""The faces for text in the regular weight: what only the bold or the face of numbers has cannot stand in a name."""


def missing_characters(text: str) -> tuple[str, ...]:
    """List the characters of a text that no font of paper has, each once, in their order."""
    return tuple(character for character in dict.fromkeys(text) if ord(character) not in _covered())


@cache
def _covered() -> frozenset[int]:
    """Gather the code points of all faces; this takes an eighth of a second, once in a process."""
    code_points: set[int] = set()
    for path in FOLDER.glob(_TEXT_FACES):
        with TTFont(path, lazy=True) as font:
            code_points.update(font.getBestCmap())
    return frozenset(code_points)
