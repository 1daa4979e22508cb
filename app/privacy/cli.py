"""Commands of data protection: what is kept, the retention run, a new key."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from app.privacy import showing
from app.privacy.applying import apply_terms
from app.privacy.queries import legal_bases, settled_terms
from app.privacy.resealing import reseal_all

privacy_commands = AppGroup("privacy", help="What is kept of people, why and how long; and its end.")


@privacy_commands.command("list")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text")
def list_kept(form: str) -> None:
    """Print of every column of every table what it holds, why and how long."""
    rows = list(showing.lines(settled_terms(), legal_bases()))
    if form == "csv":
        click.echo(showing.as_csv(rows), nl=False)
    elif form == "json":
        click.echo(showing.as_json(rows))
    else:
        for row in rows:
            days = "" if row.days is None else f" ({row.days} days)"
            click.echo(f"{row.table}.{row.column}: {row.holds}; {row.purpose}; {row.kept}{days}; {row.when_forgotten}")


@privacy_commands.command("apply")
@click.option("--dry-run", is_flag=True, help="Only count what has passed its term.")
def apply(dry_run: bool) -> None:
    """Delete or empty what has passed its term; the worker does the same each night."""
    for name, count in apply_terms(dry_run=dry_run).items():
        click.echo(f"{name}: {count}{' would end' if dry_run else ' ended'}")


@privacy_commands.command("reseal")
def reseal() -> None:
    """Seal with the present RECORDS_KEY whatever the key before it sealed; RECORDS_KEY_OLD_FILE names that one."""
    if not current_app.config.get("RECORDS_KEY_OLD"):
        raise click.ClickException("RECORDS_KEY_OLD_FILE is missing: name the file that holds the key until now.")
    done = reseal_all()
    click.echo(f"{done.rows} rows, {done.written} sealed anew.")
    if done.unreadable:
        some = "; ".join(done.unreadable[:20])
        raise click.ClickException(f"{len(done.unreadable)} can be opened with neither key: {some}.")
    click.echo("Nothing is left under the old key. Take RECORDS_KEY_OLD_FILE out of the settings, then destroy it.")
