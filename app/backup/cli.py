"""Commands of operators: a backup is made, checked and brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from app.backup.errors import BackupProblem
from app.core import clock
from app.printing.door import behind
from app.signing.errors import KeyProblem
from app.signing.keyfiles import check_private

backup_commands = AppGroup("backup", help="A copy of everything but the secrets, checked, and brought back.")
_FILE = click.Path(dir_okay=False, path_type=Path)
_THERE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _opening(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take what opens a locked backup."""
    passphrase = click.option("--passphrase-file", type=_THERE, help="The file that holds the passphrase.")
    identity = click.option("--identity-file", type=_THERE, help="The file that holds the private key (age or SSH).")
    return passphrase(identity(command))


@backup_commands.command("create")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--to", "recipients", multiple=True, help="A public key that may open it: age1… or ssh-…; repeatable.")
@click.option("--passphrase-file", type=_THERE, help="Lock it with the passphrase in this file (small backups).")
def create(target: Path, recipients: tuple[str, ...], passphrase_file: Path | None) -> None:
    """Write a backup into TARGET, a new file or a folder that is there; the service may go on running."""
    if recipients and passphrase_file:
        raise click.UsageError("Lock it to public keys or with a passphrase, not both.")
    if target.is_dir():
        target /= f"waymark-{clock.now():%Y%m%dT%H%M%SZ}.backup"
    with _in_words():
        manifest = _services().create(target, recipients=recipients, passphrase=_read(passphrase_file))
    click.echo(target)
    click.echo(_told(manifest), err=True)
    if not recipients and passphrase_file is None:
        click.echo("It is not locked: keep it where nobody else reads, or lock it with --to.", err=True)


@backup_commands.command("verify")
@click.argument("source", type=_FILE)
@_opening
def verify(source: Path, passphrase_file: Path | None, identity_file: Path | None) -> None:
    """Read the backup SOURCE from end to end, compare all of it, and touch nothing."""
    with _in_words():
        manifest = _services().verify(source, _unlocking(passphrase_file, identity_file))
    click.echo(f"All is as it was written. {_told(manifest)}")


@backup_commands.command("restore")
@click.argument("source", type=_FILE)
@_opening
@click.option("--replace", is_flag=True, help="Put it in the place of the records that are there.")
@click.option("--without-records-key", is_flag=True, help="Even if sealed records in it can never be read again.")
def restore(
    source: Path, passphrase_file: Path | None, identity_file: Path | None, replace: bool, without_records_key: bool
) -> None:
    """Bring the backup SOURCE back, all or nothing, and check the register. Stop the service first."""
    with _in_words():
        done = _services().restore(
            source,
            _unlocking(passphrase_file, identity_file),
            replace=replace,
            any_records_key=without_records_key,
        )
    click.echo(_told(done.manifest))
    if done.kept:
        click.echo(f"The database that was there is kept as {done.kept}.")
    for name in done.files:
        click.echo(f"Put back: {name}")
    if done.migrated_from:
        click.echo(f"Brought up from revision {done.migrated_from}.")
    _tell_walk(done.walk)


def _tell_walk(walk: Any) -> None:
    for fault in walk.faults:
        click.echo(fault)
    counts = f"{walk.certificates} certificates, {walk.events} events, {walk.checkpoints} checkpoints"
    if walk.faults:
        raise click.ClickException(
            f"The backup is restored, and its register has {len(walk.faults)} faults in {counts}."
        )
    click.echo(f"The register is as it was written: {counts}.")


def _told(manifest: Any) -> str:
    rows = sum(manifest.rows.values())
    return (
        f"Made on {manifest.made_at} of {manifest.database} at revision {manifest.revision}: "
        f"{len(manifest.rows)} tables, {rows} rows, {len(manifest.members)} files, {len(manifest.keys)} keys by name."
    )


def _services() -> Any:
    return behind("app.backup.services")


def _unlocking(passphrase_file: Path | None, identity_file: Path | None) -> Any:
    return _services().Unlocking(_read(passphrase_file), identity_file)


def _read(path: Path | None) -> str | None:
    """Read a passphrase; others may not read its file."""
    if path is None:
        return None
    check_private(path)
    return path.read_text(encoding="utf-8").rstrip("\n")


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except BackupProblem as problem:
        raise click.ClickException(str(problem)) from None
    except KeyProblem as problem:
        raise click.ClickException(str(problem.message)) from None
