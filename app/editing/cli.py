"""The editors' commands: what is to be checked, what journeys lack, and writing edits into the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.core import clock
from app.core.i18n import SOURCE
from app.course.corridor import Corridor, UnknownCorridor, parse_corridor
from app.course.errors import BrokenCourse
from app.course.queries import course, facts
from app.editing.fact_writing import export_edits
from app.editing.journeys import RISKS, JourneyReport, Stand, report_on
from app.editing.queries import all_edits
from app.editing.watch import PAIRS, SOON, cards_by_placeholder, due

facts_commands = AppGroup("facts", help="See which facts are to be checked, and write what editors decided.")


@facts_commands.command("due")
@click.option("--days", default=SOON, show_default=True, type=click.IntRange(0, 3650), help="Look so many days ahead.")
def due_facts(days: int) -> None:
    """List the facts learners may see whose check has run out or will soon, the oldest check first."""
    book, today = facts(), clock.today()
    found = due(book, today, days)
    for fact in found:
        mark = "stale" if fact.is_stale(today) else "until"
        click.echo(f"{mark} {fact.good_until} {fact.id} ({fact.at.file}:{fact.at.line})")
    click.echo(f"{len(found)} facts are to be checked within {days} days.")


@facts_commands.command("lacks")
@click.argument("journey", required=False)
@click.option("--all", "every", is_flag=True, help="Print one line for each journey of the course.")
def lacks(journey: str | None, every: bool) -> None:
    """Say what a journey has no answer to, the highest risk first: KH-TH, or KH-TH-farm for a kind of work."""
    if every == (journey is not None):
        raise click.UsageError("name a journey, as in KH-TH, or write --all")
    if every:
        click.echo("\n".join(_table()))
        return
    click.echo("\n".join(_lacking(_report(_corridor(journey or ""), cards_by_placeholder(course())))))


@facts_commands.command("export")
def export() -> None:
    """Write every edit in force into the files of the facts, and name the files that were written."""
    root = Path(current_app.config["CURRICULUM"])
    try:
        paths = export_edits(root, course().sectors, all_edits())
    except BrokenCourse as broken:
        raise click.ClickException(f"{broken}\nNothing was written.") from None
    for path in paths:
        click.echo(f"Wrote {path}")
    if not paths:
        click.echo("The files hold every edit already.")


def _corridor(journey: str) -> Corridor:
    try:
        corridor = parse_corridor(journey, course().sectors)
    except UnknownCorridor as unknown:
        raise click.UsageError(str(unknown)) from None
    if corridor.pair is None:
        raise click.UsageError("name both ends of the journey, as in KH-TH")
    return corridor


def _report(corridor: Corridor, cards: Mapping[str, int]) -> JourneyReport:
    return report_on(facts(), corridor, SOURCE.tag, clock.today(), cards)


def _lacking(report: JourneyReport) -> Iterator[str]:
    for one in report.lacking:
        known = f"; known and not shown: {', '.join(fact.id for fact in one.held_back)}" if one.held_back else ""
        yield f"{one.placeholder.risk} {one.placeholder.name}: {one.placeholder.describe} ({one.cards} cards){known}"
    names = ", ".join(one.placeholder.name for one in report.missing_help) or "none"
    yield f"Help lines that nobody answers: {names}."
    yield f"{len(report.lacking)} of {len(report.answers)} places lack an answer on {report.corridor.pair}."


def _table() -> Iterator[str]:
    yield "journey  answered  stale  doubted  lack A  lack B  lack C  help"
    cards = cards_by_placeholder(course())
    for corridor in PAIRS:
        report = _report(corridor, cards)
        counts = [report.count(stand) for stand in (Stand.ANSWERED, Stand.STALE, Stand.DOUBTED)]
        counts += [report.count(Stand.LACKING, risk) for risk in RISKS]
        columns = zip((*counts, len(report.missing_help)), (8, 5, 7, 6, 6, 6, 4), strict=True)
        yield "  ".join([f"{corridor.pair:7}", *(f"{count:{width}}" for count, width in columns)])
