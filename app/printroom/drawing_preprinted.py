"""Draws certificates for paper on which the pictures are printed already, moved as the printer needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.certificates.bulk import draw_part
from app.certificates.statement import Statement
from app.printroom.layouts_plain import SHEET, TEXT_ALONE, moved


def draw(statements: Sequence[Statement], options: Mapping[str, float]) -> bytes:
    """Draw some certificates, all in one language; raise CannotPrint."""
    dx, dy = options.get("dx", 0.0), options.get("dy", 0.0)
    return draw_part(statements, TEXT_ALONE, lambda drawn: moved(SHEET, drawn, dx, dy), f"preprinted {dx:g} {dy:g}")
