"""The picture of a card: its address among the static files, and what it shows, in words."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from app.course.catalogue import Card
from app.course.queries import picture_text
from app.web.assets import asset
from app.web.localisation import current_locale


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page."""

    address: str
    says: str
    lang: str


def picture_of(card: Card) -> Picture | None:
    """Find a card's picture; None where none was drawn yet."""
    file = f"pictures/{card.picture}.svg"
    if file not in current_app.extensions["asset-names"]:
        return None
    says = picture_text(card.picture or "", current_locale().tag)
    return Picture(asset(file), says.text, says.lang)
