"""Commands of the entries by which the register is searched: `flask register entries`."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.register.rebuilding import compare_all, mend_all

entries = AppGroup("entries", help="The entries by which the register is searched.")
_SHOWN = 20


@entries.command("rebuild")
def rebuild() -> None:
    """Write anew every entry that is missing or differs from the register; nobody has to wait meanwhile."""
    done = mend_all()
    click.echo(f"{len(done.wrong)} of {done.certificates} entries written.")


@entries.command("check")
def check() -> None:
    """Compare every entry with the register, and name those that differ."""
    seen = compare_all()
    for number in seen.wrong[:_SHOWN]:
        click.echo(number)
    if seen.wrong:
        raise click.ClickException(
            f"{len(seen.wrong)} of {seen.certificates} entries differ; run: flask register entries rebuild"
        )
    click.echo(f"All {seen.certificates} entries say what the register says.")
