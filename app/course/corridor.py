"""Where a person comes from, where they go, and in which kind of work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

ORIGINS = ("KH", "LA", "MM", "VN", "TH", "CN")
DESTINATIONS = ("TH", "MY", "SG", "KR", "JP", "TW", "HK", "AE", "QA", "SA", "KW")
COUNTRIES = (*ORIGINS, *(code for code in DESTINATIONS if code not in ORIGINS))
"""Every country of a corridor, by its ISO 3166 code; names are in the facts' texts."""


class UnknownCorridor(ValueError):
    """The course has no such origin, destination or sector, or the journey leads nowhere."""


@dataclass(frozen=True, slots=True)
class Corridor:
    """A journey, as far as the reader has chosen it; raises UnknownCorridor for one the course does not have."""

    origin: str | None = None
    destination: str | None = None
    sector: str | None = None

    def __post_init__(self) -> None:
        if self.origin is not None and self.origin not in ORIGINS:
            raise UnknownCorridor(f"{self.origin} is no origin; use one of {', '.join(ORIGINS)}")
        if self.destination is not None and self.destination not in DESTINATIONS:
            raise UnknownCorridor(f"{self.destination} is no destination; use one of {', '.join(DESTINATIONS)}")
        if self.origin is not None and self.origin == self.destination:
            raise UnknownCorridor(f"a journey from {self.origin} to {self.origin} crosses no border")

    @property
    def pair(self) -> str | None:
        """Name origin and destination together, as in ``KH-TH``; None while one is not chosen."""
        return f"{self.origin}-{self.destination}" if self.origin and self.destination else None

    def __str__(self) -> str:
        """Write the journey as ``parse_corridor`` reads it: ``KH-TH-farm``, what is not chosen left empty."""
        return "-".join((self.origin or "", self.destination or "", self.sector or ""))


def parse_corridor(text: str, sectors: Collection[str]) -> Corridor:
    """Read a journey from an address or a cookie; raise UnknownCorridor where the course has none such.

    ``KH-TH-farm``, ``kh-th``, ``KH--home`` and ``-TH`` are all right; a part left empty is not chosen yet.
    """
    origin, destination, sector = [*text.split("-", 2), "", ""][:3]
    if sector and sector not in sectors:
        raise UnknownCorridor(f"{sector} is no sector; use one of {', '.join(sectors)}")
    return Corridor(origin.upper() or None, destination.upper() or None, sector or None)
