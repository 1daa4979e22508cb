"""The way to the PDF engine, which is loaded when the first handout is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.printing.door import behind

if TYPE_CHECKING:
    from app.handouts.help_card import HelpCard
    from app.handouts.leaflet import Leaflet
    from app.handouts.pdf import Drawn


def draw(leaflet: Leaflet) -> Drawn:
    """Draw a leaflet; the same leaflet always gives the same bytes."""
    drawn: Drawn = behind("app.handouts.pdf").draw(leaflet)
    return drawn


def draw_card(card: HelpCard, per_sheet: int = 1) -> bytes:
    """Draw a help card, one or four to a sheet; the same card always gives the same bytes."""
    drawn: bytes = behind("app.handouts.card_pdf").draw_card(card, per_sheet)
    return drawn
