"""The command that counts how far the texts of each language have come."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import TypeVar

import click
from flask.cli import with_appcontext

from app.core.i18n import LOCALES
from app.course.catalogue import Course, State
from app.course.digests import SHORT
from app.course.interface import InterfaceCount, count_interface, wanted_messages
from app.course.opening import curriculum, faults_told, opened_course, opened_facts, translations
from app.course.releasing import standing_of
from app.course.sound import SoundState, load_sounds, sound_coverage
from app.course.sound import table as sound_table
from app.course.totals import INTERFACE, Total, states_by_part, totals
from app.course.totals import table as totals_table
from app.course.units import FACTS, PICTURES, read_units

Counted = TypeVar("Counted", State, SoundState)
Parts = dict[str, dict[str, Counter[State]]]


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
@with_appcontext
@faults_told()
def status(as_json: bool) -> None:
    """Count the texts of each language by how far they have come, with the facts, pictures and interface."""
    course, root = opened_course(), curriculum()
    book = opened_facts(course)
    units = {locale.tag: read_units(root, course, book, locale).values() for locale in LOCALES}
    parts = {tag: states_by_part(found) for tag, found in units.items()}
    sounds = load_sounds(root, course, book)
    heard = {tag: sound_coverage(found, sounds[tag]) for tag, found in units.items()}
    standing = str(standing_of(root, course))
    wanted = wanted_messages(translations().absolute().parent)
    interface = {locale.tag: count_interface(translations(), locale, wanted) for locale in LOCALES}
    sums = {tag: totals(parts[tag], interface[tag]) for tag in parts}
    if as_json:
        more = {"standing": standing, "sound": {tag: _numbers(found, SoundState) for tag, found in heard.items()}}
        click.echo(json.dumps(_status(course, parts, interface, sums) | more, indent=2))
    else:
        click.echo("\n".join([*_table(parts), "", *totals_table(sums), "", *sound_table(heard)]))
        click.echo(f"\nCourse {course.version} ({course.digest[:SHORT]}): {standing}.")


def _status(
    course: Course, parts: Parts, interface: dict[str, InterfaceCount], sums: dict[str, dict[str, Total]]
) -> dict[str, object]:
    slugs = [module.slug for module in course.modules]
    return {
        "version": course.version,
        "digest": course.digest,
        "locales": {tag: {slug: _numbers(found[slug], State) for slug in slugs} for tag, found in parts.items()},
        **{
            part: {tag: _numbers(found.get(part, Counter()), State) for tag, found in parts.items()}
            for part in (FACTS, PICTURES)
        },
        INTERFACE: {tag: {**asdict(count), "reviewed": count.reviewed} for tag, count in interface.items()},
        "totals": {tag: {part: total.as_json() for part, total in found.items()} for tag, found in sums.items()},
    }


def _numbers(states: Counter[Counted], each: type[Counted]) -> dict[str, int]:
    return {state.value: states[state] for state in each}


def _table(parts: Parts) -> Iterator[str]:
    yield f"{'locale':<9}{'module':<14}" + "".join(f"{state:>10}" for state in State)
    for tag, found in parts.items():
        for part, states in found.items():
            yield f"{tag:<9}{part:<14}" + "".join(f"{states[state]:>10}" for state in State)
