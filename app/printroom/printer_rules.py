"""How what was measured on a test page becomes an offset."""

from __future__ import annotations

MOST_OFF = 15
"""Millimetres; a printer that is off by more takes another size of paper than it is given."""
AIM, AIM_ON_A_CARD = 20.0, 10.0
"""Where the two lines of a test page should be, in millimetres from the left and from the upper edge."""


def offset(measured: float, *, for_cards: bool) -> float:
    """Tell by how much a page must move, to the tenth of a millimetre, where a line was found elsewhere."""
    return round((AIM_ON_A_CARD if for_cards else AIM) - measured, 1)
