"""The parts of a card with the facts of a journey between them, as a page shows them."""

from __future__ import annotations

from app.core import clock
from app.course.catalogue import CardText, FactSlot
from app.course.corridor import Corridor
from app.course.facts import SITUATION_PLACE, ResolvedFact
from app.course.queries import facts
from app.web.localisation import current_locale


def warnings_for(text: CardText, corridor: Corridor) -> tuple[ResolvedFact, ...]:
    """Give the warnings on this journey for a card with facts, unless the card shows them itself."""
    names = [part.name for part in text.parts if isinstance(part, FactSlot)]
    if not names or SITUATION_PLACE in names:
        return ()
    return facts().situation(corridor, current_locale().tag, clock.today())


def parts_of(text: CardText, corridor: Corridor) -> list[object]:
    """Give the pieces of a card in their order, each place for a fact filled in."""
    locale, today = current_locale().tag, clock.today()
    return [
        facts().resolve(part.name, corridor, locale, today) if isinstance(part, FactSlot) else part
        for part in text.parts
    ]
