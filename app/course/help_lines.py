"""Whom to call on a journey, in the order in which it is safe to call them.

Emergency numbers of the country one is in come first. After them stands a charity or help centre before any office,
and the embassy and the police come last: for a person without papers, or from Myanmar, contact with them can itself
be a danger. The order is the same for everybody, so that nobody is ever asked for their papers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from app.course.corridor import COUNTRIES, Corridor
from app.course.fact_catalogue import Fact, Placeholder, Scope
from app.course.facts import FactBook, ResolvedFact, Wording
from app.course.phones import Who

EMERGENCY_PLACE = "dest.emergency_numbers"
"""Its rows also name countries one can only come from, for a reader who is still at home."""

HELP_PLACES = (
    "dest.trafficking_hotline",
    "dest.violence_hotline",
    "dest.women_shelter",
    "dest.ngo_list",
    "dest.mental_help",
    "dest.labour_hotline",
    "dest.complaint_where",
    "dest.legal_aid",
    "dest.fraud_hotline",
    "origin.trafficking_hotline",
    "origin.child_help",
    "origin.mrc_list",
    "origin.mental_help",
    "origin.labour_hotline",
    "pair.embassy",
)
"""The placeholders that name somebody to call; a fact takes the label of the first that has it."""

_CENTRES = ("mrc", "ngo", "ngo_hotline")


class HelpGroup(IntEnum):
    """Groups of lines, in the order in which a reader sees them."""

    EMERGENCY = 0
    CHARITY = 1
    GOVERNMENT = 2
    EMBASSY = 3
    POLICE = 4


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Somebody to call: what for, who it is, and in which country they answer.

    ``is_reachable`` is false where no number works from the country the reader is in; a help centre without a number
    can be walked to, or not, and counts as reachable in its own country alone.
    """

    label: Wording
    group: HelpGroup
    country: str
    is_reachable: bool
    fact: ResolvedFact


def help_lines(
    book: FactBook, corridor: Corridor | None, locale: str, today: date, at: str | None = None
) -> tuple[HelpLine, ...]:
    """List whom to call; ``at`` is the country one is in, by itself the destination, or else the origin.

    Within a group come first those in that country, then those reachable from it, then those who speak the reader's
    language. Empty while nothing of the journey is chosen.
    """
    if corridor is None or (here := at or corridor.destination or corridor.origin) is None:
        return ()
    lines = [
        HelpLine(
            label=book.word("labels", placeholder.name, locale),
            group=_group(fact, placeholder),
            country=_country(fact, placeholder, corridor),
            is_reachable=_reaches(fact, placeholder, corridor, here),
            fact=resolved,
        )
        for placeholder, fact in _facts(book, corridor, here)
        for resolved in book.resolved((fact,), locale, today, placeholder.fallback)
    ]
    return tuple(sorted(lines, key=lambda line: _rank(line, here, locale)))


def _rank(line: HelpLine, here: str, locale: str) -> tuple[HelpGroup, bool, bool, bool]:
    speaks = any(phone.speaks(locale) for phone in line.fact.phones)
    return line.group, line.country != here, not line.is_reachable, not speaks


def _facts(book: FactBook, corridor: Corridor, here: str) -> Iterator[tuple[Placeholder, Fact]]:
    met: set[str] = set()
    for name in (EMERGENCY_PLACE, *HELP_PLACES):
        placeholder = book.placeholders[name]
        row = placeholder.rows.get(here, ()) if name == EMERGENCY_PLACE else placeholder.row(corridor)
        for fact in book.publishable(row or (), corridor.sector):
            if fact.id not in met:
                met.add(fact.id)
                yield placeholder, fact


def _group(fact: Fact, placeholder: Placeholder) -> HelpGroup:
    """Put a fact in its group; a number of the police at home is no emergency number for somebody abroad."""
    if placeholder.name == EMERGENCY_PLACE and any(phone.is_emergency for phone in fact.phones):
        return HelpGroup.EMERGENCY
    who = {phone.who for phone in fact.phones}
    if Who.POLICE in who:
        return HelpGroup.POLICE
    if Who.EMBASSY in who:
        return HelpGroup.EMBASSY
    return HelpGroup.CHARITY if fact.kind in _CENTRES or who & {Who.CHARITY, Who.UNION} else HelpGroup.GOVERNMENT


def _country(fact: Fact, placeholder: Placeholder, corridor: Corridor) -> str:
    """Tell where somebody answers; what is true of many countries is meant for the one the reader asked about."""
    if fact.phones:
        return fact.phones[0].country
    asked = corridor.origin if placeholder.scope is Scope.ORIGIN else corridor.destination
    return fact.country if fact.country in COUNTRIES else asked or fact.country


def _reaches(fact: Fact, placeholder: Placeholder, corridor: Corridor, here: str) -> bool:
    if fact.phones:
        return any(phone.reaches_from(here) for phone in fact.phones)
    return _country(fact, placeholder, corridor) == here
