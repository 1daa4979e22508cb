"""The figures' commands: count them, draw the monthly report, write the open data."""

from __future__ import annotations

import time
from pathlib import Path

import click
from flask.cli import AppGroup

from app.core.i18n import LOCALES
from app.figures.errors import NoSuchFigures
from app.figures.open_data import LICENCES, open_data
from app.figures.reports import make_report, newest_month
from app.figures.services import count_figures

figure_commands = AppGroup("figures", help="Count the figures, draw reports and write open data.")


@figure_commands.command("count")
def count() -> None:
    """Count all figures from the records; the worker does so by itself once a month is over."""
    began = time.monotonic()
    click.echo(f"{count_figures()} sheets in {time.monotonic() - began:.1f} s.")


@figure_commands.command("report")
@click.option("--month", help="As 2026-03; default: the newest that is told of.")
@click.option("--locale", "tag", type=click.Choice([one.tag for one in LOCALES]), help="Beside English.")
def report(month: str | None, tag: str | None) -> None:
    """Draw the report of a month as PDF and keep it for the page of figures."""
    wanted = month or newest_month()
    try:
        if wanted is None:
            raise NoSuchFigures
        click.echo(make_report(wanted, tag))
    except NoSuchFigures as fault:
        raise click.ClickException(f"Nothing is told of {wanted or 'any month'}: count first.") from fault


@figure_commands.command("open-data")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the files.")
@click.option("--licence", type=click.Choice(sorted(LICENCES)), default="CC-BY-4.0", show_default=True)
def write_open_data(out: Path, licence: str) -> None:
    """Write all that is told as CSV with a Frictionless data package."""
    out.mkdir(parents=True, exist_ok=True)
    for name, content in open_data(licence).items():
        (out / name).write_bytes(content)
        click.echo(f"{len(content):>9} bytes  {name}")
