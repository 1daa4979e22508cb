"""Commands of the register: walk it, sign what stands in it, prove that one certificate is among it."""

from __future__ import annotations

import json

import click
from flask.cli import AppGroup

from app.certificates.checking import check_register
from app.certificates.checkpointing import keep_checkpoint
from app.certificates.proofs import NotInLog, proof_for
from app.signing.errors import KeyProblem

register_commands = AppGroup("register", help="Check the register of certificates and its log.")


@register_commands.command("check")
def check() -> None:
    """Recompute everything, and name each certificate, event or checkpoint that was altered, lost or moved."""
    walk = check_register()
    for fault in walk.faults:
        click.echo(fault)
    counts = f"{walk.certificates} certificates, {walk.events} events, {walk.checkpoints} checkpoints"
    if walk.faults:
        raise click.ClickException(f"{len(walk.faults)} faults in {counts}.")
    click.echo(f"All is as it was written: {counts}.")


@register_commands.command("checkpoint")
def checkpoint() -> None:
    """Sign what stands in the log today; a second time on one day it only shows what was signed."""
    try:
        kept = keep_checkpoint()
    except KeyProblem as problem:
        raise click.ClickException(str(problem.message)) from None
    click.echo(kept.note, nl=False)


@register_commands.command("proof")
@click.argument("number")
def proof(number: str) -> None:
    """Print what proves to anybody, without the register, that a certificate's issue is under the last checkpoint."""
    try:
        click.echo(json.dumps(proof_for(number), indent=1))
    except NotInLog as problem:
        raise click.ClickException(str(problem)) from None
