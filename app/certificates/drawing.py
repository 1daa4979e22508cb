"""The way to the PDF engine, which is loaded when the first certificate is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.certificates.designs import designed, is_known, know
from app.printing.door import behind
from app.programme.design import STANDARD, Design
from app.programme.designs import design_by_key

if TYPE_CHECKING:
    from app.certificates.statement import Statement


def draw(statement: Statement, credential: bytes | None = None) -> bytes:
    """Draw what a certificate states, with its credential attached; the same always gives the same bytes.

    Raises BrokenDesign.
    """
    designs_for([statement])
    drawn: bytes = behind("app.certificates.pdf").draw(statement, credential)
    return drawn


def designs_for(statements: Iterable[Statement]) -> tuple[Design, ...]:
    """Look up what statements are drawn in, for this process and to be handed to others; raise BrokenDesign.

    The standard needs no looking up and no database.
    """
    keys = sorted({statement.design for statement in statements} - {STANDARD})
    know(design_by_key(key) for key in keys if not is_known(key))
    return tuple(designed(key) for key in keys)
