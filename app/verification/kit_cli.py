"""Commands of the continuity kit: write one, and look through one."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.audit.rules import SYSTEM, Subject
from app.audit.services import record
from app.signing.errors import KeyProblem
from app.signing.keyring import fingerprint_of
from app.signing.present import present_keys
from app.verification.acts import KIT_WRITTEN
from app.verification.kit import Wishes, export_kit
from app.verification.kit_check import check_kit

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("export-kit")
@click.argument("out", type=_FOLDER)
@click.option("--with-credentials", is_flag=True, help="Put in the credentials that count, which hold names.")
@click.option("--with-chain", is_flag=True, help="Put in all that the log's hashes cover: ids of people, and digests.")
@with_appcontext
def export_command(out: Path, with_credentials: bool, with_chain: bool) -> None:
    """Write a signed folder with which certificates are checked when this service is gone for good."""
    if with_credentials or with_chain:
        click.echo("This kit will hold personal data: keep it as you keep the register.", err=True)
    try:
        made = export_kit(out, Wishes(with_credentials, with_chain))
    except KeyProblem as problem:
        raise click.ClickException(str(problem.message)) from None
    holds = {"events": made.size, "credentials": with_credentials, "chain": with_chain}
    record(KIT_WRITTEN, actor=SYSTEM, subject=Subject("register", made.issuer), detail=holds)
    trust = present_keys().trust
    click.echo(f"{out} holds the kit of {made.issuer}, with {made.size} events, of {made.at}.")
    if trust:
        click.echo(f"Fingerprint of the root, to be told by another way than the folder: {fingerprint_of(trust.root)}")


@click.command("check-kit")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--fingerprint", help="Of the issuer's root, heard by another way than the folder.")
@with_appcontext
def check_command(folder: Path, fingerprint: str | None) -> None:
    """Say who signed a kit, and name each file that was changed since."""
    try:
        walk = check_kit(folder, fingerprint)
    except KeyProblem as problem:
        raise click.ClickException(str(problem.message)) from None
    for fault in walk.faults:
        click.echo(fault)
    counts = f"{walk.files} files, {walk.events} events, {walk.checkpoints} checkpoints"
    if walk.faults:
        raise click.ClickException(f"{len(walk.faults)} faults in {counts}.")
    click.echo(f"The kit of {walk.issuer} of {walk.made_at} is as it was signed: {counts}.")


KIT_COMMANDS = (export_command, check_command)
"""What verification adds to `flask register`."""
