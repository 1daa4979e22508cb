"""The course's commands: check it, see how far its texts have come, note changes and reviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import AppGroup

from app.core import clock
from app.core.i18n import LOCALES, SOURCE, Locale
from app.course.back import load_back
from app.course.corpus import Shelf, all_findings, read_corpus
from app.course.digests import SHORT
from app.course.errors import BrokenCourse, NoSuchUnit
from app.course.interface import count_interface, wanted_messages
from app.course.opening import curriculum, faults_told, opened_course, opened_facts, opened_shelf, translations
from app.course.po_cli import po_commands
from app.course.report import report as written_report
from app.course.services import review_texts, stamp_texts
from app.course.sound import load_sounds
from app.course.status_cli import status
from app.course.totals import INTERFACE
from app.course.units import part_names
from app.course.wording import Finding, faults_in
from app.web.catalogues import sign_interface

course_commands = AppGroup("course", help="Check the course and keep the record of its texts.")
course_commands.add_command(po_commands)
course_commands.add_command(status)
_LOCALES = {locale.tag: locale for locale in LOCALES}
_TAGS = click.Choice(list(_LOCALES))


def is_course_command(arguments: Sequence[str]) -> bool:
    """Tell whether a command line runs one of these commands, which must also start with a broken course."""
    return Path(arguments[0]).name in ("flask", "__main__.py") and "course" in arguments[1:]


@course_commands.command("check")
@faults_told()
def check() -> None:
    """Read every file of the course and name all faults; count what else a reviewer should look at."""
    shelf = opened_shelf()
    course, found = shelf.course, _checked_wording(shelf)
    load_back(shelf.root, part_names(course))
    load_sounds(shelf.root, course, shelf.book)
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
    type=click.Choice([tag for tag in _LOCALES if tag != SOURCE.tag]),
    required=True,
    help="The language to report on.",
)
@click.option("--module", "part", help="Report on one module, `facts`, `pictures` or `interface` instead of all.")
def report(tag: str, part: str | None) -> None:
    """Write for a reviewer how far a language is, what the checks saw, and which terms to confirm."""
    shelf = opened_shelf()
    if part not in (None, INTERFACE, *part_names(shelf.course)):
        raise click.ClickException(f"there is no module called {part}")
    click.echo(written_report(shelf, _LOCALES[tag], part))


@course_commands.command("facts")
def facts() -> None:
    """Read every fact, name all faults, and list what is to be checked again, the oldest check first."""
    book, today = opened_facts(opened_course()), clock.today()
    shown = sum(fact.is_publishable for fact in book.facts.values())
    stale = [fact for fact in book.facts.values() if fact.is_publishable and fact.is_stale(today)]
    click.echo(f"The facts have no faults. There are {len(book.facts)}, {shown} of which learners may see.")
    for fact in sorted(stale, key=lambda fact: (fact.checked_on, fact.id)):
        click.echo(f"{fact.checked_on} {fact.at.file}:{fact.at.line}: {fact.id}")


@course_commands.command("stamp")
@click.option("--locale", "tag", type=_TAGS, help="Stamp one language instead of all.")
@click.option("--part", help="Stamp one module, `facts` or `pictures` instead of all.")
def stamp(tag: str | None, part: str | None) -> None:
    """Note every new or changed text as a draft made from the English of today."""
    course, root = opened_course(), curriculum()
    book = opened_facts(course)
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
    locale, course = _LOCALES[tag], opened_course()
    if name == INTERFACE:
        _sign_interface(locale, by)
        return
    book = opened_facts(course)
    try:
        units = review_texts(
            root=curriculum(), course=course, facts=book, locale=locale, name=name, by=by, on=clock.today()
        )
    except NoSuchUnit:
        raise click.ClickException(f"there is no text called {name} in {tag}") from None
    click.echo(f"{len(units)} texts in {tag} are reviewed by {by}.")


def _sign_interface(locale: Locale, by: str) -> None:
    """Sign a whole catalogue, unless some of what the application says is not in it."""
    folder = translations()
    count = count_interface(folder, locale, wanted_messages(folder.absolute().parent))
    if locale is SOURCE or count.missing or count.fuzzy:
        what = (
            "is what the others are made from" if locale is SOURCE else f"lacks {count.missing + count.fuzzy} strings"
        )
        raise click.ClickException(f"the interface in {locale.tag} {what}; nothing was signed")
    click.echo(f"Wrote {sign_interface(folder, locale, by=by, on=clock.today())}")
    click.echo(f"{count.translated} strings of the interface in {locale.tag} are reviewed by {by}.")


def _checked_wording(shelf: Shelf) -> dict[str, list[Finding]]:
    """Check the words of every locale; those that are damaged stop the command as any fault does."""
    corpus = read_corpus(shelf)
    found = {locale.tag: all_findings(shelf, corpus, locale) for locale in LOCALES}
    faults = [fault for findings in found.values() for fault in faults_in(findings)]
    if faults:
        raise BrokenCourse(faults)
    return found


def _warning(finding: Finding) -> str:
    place = f"{finding.at.file}:{finding.at.line}: " if finding.at.file else ""
    return f"  {place}{finding.unit}: {finding.what}"


def _in_words(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.kind.value for finding in findings)
    noun = "warning" if len(findings) == 1 else "warnings"
    return f"{len(findings)} {noun} ({', '.join(f'{kind} {count}' for kind, count in sorted(counts.items()))})"
