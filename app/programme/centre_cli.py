"""Commands for the operator: where classes may meet."""

from __future__ import annotations

from zoneinfo import available_timezones

import click
from flask.cli import AppGroup

from app.programme.centre_models import Centre
from app.programme.centres import add_centre, all_centres, close_centre

centre_commands = AppGroup("centre", help="Say where classes meet.")


@centre_commands.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--time-zone", required=True, help="As the IANA names it: Asia/Phnom_Penh.")
@click.option("--province", help="Where it is.")
def add(code: str, name: str, time_zone: str, province: str | None) -> None:
    """Add a centre under a short code, which stays for good: PNH-01."""
    code = code.strip().upper()
    if not 1 <= len(code) <= Centre.code.type.length:
        raise click.ClickException(f"{code}: a code has 1 to {Centre.code.type.length} signs.")
    if time_zone not in available_timezones():
        raise click.ClickException(f"{time_zone}: there is no such time zone; use one like Asia/Phnom_Penh.")
    if any(centre.code == code for centre in all_centres()):
        raise click.ClickException(f"{code}: there is a centre with this code. 'flask centre list' shows them.")
    centre = add_centre(code=code, name=name.strip(), province=province, time_zone=time_zone)
    click.echo(f"Added {_line(centre)}")


@centre_commands.command("list")
def list_centres() -> None:
    """List all centres, those that are closed too."""
    for centre in all_centres():
        click.echo(_line(centre))


@centre_commands.command("close")
@click.argument("code")
def close(code: str) -> None:
    """Let no new class meet at a centre; its classes go on."""
    centre = next((centre for centre in all_centres() if centre.code == code.strip().upper()), None)
    if centre is None:
        raise click.ClickException(f"{code}: there is no such centre. 'flask centre list' shows which there are.")
    close_centre(centre=centre)
    click.echo(f"Closed {_line(centre)}")


def _line(centre: Centre) -> str:
    state = "" if centre.is_open else "; closed"
    return f"{centre.code}  {centre.name} ({centre.time_zone}{state})"
