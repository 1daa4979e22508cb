"""The register's command: recall who was taught words that were corrected since."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.audit.rules import SYSTEM, Subject
from app.audit.services import record
from app.certificates.acts import RECALLED
from app.certificates.recall import Recalled, Verdict
from app.certificates.recalling import NothingOfThatName, Recall, recall, releases_in_words
from app.course.digests import SHORT
from app.course.errors import BrokenCourse, BrokenRelease

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_COLUMNS = ("number", "kind", "issued", "locale", "corridor", "version", "digest", "status", "class", "why")


@click.command("recall")
@click.argument("name", metavar="FACT-OR-TEXT")
@click.option("--since", type=_DAY, help="Only certificates issued from this day on, as in 2026-03-09.")
@click.option("--csv", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the list to a file.")
@with_appcontext
def recall_command(name: str, since: datetime | None, file: Path | None) -> None:
    """List the certificates of those who were taught a text or fact (contract/what-for/promise) corrected since."""
    found = _found(name, since.date() if since else None)
    counts = Counter(one.verdict for one in found.certificates)
    record(RECALLED, actor=SYSTEM, subject=Subject("text", name[:64]), detail={"certificates": counts.total()})
    click.echo("\n".join(_summary(found, counts)))
    if file:
        with file.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows([_COLUMNS, *map(_row, found.certificates)])
        click.echo(f"{file} holds the list.")
    else:
        for one in found.certificates:
            click.echo("  ".join(part or "-" for part in _row(one)))


def _found(name: str, since: date | None) -> Recall:
    try:
        return recall(Path(current_app.config["CURRICULUM"]), name, since)
    except NothingOfThatName:
        raise click.ClickException(f"no text and no fact of any release is called {name}") from None
    except (BrokenCourse, BrokenRelease) as broken:
        raise click.ClickException(str(broken)) from None


def _summary(found: Recall, counts: Counter[Verdict]) -> Iterator[str]:
    for version, tags in releases_in_words(found).items():
        yield f"{version} had other words than now in {tags}."
    for spell in found.spells:
        since = "before anybody noted it" if spell.since == date.min else str(spell.since)
        yield f"From {since} to {spell.until} it said: {' '.join((spell.said.text, *spell.said.phones))}"
    if not found.others and not found.spells:
        yield f"No release and no edit had other words of {found.name} than now."
    if found.learners is not None:
        yield f"Learners who met it under such a release, with or without a certificate: {found.learners}."
    yield f"Certificates: {', '.join(f'{counts[verdict]} {verdict}' for verdict in Verdict)}."


def _row(one: Recalled) -> tuple[str, ...]:
    issued = one.issued
    why = f"{one.verdict}{', wrong number on its back' if one.is_printed else ''}"
    return (
        issued.number,
        issued.kind,
        issued.issued_on.isoformat(),
        issued.locale,
        str(issued.corridor or "").strip("-"),
        issued.course_version,
        (issued.course_digest or "")[:SHORT],
        issued.status,
        issued.group or "",
        why,
    )
