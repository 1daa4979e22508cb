"""The way to the PDF engine, which is loaded when the first certificate is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.printing.door import behind

if TYPE_CHECKING:
    from app.certificates.statement import Statement


def draw(statement: Statement, credential: bytes | None = None) -> bytes:
    """Draw what a certificate states, with its credential attached; the same always gives the same bytes."""
    drawn: bytes = behind("app.certificates.pdf").draw(statement, credential)
    return drawn
