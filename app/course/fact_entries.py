"""Reads the facts of each country from ``curriculum/facts/countries/``, and how long a check of each kind holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.course.corridor import COUNTRIES
from app.course.documents import Fields, read_fields, read_required
from app.course.fact_catalogue import Confidence, Fact, PastEdit, Source
from app.course.phone_entries import read_phone
from app.course.reading import Reading, files_in

REGIONS = ("GMS", "GULF", "INT")
"""Codes of files whose facts belong to no one country."""

_NEVER = "never"


@dataclass(frozen=True, slots=True)
class ShelfLives:
    """For how many days a check holds: by the name of a shelf life (None for ever), and which name each kind has."""

    days: Mapping[str, int | None]
    kinds: Mapping[str, str]

    def is_longer(self, name: str, than: str) -> bool:
        """Tell whether one shelf life is longer than another."""
        own, other = self.days[name], self.days[than]
        return other is not None and (own is None or own > other)


def read_shelf_lives(reading: Reading, folder: Path) -> ShelfLives:
    """Read ``shelf_lives.yaml``; a kind whose shelf life nobody defined is left out, with a fault."""
    fields = read_required(
        reading, folder / "shelf_lives.yaml", "say in it how long a check of each kind of fact holds"
    )
    lives, kinds = (fields.block("lives"), fields.block("kinds")) if fields else (None, None)
    days = {name: _days(lives, name) for name in lives.names} if lives else {}
    named = {kind: kinds.one_of(kind, days) for kind in kinds.names} if kinds else {}
    return ShelfLives(days, {kind: name for kind, name in named.items() if name in days})


def read_entries(reading: Reading, folder: Path, lives: ShelfLives, sectors: Collection[str]) -> dict[str, Fact]:
    """Read every fact of every country by its id."""
    entries: dict[str, Fact] = {}
    for path in files_in(folder / "countries"):
        for fact in _entries_of(reading, path, lives, sectors):
            if fact.id in entries:
                first = entries[fact.id].at
                reading.fault(
                    fact.at, f"`{fact.id}` is also in {first.file}:{first.line}", "give one of them its own id"
                )
            entries.setdefault(fact.id, fact)
    return entries


def _entries_of(reading: Reading, path: Path, lives: ShelfLives, sectors: Collection[str]) -> Iterator[Fact]:
    country = path.stem.upper()
    if path.suffix != ".yaml" or country not in (*COUNTRIES, *REGIONS):
        known = ", ".join(code.lower() for code in (*COUNTRIES, *REGIONS))
        reading.fault(reading.place(path), "no country has this name", f"call the file <code>.yaml, one of {known}")
        return
    fields = read_fields(reading, path)
    for name, entry in fields.all_blocks().items() if fields else ():
        yield _entry(reading, entry, name, country, lives, sectors)


def _entry(
    reading: Reading, fields: Fields, name: str, country: str, lives: ShelfLives, sectors: Collection[str]
) -> Fact:
    kind = fields.one_of("kind", lives.kinds)
    life = _shelf_life(reading, fields, lives, kind)
    fact = Fact(
        id=name,
        country=country,
        kind=kind,
        confidence=fields.choice("confidence", Confidence),
        text=fields.prose("text"),
        value=fields.text("value"),
        shelf_life=life,
        days=lives.days.get(life),
        source=_source(reading, fields),
        checked_on=fields.day_or_none("checked_on"),
        checked_by=fields.text_or_none("checked_by"),
        called_on=fields.day_or_none("called_on"),
        retired_on=fields.day_or_none("retired_on"),
        sectors=fields.some_of("sectors", sectors),
        phones=tuple(read_phone(reading, part) for part in fields.blocks("phones")) if "phones" in fields.names else (),
        note=fields.text_or_none("note"),
        contradicts=fields.text_or_none("contradicts"),
        warning=fields.text_or_none("warning"),
        history=tuple(_past_edit(part) for part in fields.blocks("history")) if "history" in fields.names else (),
        at=fields.at,
    )
    fields.refuse_others()
    if fact.source and fact.source.url and fact.checked_on is None:
        reading.fault(fact.at, f"`{name}` has a source and no day of a check", "add `checked_on:`, the day it was read")
    return fact


def _past_edit(part: Fields) -> PastEdit:
    was = part.block("was") if "was" in part.names else None
    edit = PastEdit(
        key=part.text("edit"),
        on=part.day_or_none("day") or date.min,
        by=part.text("by"),
        act=part.text("act"),
        note=part.text_or_none("note"),
        was={name: was.text(name) for name in was.names} if was else {},
    )
    part.refuse_others()
    return edit


def _shelf_life(reading: Reading, fields: Fields, lives: ShelfLives, kind: str) -> str:
    usual = lives.kinds.get(kind, "")
    if "shelf_life" not in fields.names:
        return usual
    own = fields.one_of("shelf_life", lives.days)
    if own in lives.days and usual and lives.is_longer(own, usual):
        reading.fault(
            fields.at.of("shelf_life"),
            f"`{own}` is longer than `{usual}`, the shelf life of the kind `{kind}`",
            "a fact may have a shorter shelf life than its kind and never a longer one",
        )
    return own


def _source(reading: Reading, fields: Fields) -> Source | None:
    if "source" not in fields.names or (part := fields.block("source")) is None:
        return None
    source = Source(part.text("title"), part.text_or_none("url"), part.text_or_none("date"))
    part.refuse_others()
    if source.url is not None and not source.url.startswith(("https://", "http://")):
        reading.fault(part.at.of("url"), f"`{source.url}` is no web address", "begin it with https://")
    return source


def _days(lives: Fields, name: str) -> int | None:
    return None if lives.text(name) == _NEVER else lives.number(name)
