"""The course's commands: check it, see how far its texts have come, note changes and reviews."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

import click
from flask import current_app
from flask.cli import AppGroup

from app.core import clock
from app.core.i18n import LOCALES, SOURCE, Locale
from app.course.back import load_back
from app.course.catalogue import Course, State
from app.course.corpus import Shelf, all_findings, read_corpus
from app.course.digests import SHORT
from app.course.errors import BrokenCourse, BrokenRelease, NoSuchUnit
from app.course.fact_loader import load_facts
from app.course.facts import FactBook
from app.course.glossary import Glossary, load_glossary
from app.course.interface import InterfaceCount, count_interface, wanted_messages
from app.course.loader import load_course
from app.course.po_cli import po_commands
from app.course.releasing import Standing, standing_of
from app.course.report import report as written_report
from app.course.services import review_texts, stamp_texts
from app.course.sound import Sounds, SoundState, load_sounds, sound_coverage
from app.course.sound import table as sound_table
from app.course.totals import INTERFACE, Total, states_by_part, totals
from app.course.totals import table as totals_table
from app.course.units import FACTS, PICTURES, part_names, read_units
from app.course.wording import Finding, faults_in
from app.web.catalogues import sign_interface

course_commands = AppGroup("course", help="Check the course and keep the record of its texts.")
course_commands.add_command(po_commands)
_TAGS = click.Choice([locale.tag for locale in LOCALES])


def is_course_command(arguments: Sequence[str]) -> bool:
    """Tell whether a command line runs one of these commands, which must also start with a broken course."""
    return Path(arguments[0]).name in ("flask", "__main__.py") and "course" in arguments[1:]


@course_commands.command("check")
def check() -> None:
    """Read every file of the course and name all faults; count what else a reviewer should look at."""
    shelf = _shelf()
    course, found = shelf.course, _checked_wording(shelf)
    _check_back_translations(course)
    _loaded_sounds(course, shelf.book)
    lessons = [lesson for module in course.modules for lesson in module.lessons]
    cards = sum(len(lesson.cards) for lesson in lessons)
    questions = sum(len(module.questions) for module in course.modules)
    click.echo(f"Course {course.version} ({course.digest[:SHORT]}) has no faults.")
    click.echo(f"{len(course.modules)} modules, {len(lessons)} lessons, {cards} cards, {questions} questions.")
    for tag, findings in found.items():
        if findings and tag == SOURCE.tag:
            click.echo("\n".join([f"{tag}: {_in_words(findings)}.", *map(_warning, findings)]))
        elif findings:
            click.echo(f"{tag}: {_in_words(findings)}; read `flask course report --locale {tag}`.")


@course_commands.command("report")
@click.option(
    "--locale",
    "tag",
    type=click.Choice([locale.tag for locale in LOCALES if locale is not SOURCE]),
    required=True,
    help="The language to report on.",
)
@click.option("--module", "part", help="Report on one module, `facts`, `pictures` or `interface` instead of all.")
def report(tag: str, part: str | None) -> None:
    """Write for a reviewer how far a language is, what the checks saw, and which terms to confirm."""
    shelf = _shelf()
    if part not in (None, INTERFACE, *part_names(shelf.course)):
        raise click.ClickException(f"there is no module called {part}")
    click.echo(written_report(shelf, _locale(tag), part))


@course_commands.command("facts")
def facts() -> None:
    """Read every fact, name all faults, and list what is to be checked again, the oldest check first."""
    book, today = _loaded_facts(), clock.today()
    shown = sum(fact.is_publishable for fact in book.facts.values())
    stale = [fact for fact in book.facts.values() if fact.is_publishable and fact.is_stale(today)]
    click.echo(f"The facts have no faults. There are {len(book.facts)}, {shown} of which learners may see.")
    for fact in sorted(stale, key=lambda fact: (fact.checked_on, fact.id)):
        click.echo(f"{fact.checked_on} {fact.at.file}:{fact.at.line}: {fact.id}")


@course_commands.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def status(as_json: bool) -> None:
    """Count the texts of each language by how far they have come, with the facts, pictures and interface."""
    course, book, root = _loaded(), _loaded_facts(), _root()
    units = {locale.tag: read_units(root, course, book, locale).values() for locale in LOCALES}
    parts = {tag: states_by_part(found) for tag, found in units.items()}
    sounds = _loaded_sounds(course, book)
    heard = {tag: sound_coverage(found, sounds[tag]) for tag, found in units.items()}
    standing = str(_standing(course))
    wanted = wanted_messages(_translations().absolute().parent)
    interface = {locale.tag: count_interface(_translations(), locale, wanted) for locale in LOCALES}
    sums = {tag: totals(parts[tag], interface[tag]) for tag in parts}
    if as_json:
        more = {"standing": standing, "sound": {tag: _numbers(found, SoundState) for tag, found in heard.items()}}
        click.echo(json.dumps(_status(course, parts, interface, sums) | more, indent=2))
    else:
        click.echo("\n".join([*_table(parts), "", *totals_table(sums), "", *sound_table(heard)]))
        click.echo(f"\nCourse {course.version} ({course.digest[:SHORT]}): {standing}.")


@course_commands.command("stamp")
@click.option("--locale", "tag", type=_TAGS, help="Stamp one language instead of all.")
@click.option("--part", help="Stamp one module, `facts` or `pictures` instead of all.")
def stamp(tag: str | None, part: str | None) -> None:
    """Note every new or changed text as a draft made from the English of today."""
    course, root, book = _loaded(), _root(), _loaded_facts()
    if part not in (None, *part_names(course)):
        raise click.ClickException(f"there is no part called {part}")
    chosen = [locale for locale in LOCALES if tag in (None, locale.tag)]
    stamps = (stamp_texts(root=root, course=course, facts=book, locale=locale, part=part) for locale in chosen)
    paths = [path for written in stamps for path in written]
    for path in paths:
        click.echo(f"Wrote {path}")
    if not paths:
        click.echo("No text has changed since the last stamp.")


@course_commands.command("review")
@click.option("--locale", "tag", type=_TAGS, required=True, help="The language that was read.")
@click.option("--by", required=True, help="Who read it, by name.")
@click.argument("name")
def review(tag: str, by: str, name: str) -> None:
    """Note that a person has read texts: contract, contract/what-for, facts/values/th.wage, pictures, interface."""
    locale, course, book, today = _locale(tag), _loaded(), _loaded_facts(), clock.today()
    if name == INTERFACE:
        _sign_interface(locale, by)
        return
    try:
        units = review_texts(root=_root(), course=course, facts=book, locale=locale, name=name, by=by, on=today)
    except NoSuchUnit:
        raise click.ClickException(f"there is no text called {name} in {tag}") from None
    click.echo(f"{len(units)} texts in {tag} are reviewed by {by}.")


def _sign_interface(locale: Locale, by: str) -> None:
    """Sign a whole catalogue, unless some of what the application says is not in it."""
    folder = _translations()
    count = count_interface(folder, locale, wanted_messages(folder.absolute().parent))
    if locale is SOURCE or count.missing or count.fuzzy:
        what = (
            "is what the others are made from" if locale is SOURCE else f"lacks {count.missing + count.fuzzy} strings"
        )
        raise click.ClickException(f"the interface in {locale.tag} {what}; nothing was signed")
    click.echo(f"Wrote {sign_interface(folder, locale, by=by, on=clock.today())}")
    click.echo(f"{count.translated} strings of the interface in {locale.tag} are reviewed by {by}.")


def _locale(tag: str) -> Locale:
    return next(locale for locale in LOCALES if locale.tag == tag)


def _root() -> Path:
    return Path(current_app.config["CURRICULUM"])


def _loaded() -> Course:
    try:
        return load_course(_root())
    except BrokenCourse as broken:
        raise click.ClickException(str(broken)) from None


def _check_back_translations(course: Course) -> None:
    try:
        load_back(_root(), part_names(course))
    except BrokenCourse as broken:
        raise click.ClickException(str(broken)) from None


def _loaded_glossary() -> Glossary:
    try:
        return load_glossary(_root())
    except BrokenCourse as broken:
        raise click.ClickException(str(broken)) from None


def _shelf() -> Shelf:
    course, book = _loaded(), _loaded_facts()
    return Shelf(_root(), course, book, _loaded_glossary(), _translations())


def _checked_wording(shelf: Shelf) -> dict[str, list[Finding]]:
    """Check the words of every locale; those that are damaged stop the command as any fault does."""
    corpus = read_corpus(shelf)
    found = {locale.tag: all_findings(shelf, corpus, locale) for locale in LOCALES}
    faults = [fault for findings in found.values() for fault in faults_in(findings)]
    if faults:
        raise click.ClickException(str(BrokenCourse(faults)))
    return found


def _warning(finding: Finding) -> str:
    place = f"{finding.at.file}:{finding.at.line}: " if finding.at.file else ""
    return f"  {place}{finding.unit}: {finding.what}"


def _in_words(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.kind.value for finding in findings)
    noun = "warning" if len(findings) == 1 else "warnings"
    return f"{len(findings)} {noun} ({', '.join(f'{kind} {count}' for kind, count in sorted(counts.items()))})"


def _loaded_facts() -> FactBook:
    sectors = _loaded().sectors
    try:
        return load_facts(_root(), sectors)
    except BrokenCourse as broken:
        raise click.ClickException(str(broken)) from None


def _loaded_sounds(course: Course, book: FactBook) -> Sounds:
    try:
        return load_sounds(_root(), course, book)
    except BrokenCourse as broken:
        raise click.ClickException(str(broken)) from None


def _standing(course: Course) -> Standing:
    try:
        return standing_of(_root(), course)
    except BrokenRelease as broken:
        raise click.ClickException(str(broken)) from None


def _translations() -> Path:
    return Path(current_app.config.get("BABEL_TRANSLATION_DIRECTORIES") or _root().parent / "translations")


Counted = TypeVar("Counted", State, SoundState)
Parts = dict[str, dict[str, Counter[State]]]


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
