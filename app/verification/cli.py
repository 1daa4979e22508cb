"""Commands about the lists of other issuers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from flask.cli import AppGroup

from app.signing.errors import KeyProblem
from app.signing.present import present_keys
from app.verification.peers import MOST_BYTES, Outcome, fetch_peers, signed_at, take_file

peers_commands = AppGroup("peers", help="Keep the lists of other issuers whose certificates are checked here.")


@peers_commands.command("list")
def list_peers() -> None:
    """List the other issuers, and of when their lists are."""
    for peer in present_keys().keyring.peers():
        moments = {name: signed_at(peer.issuer, name) for name in MOST_BYTES if name != "trust"}
        ages = [f"{name} list of {at:%Y-%m-%d %H:%M}" for name, at in moments.items() if at]
        trust = f"trust list {peer.number} of {peer.signed_at:%Y-%m-%d}"
        click.echo(f"{peer.issuer}: {', '.join([trust, *ages])}{'' if ages else ', no status list'}")


@peers_commands.command("fetch")
def fetch() -> None:
    """Fetch their lists from the addresses in their trust lists; the worker does it each hour."""
    _tell(fetch_peers())


@peers_commands.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_lists(files: tuple[Path, ...]) -> None:
    """Take lists that were carried here: trust.json, status.json, known.json or peers.json of another service."""
    try:
        _tell([one for path in files for one in take_file(path)])
    except KeyProblem as problem:
        raise click.ClickException(str(problem.message)) from None


def _tell(outcomes: Iterable[Outcome]) -> None:
    """Say what became of each list; fail where one was refused, so that whoever watches the command knows."""
    wrong = 0
    for one in outcomes:
        click.echo(f"{one.issuer} {one.name}: {one.said}")
        wrong += one.is_wrong
    if wrong:
        raise click.ClickException(f"{wrong} lists were not taken; the ones at hand are kept.")
