"""Carries what reviewers decided into the files of the curriculum: agreed words, sign-offs, back-translations.

Each reads the files as they are now, not as the application was started with, and may be run again at any time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.i18n import Locale
from app.course.back import BackNote, back_file, read_back_notes, written_back
from app.course.catalogue import Course, State
from app.course.digests import SHORT
from app.course.fact_loader import load_facts
from app.course.facts import FactBook
from app.course.loader import load_course
from app.course.reading import Reading
from app.course.refusals import Refusal, WordsRefused
from app.course.services import note_reviews
from app.course.status import Record, reviewed
from app.course.units import Unit, read_units
from app.course.writing import write_units
from app.reviewing.queries import entries_by_unit, signing_names, usernames
from app.reviewing.rules import Entry, Standing, judged, last_reading_back
from app.reviewing.texts import words_of

Entries = Mapping[str, Sequence[Entry]]


@dataclass(frozen=True, slots=True)
class Library:
    """The curriculum as its files are at this moment."""

    root: Path
    course: Course
    book: FactBook

    def units(self, locale: Locale) -> dict[str, Unit]:
        """Give every text of a language; what was noted of them is read anew."""
        return read_units(self.root, self.course, self.book, locale)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which files were written, and which words could not be."""

    paths: Sequence[Path]
    refused: Sequence[Refusal] = ()


def open_library(root: Path) -> Library:
    """Read the curriculum; raise BrokenCourse where it has faults."""
    course = load_course(root)
    return Library(root, course, load_facts(root, course.sectors))


def write_agreed(*, library: Library, locale: Locale) -> Outcome:
    """Write the suggestions that were agreed on into the text files; the new words are drafts that wait for an accept.

    Words that may not be written any more, because the English changed, are left out and told.
    """
    units, entries = library.units(locale), entries_by_unit(locale)
    changes = {path: words for path, unit in units.items() if (words := _agreed(unit, entries.get(path, ())))}
    refused: list[Refusal] = []
    while changes:
        try:
            return Outcome(write_units(library.root, locale, changes), refused)
        except WordsRefused as problem:
            bad = {refusal.path for refusal in problem.refusals} & set(changes)
            if not bad:
                raise
            refused += problem.refusals
            changes = {path: words for path, words in changes.items() if path not in bad}
    return Outcome([], refused)


def write_sign_offs(*, library: Library, locale: Locale, with_names: bool = False) -> list[Path]:
    """Write the sign-offs in force into the status files, bound to the words; one that is there already stays.

    Reviewers stand there by their sign-in names, or ``with_names`` by the names they gave for it.
    """
    units, entries = library.units(locale), entries_by_unit(locale)
    firsts = {path: first for path, unit in units.items() if (first := _first_accept(unit, entries.get(path, ())))}
    people = usernames(entry.staff_id for entry in firsts.values())
    people |= signing_names(locale) if with_names else {}
    signed = {path: _record(units[path], people[entry.staff_id], entry) for path, entry in firsts.items()}
    return note_reviews(root=library.root, units=units, locale=locale, signed=signed)


def write_back_translations(*, library: Library, locale: Locale) -> list[Path]:
    """Write the newest back-translation of each text, unless the file has one of newer words."""
    units, entries = library.units(locale), entries_by_unit(locale)
    parts = dict.fromkeys(units[path].part for path in entries if path in units)
    found = (_write_part(library.root, locale, part, units, entries) for part in parts)
    return [path for path in found if path]


def _agreed(unit: Unit, entries: Sequence[Entry]) -> dict[str, str]:
    """Put the agreed passages of a unit together; of two for one passage the one agreed on last."""
    taken = judged(entries, words_of(unit)).taken
    return {name: words for entry in taken for name, words in (entry.passages or {}).items()}


def _first_accept(unit: Unit, entries: Sequence[Entry]) -> Entry | None:
    judgement = judged(entries, words_of(unit))
    if unit.state is State.REVIEWED or judgement.standing is not Standing.ACCEPTED:
        return None
    return judgement.accepts[0]


def _record(unit: Unit, name: str, entry: Entry) -> Record:
    return reviewed(unit.own_digest or "", unit.source_digest, by=name, on=entry.at.date())


def _write_part(root: Path, locale: Locale, part: str, units: Mapping[str, Unit], entries: Entries) -> Path | None:
    filed = read_back_notes(Reading(root.absolute()), part, locale)
    own = [unit for unit in units.values() if unit.part == part]
    newest = {unit.name: _newest(unit, filed.get(unit.name), entries.get(unit.path, ())) for unit in own}
    notes = _in_order({name: note for name, note in newest.items() if note}, filed)
    path, words = back_file(root, part, locale), written_back(notes)
    if notes == filed:
        return None
    path.parent.mkdir(exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return path


def _newest(unit: Unit, filed: BackNote | None, entries: Sequence[Entry]) -> BackNote | None:
    written = last_reading_back(entries)
    if written is None or (filed and filed.is_of(unit.own_digest or "") and written.seen.own != unit.own_digest):
        return filed
    return BackNote(written.seen.own[:SHORT], written.words or "")


def _in_order(notes: Mapping[str, BackNote], filed: Mapping[str, BackNote]) -> dict[str, BackNote]:
    """Keep what the file holds of texts that are gone, at its end."""
    return {**notes, **{name: note for name, note in filed.items() if name not in notes}}
