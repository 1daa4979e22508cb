"""Which journeys the programme offers; one that somebody has chosen before stays theirs."""

from __future__ import annotations

from collections.abc import Collection

from app.course.corridor import DESTINATIONS, ORIGINS, Corridor
from app.programme.queries import programme_or_none

PAIRS = tuple(f"{origin}-{destination}" for origin in ORIGINS for destination in DESTINATIONS if origin != destination)
"""Every journey of the course, by its two countries."""


def offered_pairs() -> frozenset[str]:
    """Name the journeys on offer: those the programme chose, or all where it chose none that the course has."""
    programme = programme_or_none()
    chosen = frozenset(programme.corridors) if programme else frozenset()
    return chosen & frozenset(PAIRS) or frozenset(PAIRS)


def origins_of(pairs: Collection[str], kept: str | None = None) -> list[str]:
    """List where these journeys begin, and the country somebody has chosen before."""
    offered = {pair[:2] for pair in pairs} | {kept}
    return [code for code in ORIGINS if code in offered]


def destinations_of(pairs: Collection[str], kept: str | None = None) -> list[str]:
    """List where these journeys lead, and the country somebody has chosen before."""
    offered = {pair[3:] for pair in pairs} | {kept}
    return [code for code in DESTINATIONS if code in offered]


def is_offered(corridor: Corridor, pairs: Collection[str], kept: Corridor | None = None) -> bool:
    """Tell whether somebody may choose a journey; with one country only, whether any journey has it."""
    if kept is not None and (corridor.origin, corridor.destination) == (kept.origin, kept.destination):
        return True
    return corridor == Corridor(sector=corridor.sector) or any(
        corridor.origin in (None, pair[:2]) and corridor.destination in (None, pair[3:]) for pair in pairs
    )
