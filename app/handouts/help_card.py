"""What the help card of a journey says, as plain data: a sheet of A6, folded once, that fits a passport."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.core.i18n import locale_by_tag
from app.course.corridor import Corridor
from app.course.facts import CHARITY_FIRST, Wording
from app.course.offering import is_draft
from app.course.queries import course, facts
from app.handouts.calls import calls_of
from app.handouts.composing import journey_in_words
from app.handouts.leaflet import Call
from app.handouts.wording import words_in_force
from app.printing.speaking import speaking


@dataclass(frozen=True, slots=True)
class HelpCard:
    """Whom to call on a journey, on paper."""

    locale: str
    journey: str
    emergencies: tuple[Call, ...]
    calls: tuple[Call, ...]
    advice: Wording
    day: date
    version: str
    is_draft: bool
    words: Mapping[str, str]


def compose_card(corridor: Corridor, tag: str, today: date) -> HelpCard:
    """Draw up the help card of a journey in a language."""
    with speaking(tag):
        calls = calls_of(corridor, tag, today)
        return HelpCard(
            locale=tag,
            journey=journey_in_words(corridor, tag),
            emergencies=tuple(call for call in calls if call.is_emergency),
            calls=tuple(call for call in calls if not call.is_emergency),
            advice=facts().word("fallbacks", CHARITY_FIRST, tag),
            day=today,
            version=course().version,
            is_draft=is_draft(shows_facts=True, locale=locale_by_tag(tag)),
            words=words_in_force(),
        )
