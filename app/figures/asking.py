"""What a reader asks for: the period, one group at most, by what the people are told apart, and which award."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.figures.errors import NoSuchFigures
from app.figures.rules import REST, Base, Dimension
from app.programme.rules import Award

Group = tuple[Dimension, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One page of figures."""

    period: str
    group: Group | None = None
    by: Dimension = Dimension.SEX
    award: Award | None = None

    @property
    def is_year(self) -> bool:
        """Tell whether a year is asked for."""
        return len(self.period) == len("2026")

    @property
    def bases(self) -> tuple[Base, ...]:
        """List who is counted: those who joined, and those with a certificate."""
        awards = {Award.CORE: Base.CORE, Award.FULL: Base.FULL}
        return (Base.JOINED, *(base for award, base in awards.items() if self.award in (None, award)))

    def in_address(self) -> dict[str, str]:
        """Write it for an address."""
        values = {"period": self.period, "by": self.by.value}
        if self.group:
            values["group"] = ":".join(self.group)
        if self.award:
            values["award"] = self.award.value
        return values


def asked_for(values: Mapping[str, str], newest: str) -> Asked:
    """Read what an address asks for; raise NoSuchFigures for what there cannot be."""
    try:
        return Asked(
            period=values.get("period") or newest,
            group=_group(values.get("group", "")),
            by=Dimension(values.get("by") or Dimension.SEX),
            award=Award(values["award"]) if values.get("award") else None,
        )
    except ValueError as fault:
        raise NoSuchFigures from fault


def _group(text: str) -> Group | None:
    if not text:
        return None
    dimension, colon, group = text.partition(":")
    if not colon or group == REST:
        raise ValueError(text)
    return Dimension(dimension), group
