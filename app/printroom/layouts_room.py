"""Which certificates have room on a card: known before a run starts, without drawing anything."""

from __future__ import annotations

from app.certificates.statement import Statement
from app.printing.qr import square

CARD = (85.6, 54.0)
"""A card of plastic (ISO/IEC 7810 ID-1), in millimetres."""
SQUARE_ON_A_CARD = 42.0
"""Millimetres a square may be large, so that the words beside it can be read."""


def is_card_large_enough(statement: Statement) -> bool:
    """Tell whether a certificate's square has room on a card at the size that phones read."""
    return square(statement.check_address).side <= SQUARE_ON_A_CARD
