"""Takes the snapshot of a curriculum folder as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.i18n import LOCALES, Locale
from app.course.catalogue import Course
from app.course.digests import digest_of
from app.course.fact_catalogue import Fact
from app.course.fact_loader import load_facts
from app.course.facts import FactBook
from app.course.loader import load_course
from app.course.pictures import load_picture_texts
from app.course.snapshot import FactThen, PlaceThen, Snapshot, Words
from app.course.units import read_units


@dataclass(frozen=True, slots=True)
class Curriculum:
    """A curriculum folder and what was loaded from it."""

    root: Path
    course: Course
    facts: FactBook


def load_curriculum(root: Path) -> Curriculum:
    """Load a whole curriculum folder; raise BrokenCourse where anything in it is."""
    course = load_course(root)
    load_picture_texts(root)
    return Curriculum(root, course, load_facts(root, course.sectors))


def snapshot_of(curriculum: Curriculum) -> Snapshot:
    """Take the snapshot of a curriculum as it stands."""
    course, facts = curriculum.course, curriculum.facts
    shown = {fact.id for fact in facts.shown()}
    return Snapshot(
        version=course.version,
        digest=course.digest,
        modules=course.modules,
        sectors=course.sectors,
        texts={locale.tag: _words(curriculum, locale) for locale in LOCALES},
        facts={name: fact_then(fact, is_shown=name in shown) for name, fact in facts.facts.items()},
        places={one.name: PlaceThen(one.name, one.rows, one.sector) for one in facts.placeholders.values()},
    )


def fact_then(fact: Fact, *, is_shown: bool) -> FactThen:
    """Take down what is said of a fact; its digest leaves out the editors' own notes and the day of the check."""
    values: dict[str, Any] = {
        "id": fact.id,
        "country": fact.country,
        "kind": fact.kind,
        "text": fact.text,
        "value": fact.value,
        "confidence": fact.confidence.value,
        "source_title": fact.source.title if fact.source else None,
        "source_url": fact.source.url if fact.source else None,
        "sectors": fact.sectors,
        "phones": tuple(phone.number for phone in fact.phones),
    }
    return FactThen(**values, digest=digest_of(values), is_shown=is_shown, checked_on=fact.checked_on)


def _words(curriculum: Curriculum, locale: Locale) -> Mapping[str, Words]:
    units = read_units(curriculum.root, curriculum.course, curriculum.facts, locale)
    return {
        path: Words(unit.own, unit.own_digest, unit.state)
        for path, unit in units.items()
        if unit.own is not None and unit.own_digest is not None
    }
