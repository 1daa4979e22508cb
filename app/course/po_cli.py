"""The commands that give texts to translators as PO files, and take them back."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from app.core import clock
from app.core.i18n import LOCALES, SOURCE, Locale
from app.course.catalogue import Course
from app.course.errors import BrokenCourse, Fault
from app.course.fact_loader import load_facts
from app.course.facts import FactBook
from app.course.glossary import load_glossary
from app.course.loader import load_course
from app.course.opening import curriculum, faults_told
from app.course.po_export import exported
from app.course.po_import import Returned, opened, take
from app.course.po_notes import Notes
from app.course.refusals import WordsRefused
from app.course.units import Unit, below, part_names, read_units
from app.course.writing import write_units

po_commands = AppGroup("po", help="Give the texts to translators as PO files, and take them back.")
_TAGS = click.Choice([locale.tag for locale in LOCALES if locale is not SOURCE])


@po_commands.command("export")
@click.option("--locale", "tag", type=_TAGS, required=True, help="The language to export.")
@click.option("--module", "part", help="Export one module, `facts` or `pictures` instead of all.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A file, or a folder for a file a part.")
@faults_told()
def export(tag: str, part: str | None, out: Path) -> None:
    """Write the texts of a language for Poedit, Weblate or the tools of gettext."""
    locale = next(locale for locale in LOCALES if locale.tag == tag)
    course, book = _loaded()
    notes = Notes(course, book, load_glossary(curriculum()), locale)
    if part not in (None, *part_names(course)):
        raise click.ClickException(f"there is no part called {part}")
    units = list(read_units(curriculum(), course, book, locale).values())
    parts = [part] if part else list(part_names(course))
    for file, chosen in _files(out, parts, locale, units):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(exported(course, chosen, notes, clock.now()))
        click.echo(f"Wrote {file}: {sum(len(unit.source) for unit in chosen)} messages.")


@po_commands.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def take_back(files: tuple[Path, ...]) -> None:
    """Take translations back: every file is checked before a word is written, and only changed words are."""
    try:
        course, book = _loaded()
        returned = _checked(files, course, book)
        paths = [path for one in returned for path in write_units(curriculum(), one.locale, one.words)]
    except (BrokenCourse, WordsRefused) as broken:
        raise click.ClickException(f"Nothing was written. {broken}") from None
    for one in returned:
        for unit in one.unfinished:
            click.echo(f"{one.file}: {unit} is left out until every passage of it has words.")
    for path in dict.fromkeys(paths):
        click.echo(f"Wrote {path}")
    count = sum(len(words) for one in returned for words in one.words.values())
    click.echo(f"{count} passages changed; they are drafts until a reviewer signs them.")


def _checked(files: tuple[Path, ...], course: Course, book: FactBook) -> list[Returned]:
    """Read all files; raise BrokenCourse with what is wrong in any of them."""
    found: list[Returned] = []
    faults: list[Fault] = []
    for file in files:
        try:
            returned, entries = opened(file)
            take(returned, entries, read_units(curriculum(), course, book, returned.locale), curriculum(), book)
            found.append(returned)
        except BrokenCourse as broken:
            faults += broken.faults
    if faults:
        raise BrokenCourse(faults)
    return found


def _files(out: Path, parts: list[str], locale: Locale, units: list[Unit]) -> list[tuple[Path, list[Unit]]]:
    chosen = {part: below(units, part) for part in parts}
    if out.suffix == ".po" and not out.is_dir():
        return [(out, [unit for part in parts for unit in chosen[part]])]
    return [(out / f"{part}.{locale.disk}.po", chosen[part]) for part in parts]


def _loaded() -> tuple[Course, FactBook]:
    course = load_course(curriculum())
    return course, load_facts(curriculum(), course.sectors)
