"""Draws certificates without pictures, one to a sheet of A4, to save ink."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.certificates.bulk import draw_part
from app.certificates.statement import Statement
from app.printroom.layouts_plain import PLAIN


def draw(statements: Sequence[Statement], _options: Mapping[str, float]) -> bytes:
    """Draw some certificates, all in one language; raise CannotPrint."""
    return draw_part(statements, PLAIN, how="plain")
