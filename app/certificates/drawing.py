"""The door to the PDF engine.

Importing WeasyPrint takes 1.5 seconds and forty megabytes, and a web process may never need it. So this is the one
place that imports a module of ours by its name, when the first certificate is drawn, and not when the application
starts.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.certificates.statement import Statement


def draw(statement: Statement) -> bytes:
    """Draw what a certificate states; the same statement always gives the same bytes."""
    drawn: bytes = import_module("app.certificates.pdf").draw(statement)
    return drawn
