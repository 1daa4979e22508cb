"""Which characters the fonts of paper have: a name that cannot be printed is refused before a number is taken."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "fonts"
_CHARACTERS = FOLDER / "characters.txt"
"""The ranges of all code points of the text faces, in hexadecimal; the fonts themselves are slow and large to open."""


def missing_characters(text: str) -> tuple[str, ...]:
    """List the characters of a text that no font of paper has, each once, in their order."""
    return tuple(character for character in dict.fromkeys(text) if ord(character) not in _covered())


@cache
def _covered() -> frozenset[int]:
    ranges = (line.split("-") for line in _CHARACTERS.read_text().split())
    return frozenset(code for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1))
