"""Loads the course: reads the curriculum folder, checks it, and puts it together or refuses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from app.core.i18n import LOCALES, SOURCE
from app.course.catalogue import Course, Edition
from app.course.checks import faults_of
from app.course.digests import course_digest, edition_digest, structure_digest
from app.course.errors import BrokenCourse
from app.course.reading import Drafts, Reading
from app.course.status import Record, read_records, with_states
from app.course.structure import Structure, read_slot_names, read_structure
from app.course.texts import check_files, read_edition


def load_course(root: Path, drafts: Drafts | None = None) -> Course:
    """Load the course from a curriculum folder; raise BrokenCourse with every fault where there is any.

    Drafts are read in the stead of the files they are meant for.
    """
    reading = Reading(root.absolute(), drafts=drafts or {})
    structure, slots = read_structure(reading), read_slot_names(reading)
    check_files(reading, structure.modules)
    editions = {locale.tag: read_edition(reading, structure.modules, locale) for locale in LOCALES}
    records = {locale.tag: read_records(reading, structure.modules, locale) for locale in LOCALES}
    faults = [*reading.faults, *faults_of(structure.modules, editions, slots)]
    if faults:
        raise BrokenCourse(faults)
    return _assembled(structure, editions, records)


def _assembled(
    structure: Structure, editions: Mapping[str, Edition], records: Mapping[str, Mapping[str, Record]]
) -> Course:
    base = structure_digest(structure.version, structure.sectors, structure.modules)
    english = editions[SOURCE.tag]
    stated = {tag: with_states(edition, english, records[tag]) for tag, edition in editions.items()}
    return Course(
        version=structure.version,
        digest=course_digest(base, editions),
        modules=structure.modules,
        sectors=structure.sectors,
        editions={
            tag: replace(edition, digest=edition_digest(base, english, edition)) for tag, edition in stated.items()
        },
    )
