"""Draws certificates as cards of plastic, each two pages, moved as the printer needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.certificates.bulk import draw_part
from app.certificates.statement import Statement
from app.printroom.layouts_card import FACE
from app.printroom.layouts_plain import moved
from app.printroom.layouts_room import CARD


def draw(statements: Sequence[Statement], options: Mapping[str, float]) -> bytes:
    """Draw some certificates, all in one language; raise CannotPrint, also where a square is too large for a card."""
    dx, dy = options.get("dx", 0.0), options.get("dy", 0.0)
    return draw_part(statements, FACE, lambda drawn: moved(CARD, drawn, dx, dy), f"card {dx:g} {dy:g}")
