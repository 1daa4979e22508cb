"""Commands about other systems: `flask api`."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.api.errors import NameTaken
from app.api.models import ApiToken
from app.api.queries import all_clients, client_by_name, whole_client
from app.api.rules import LONGEST_DAYS, MOST_PER_MINUTE, STANDARD_DAYS, STANDARD_PER_MINUTE, Scope
from app.api.services import add_client, make_token, revoke_token
from app.core.database import db

api_commands = AppGroup("api", help="Systems of other authorities, and the tokens that let them in.")


@api_commands.command("list")
def list_clients() -> None:
    """Print the systems and their tokens; never a token itself."""
    for listed in all_clients():
        click.echo(f"{listed.client.name}: {listed.tokens} good tokens, {listed.dead} messages given up")
        for token in whole_client(listed.client).tokens:
            state = "revoked" if token.revoked_at else f"until {token.expires_at:%Y-%m-%d}"
            used = f"used {token.last_used_at:%Y-%m-%d}" if token.last_used_at else "never used"
            click.echo(f"  {token.id:>4} {token.start}… {' '.join(token.scopes)}; {state}; {used}")


@api_commands.command("add")
@click.argument("name")
@click.option("--contact", help="Whom to ask about it.")
def add(name: str, contact: str | None) -> None:
    """Add a system."""
    try:
        add_client(name=name, contact=contact)
    except NameTaken:
        raise click.ClickException(f"there is a system {name!r} already") from None
    click.echo(f"Added {name}. Now: flask api token {name!r} --scope verify")


@api_commands.command("token")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice([scope.value for scope in Scope]))
@click.option("--days", default=STANDARD_DAYS, show_default=True, type=click.IntRange(1, LONGEST_DAYS))
@click.option("--per-minute", default=STANDARD_PER_MINUTE, show_default=True, type=click.IntRange(1, MOST_PER_MINUTE))
def token(name: str, scopes: tuple[str, ...], days: int, per_minute: int) -> None:
    """Make a token for a system and print it; it is kept nowhere."""
    client = client_by_name(name)
    if client is None:
        raise click.ClickException(f"there is no system {name!r}; flask api list")
    chosen = {Scope(scope) for scope in scopes}
    if Scope.NAMES in chosen and Scope.CHANGES not in chosen:
        raise click.ClickException("changes:names needs changes as well")
    click.echo(make_token(client=client, scopes=chosen, days=days, per_minute=per_minute))


@api_commands.command("revoke")
@click.argument("token_id", type=int)
def revoke(token_id: int) -> None:
    """Revoke a token by the number that the list shows."""
    found = db.session.get(ApiToken, token_id)
    if found is None:
        raise click.ClickException(f"there is no token {token_id}; flask api list")
    revoke_token(token=found)
    click.echo(f"{found.start}… opens nothing any more.")
