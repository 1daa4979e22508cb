"""The facts as frozen dataclasses, as editors wrote them: what is known, where it goes, in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from app.course.catalogue import NOWHERE, Place
from app.course.corridor import Corridor
from app.course.phones import Phone, Who


class Confidence(StrEnum):
    """How sure we are that the source says so."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Scope(StrEnum):
    """Which part of the journey decides the answer; the first part of a placeholder's name."""

    DEST = "dest"
    ORIGIN = "origin"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read; ``date`` is the source's own, as editors found it."""

    title: str
    url: str | None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class PastEdit:
    """Something an editor decided that is written into the file: when, who, what, and the words of before."""

    key: str
    """By which an edit is known again, so that it is written and applied only once."""
    on: date
    by: str
    act: str
    note: str | None = None
    was: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is true in a country; value, note, contradicts and warning are for editors alone."""

    id: str
    country: str
    kind: str
    confidence: Confidence
    text: str
    value: str
    shelf_life: str
    days: int | None
    """So many days a check holds; None for what does not age."""
    source: Source | None = None
    checked_on: date | None = None
    checked_by: str | None = None
    called_on: date | None = None
    """The day on which its numbers were last called."""
    retired_on: date | None = None
    """The day from which it reaches nobody, until it is brought back."""
    sectors: tuple[str, ...] = ()
    """The kinds of work it is for; empty where it is for all."""
    phones: tuple[Phone, ...] = ()
    note: str | None = None
    contradicts: str | None = None
    warning: str | None = None
    history: tuple[PastEdit, ...] = field(default=(), compare=False, repr=False)
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def is_publishable(self) -> bool:
        """Tell whether a learner may see it at all."""
        has_source = self.source is not None and self.source.url is not None
        is_sure = self.checked_on is not None and self.confidence is not Confidence.LOW
        return has_source and is_sure and self.retired_on is None

    @property
    def who(self) -> frozenset[Who]:
        """Tell who answers its numbers, plain emergency numbers left out."""
        return frozenset(phone.who for phone in self.phones if not phone.is_emergency)

    def is_for(self, sector: str | None) -> bool:
        """Tell whether it holds in a kind of work; one not chosen shuts nothing out."""
        return sector is None or not self.sectors or sector in self.sectors

    @property
    def good_until(self) -> date | None:
        """Tell the last day on which its check holds; None where it does not age or was never checked."""
        if self.days is None or self.checked_on is None:
            return None
        return self.checked_on + timedelta(days=self.days)

    def is_stale(self, today: date) -> bool:
        """Tell whether its last check is past its shelf life, or lies in the future and so is a slip of the pen."""
        if self.days is None or self.checked_on is None:
            return False
        return not -1 <= (today - self.checked_on).days <= self.days


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name a card puts where facts go: which ones by country and corridor, and what stands there without."""

    name: str
    describe: str
    risk: str
    fallback: str
    rows: Mapping[str, tuple[str, ...]]
    sector: str | None = None
    """The kind of work the placeholder itself is about, whatever the learner's own."""
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def scope(self) -> Scope:
        """Tell which part of the journey decides the answer."""
        return Scope(self.name.partition(".")[0])

    def row(self, corridor: Corridor) -> tuple[str, ...] | None:
        """Name the facts that answer for a journey; None while the part that decides is not chosen."""
        country = corridor.origin if self.scope is Scope.ORIGIN else corridor.destination
        if country is None or (self.scope is Scope.PAIR and corridor.pair is None):
            return None
        return self.rows.get(corridor.pair or "", self.rows.get(country, ()))


@dataclass(frozen=True, slots=True)
class FactWords:
    """Everything readers see of the facts in one locale, by section and key (``labels``, ``values`` …)."""

    lang: str
    sections: Mapping[str, Mapping[str, str]]
    at: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)
