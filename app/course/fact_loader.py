"""Loads the facts: reads ``curriculum/facts/``, checks it, and puts it together or refuses it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from app.core.i18n import LOCALES, Locale
from app.course.digests import digest_of
from app.course.documents import Fields, read_fields, read_required
from app.course.errors import BrokenCourse
from app.course.fact_catalogue import FactWords, Placeholder, Scope
from app.course.fact_checks import faults_of_facts
from app.course.fact_entries import read_entries, read_shelf_lives
from app.course.facts import FactBook
from app.course.reading import Drafts, Reading

_RISKS = ("A", "B", "C")


def load_facts(root: Path, sectors: Collection[str], drafts: Drafts | None = None) -> FactBook:
    """Load the facts from a curriculum folder; raise BrokenCourse with every fault where there is any.

    Drafts are read in the stead of the files they are meant for.
    """
    reading = Reading(root.absolute(), drafts=drafts or {})
    book = read_facts(reading, sectors)
    if reading.faults:
        raise BrokenCourse(reading.faults)
    return book


def read_facts(reading: Reading, sectors: Collection[str]) -> FactBook:
    """Read all that is known of the facts; what is wrong with them is noted in the reading.

    The sectors are the kinds of work of the course.
    """
    folder = reading.root / "facts"
    lives = read_shelf_lives(reading, folder)
    facts = read_entries(reading, folder, lives, sectors)
    placeholders = {one.name: one for one in _read_placeholders(reading, folder / "placeholders.yaml", sectors)}
    words = {locale.tag: text for locale in LOCALES if (text := _read_words(reading, folder / "text", locale))}
    for name in ("text", "status"):
        reading.check_names(folder / name, ".yaml")
    reading.faults.extend(faults_of_facts(facts, placeholders, words))
    return FactBook(_digest(folder), facts, placeholders, words)


def _read_placeholders(reading: Reading, path: Path, sectors: Collection[str]) -> Iterator[Placeholder]:
    fields = read_required(reading, path, "name in it every fact a card may ask for")
    for name, part in fields.all_blocks().items() if fields else ():
        if name.partition(".")[0] not in [*Scope]:
            reading.fault(part.at, f"`{name}` belongs to no part of a journey", f"begin it with {', '.join(Scope)}")
            continue
        yield _placeholder(part, name, sectors)


def _placeholder(fields: Fields, name: str, sectors: Collection[str]) -> Placeholder:
    rows = fields.block("rows") if "rows" in fields.names else None
    placeholder = Placeholder(
        name=name,
        describe=fields.text("describe"),
        risk=fields.one_of("risk", _RISKS),
        fallback=fields.text("fallback"),
        rows={key: rows.words(key) for key in rows.names} if rows else {},
        sector=fields.one_of("sector", sectors) if "sector" in fields.names else None,
        at=rows.at if rows else fields.at,
    )
    fields.refuse_others()
    return placeholder


def _read_words(reading: Reading, folder: Path, locale: Locale) -> FactWords | None:
    path = folder / f"{locale.disk}.yaml"
    fields = read_fields(reading, path) if reading.has(path) else None
    if fields is None:
        return None
    parts = fields.all_blocks()
    sections = {section: part.all_prose() for section, part in parts.items()}
    return FactWords(locale.tag, sections, {"": fields.at} | {section: part.at for section, part in parts.items()})


def _digest(folder: Path) -> str:
    """Digest every file but the records of reviews, which change nothing that a reader sees."""
    files = sorted(path for path in folder.rglob("*.yaml") if path.parent.name != "status")
    return digest_of([[path.relative_to(folder).as_posix(), path.read_text("utf-8", "replace")] for path in files])
