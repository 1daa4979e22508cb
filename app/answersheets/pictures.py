"""The picture beside a question on paper: as before the class on a screen, in greys that any printer has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.course.catalogue import Module, Question
from app.course.queries import picture_text
from app.quizzes.rules import lessons_for

_FOLDER = Path(__file__).parents[1] / "static" / "pictures"
_COLOUR = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_SHARES = (0.2126, 0.7152, 0.0722)
"""How much of red, green and blue the eye takes for light (ITU-R BT.709)."""


@dataclass(frozen=True, slots=True)
class PaperPicture:
    """An SVG without colours, and what it shows for those who hear the page."""

    svg: str
    says: str


def picture_for(module: Module, question: Question, tag: str) -> PaperPicture | None:
    """Find the picture of a lesson that teaches what is asked; None where none was drawn."""
    names = (card.picture for lesson in lessons_for(module, question) for card in lesson.cards if card.picture)
    name = next((name for name in names if _in_grey(name)), None)
    return PaperPicture(_in_grey(name), picture_text(name, tag).text) if name else None


def in_grey(svg: str) -> str:
    """Write every colour of a drawing as the grey that is as light."""
    return _COLOUR.sub(lambda found: _grey(found[1]), svg)


@cache
def _in_grey(name: str) -> str:
    path = _FOLDER / f"{name}.svg"
    return in_grey(path.read_text(encoding="utf-8")) if path.is_file() else ""


def _grey(colour: str) -> str:
    digits = colour if len(colour) == len("rrggbb") else "".join(digit * 2 for digit in colour)
    parts = [int(digits[place : place + 2], 16) for place in (0, 2, 4)]
    light = round(sum(share * part for share, part in zip(_SHARES, parts, strict=True)))
    return f"#{light:02x}{light:02x}{light:02x}"
