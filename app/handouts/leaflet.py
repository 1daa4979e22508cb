"""What a leaflet says, as plain data: whatever is drawn is decided by it alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.course.facts import Wording


@dataclass(frozen=True, slots=True)
class Call:
    """A number on paper: what is dialled there, from abroad, and everything one should know before calling."""

    number: str
    what: tuple[Wording, ...]
    """What for."""
    country: Wording
    about: tuple[Wording, ...]
    """Who answers, when, in which languages."""
    abroad: str | None
    """How to dial it from abroad, or that this does not work."""
    source: str
    """Where we know it from, and when it was last checked."""
    checked: str
    """When it was last checked, in words."""
    is_emergency: bool


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact of the journey: what it is about, what is true, and where we know it from."""

    label: Wording
    text: Wording
    numbers: tuple[str, ...]
    """Numbers that belong to it, each with its country."""
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """What one card of the course says, in short."""

    kind: str
    title: str
    html: str
    lang: str
    facts: tuple[FactLine, ...] = ()
    asks: tuple[Wording, ...] = ()
    """What to ask about, where nothing is known or no journey was chosen."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of the course: its SVG, and what it shows."""

    svg: str
    says: Wording


@dataclass(frozen=True, slots=True)
class Part:
    """A lesson: its picture, its lines, and the one thing to do now."""

    title: Wording
    picture: Picture | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MustKnow:
    """The one thing of a module that nobody may get wrong."""

    question: str
    answer: str
    reason: str
    lang: str


@dataclass(frozen=True, slots=True)
class HelpBox:
    """Whom to call: numbers of the journey, or room to write them."""

    advice: Wording
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A module on paper."""

    locale: str
    slug: str
    title: Wording
    aim: Wording
    outcomes: tuple[str, ...]
    must_know: MustKnow | None
    news: tuple[FactLine, ...]
    help_box: HelpBox | None
    parts: tuple[Part, ...]
    journey: str | None
    """The corridor in words, where one was chosen."""
    day: date | None
    """The day whose facts it shows, where a corridor was chosen."""
    address: str
    version: str
    edition: str
    is_draft: bool
    words: Mapping[str, str]
    """The fixed sentences, by the keys of ``app.handouts.wording``."""

    def with_facts(self, most: int) -> Leaflet:
        """Keep so many facts of each label, the first ones; a label that loses all of them is asked about."""
        return replace(self, parts=tuple(_with_facts(part, most) for part in self.parts))

    def with_calls(self, most: int) -> Leaflet:
        """Keep the emergency numbers and so many others, the first ones."""
        if self.help_box is None:
            return self
        emergencies = tuple(call for call in self.help_box.calls if call.is_emergency)
        others = tuple(call for call in self.help_box.calls if not call.is_emergency)[:most]
        return replace(self, help_box=replace(self.help_box, calls=emergencies + others))

    @property
    def sources(self) -> tuple[str, ...]:
        """List where all that is said of the journey was read, each once; lines refer to their places here."""
        lines = (line for part in self.parts for line in part.lines)
        calls = self.help_box.calls if self.help_box else ()
        facts = (*self.news, *(fact for line in lines for fact in line.facts))
        return tuple(dict.fromkeys((*(call.source for call in calls), *(fact.source for fact in facts))))

    @property
    def short_address(self) -> str:
        """Give the address as people type it."""
        return self.address.partition("://")[2]


def _with_facts(part: Part, most: int) -> Part:
    return replace(part, lines=tuple(_line_with_facts(line, most) for line in part.lines))


def _line_with_facts(line: Line, most: int) -> Line:
    labels = tuple(dict.fromkeys(fact.label for fact in line.facts))
    kept = (fact for label in labels for fact in [fact for fact in line.facts if fact.label == label][:most])
    return replace(line, facts=tuple(kept), asks=line.asks if most else (*labels, *line.asks))
