"""What is taught at one moment, as plain frozen data: structure, the words of every unit in every locale, the facts.

A release keeps one for good; the present curriculum gives another. Units are named by their path
(``contract/what-for/promise``), as in `app.course.units`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.core.i18n import SOURCE
from app.course.catalogue import Module, State
from app.course.status import unit_names


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a unit in one locale, passage by passage as they were written, and how far they had come."""

    passages: Mapping[str, str]
    digest: str
    state: State


Texts = Mapping[str, Mapping[str, Words]]
"""Words by locale tag and path; what a locale lacks is left out."""


@dataclass(frozen=True, slots=True)
class FactThen:
    """What was said of a fact, where it was read, and when that was last checked."""

    id: str
    country: str
    kind: str
    text: str
    value: str
    confidence: str
    digest: str
    is_shown: bool
    checked_on: date | None = None
    source_title: str | None = None
    source_url: str | None = None
    sectors: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceThen:
    """A name that cards ask facts by: which facts answered it, by country or corridor, and for which work."""

    name: str
    rows: Mapping[str, tuple[str, ...]]
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that was taught at a version."""

    version: str
    digest: str
    modules: tuple[Module, ...]
    sectors: tuple[str, ...]
    texts: Texts = field(repr=False)
    facts: Mapping[str, FactThen] = field(repr=False)
    places: Mapping[str, PlaceThen] = field(repr=False)
    released_on: date | None = None
    """The day of the release; None for a curriculum as it stands in its folder."""

    @property
    def english(self) -> Mapping[str, Words]:
        """Give the words that all other languages follow."""
        return self.texts.get(SOURCE.tag, {})

    def words_shown(self, path: str, tag: str) -> Words | None:
        """Give the words of a unit as a locale's readers met them, which are English where it had none."""
        return self.texts.get(tag, {}).get(path) or self.english.get(path)


def paths_of(module: Module) -> dict[str, str]:
    """Name every unit of a module by its path, each with the name that `Edition.units` gives it."""
    return {f"{module.slug}/{unit}": name for unit, name in unit_names(module).items()}
