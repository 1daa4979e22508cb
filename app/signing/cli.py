"""Commands for whoever looks after the keys; the root's are run on a machine that is never on the network.

The way of a key: ``create`` on the server, ``request`` writes the list that should be signed, ``sign`` where the root
is, ``publish`` on the server. ``retire`` and ``revoke`` go the same way. A demo does it all at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import click
from flask import current_app
from flask.cli import AppGroup

from app.core import clock
from app.programme.queries import current_programme
from app.signing.algorithms import FileSigner
from app.signing.certificates import certified
from app.signing.errors import KeyProblem
from app.signing.keyfiles import SHORTEST_PASSPHRASE, unlock
from app.signing.keyring import Keyring, fingerprint_of
from app.signing.keys import Key, KeyState, Use
from app.signing.making import next_list, read_request, request_of
from app.signing.present import present_keys
from app.signing.trust import root_of, sign_trust_list

keys_commands = AppGroup("keys", help="Make, list, replace and withdraw the issuer's keys.")
_USES = click.Choice([use.value for use in (Use.QR, Use.VC, Use.PDF)])
_DAY = click.DateTime(formats=["%Y-%m-%d"])
_FILE = click.Path(dir_okay=False, path_type=Path)
Given = TypeVar("Given")


@keys_commands.command("list")
def list_keys() -> None:
    """List every key and how it stands."""
    keys = present_keys()
    if keys.trust:
        click.echo(f"{keys.trust.issuer}, list {keys.trust.number} of {keys.trust.signed_at:%Y-%m-%d}")
        click.echo(f"root {keys.trust.root.kid}, fingerprint {fingerprint_of(keys.trust.root)}")
    for key in keys.trust.keys if keys.trust else ():
        click.echo(_line(key))
    for key in keys.keyring.new_keys():
        click.echo(f"{_line(key)}, not on the list yet")
    for peer in keys.peers:
        click.echo(f"peer {peer.issuer}: list {peer.number}, {len(peer.keys)} keys")


@keys_commands.command("create")
@click.argument("use", type=_USES)
def create(use: str) -> None:
    """Make a key; it signs once the root has signed a list that names it."""
    keys = present_keys()
    key = _said(lambda: keys.keyring.create(Use(use), keys.passphrase(), on=clock.today()))
    click.echo(f"Made {_line(key)}. Next: flask keys request list.json")


@keys_commands.command("request")
@click.argument("file", type=_FILE)
@click.option("--retire", multiple=True, metavar="KID", help="Let this key sign no more; what it signed stays good.")
@click.option("--revoke", multiple=True, metavar="KID", help="Somebody else may have this key since today.")
def request(file: Path, retire: tuple[str, ...], revoke: tuple[str, ...]) -> None:
    """Write the list that the root should sign next."""
    _write_request(file, retire=retire, revoke=revoke)


@keys_commands.command("revoke")
@click.argument("kids", metavar="KID...", nargs=-1, required=True)
@click.option("--since", type=_DAY, help="From this day on nothing under the key is believed (2026-03-09); today.")
@click.option("--out", "file", type=_FILE, default=Path("list.json"), show_default=True)
def revoke(kids: tuple[str, ...], since: datetime | None, file: Path) -> None:
    """Write the list that says that somebody else may have these keys.

    Once the root has signed it, only what a checkpoint held before the day stays genuine.
    """
    day = since.date() if since else clock.today()
    _write_request(file, revoke=kids, since=day)
    click.echo(f"Under {', '.join(kids)} nothing will be believed from {day} on but what a checkpoint held before.")


@keys_commands.command("root")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="A folder kept off line.")
def root(out: Path) -> None:
    """Make the root, on the machine that is never on the network."""
    key = _said(lambda: Keyring(out).create(Use.ROOT, _asked_passphrase(new=True), on=clock.today()))
    (out / "root.json").write_text(json.dumps(key.to_json(), indent=1), encoding="utf-8")
    click.echo(f"Made {_line(key)} in {out}")
    click.echo(f"Fingerprint, to be read aloud to whoever pins it: {fingerprint_of(key)}")


@keys_commands.command("sign")
@click.argument("file", type=_FILE)
@click.option("--root", "folder", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--out", type=_FILE, required=True)
def sign(file: Path, folder: Path, out: Path) -> None:
    """Sign a list, on the machine of the root, after reading what it says."""
    root_key = Key.from_json(json.loads((folder / "root.json").read_text(encoding="utf-8")))
    trust = _said(lambda: next_list(read_request(json.loads(file.read_text(encoding="utf-8"))), root_key))
    click.echo(f"{trust.issuer}, list {trust.number}:")
    for key in trust.keys:
        click.echo(f"  {_line(key)}")
    click.confirm("Is this right?", abort=True)
    path = Keyring(folder).private_file(root_key)
    private = _said(lambda: unlock(path, _asked_passphrase()))
    signer = FileSigner(root_key, private)
    out.write_text(sign_trust_list(certified(trust, signer), signer), encoding="utf-8")
    click.echo(f"Wrote {out}. Carry it back: flask keys publish {out}")


@keys_commands.command("publish")
@click.argument("file", type=_FILE)
def publish(file: Path) -> None:
    """Take over a signed list; it counts from the next start."""
    keyring = present_keys().keyring
    trust = _said(lambda: keyring.publish(file.read_text(encoding="utf-8")))
    click.echo(f"List {trust.number} of {trust.issuer} is in force. Start the service anew.")


@keys_commands.command("peer")
@click.argument("file", type=_FILE)
@click.option("--fingerprint", required=True, help="Of the other issuer's root, heard by another way than the list.")
def peer(file: Path, fingerprint: str) -> None:
    """Check certificates of another issuer too."""
    keyring = present_keys().keyring
    trust = _said(lambda: keyring.add_peer(file.read_text(encoding="utf-8"), fingerprint))
    click.echo(f"Certificates of {trust.issuer} are checked here too, from the next start.")


@keys_commands.command("fingerprint")
@click.argument("file", type=_FILE)
def fingerprint(file: Path) -> None:
    """Print the fingerprint of the root a list names."""
    click.echo(_said(lambda: fingerprint_of(root_of(file.read_text(encoding="utf-8")))))


def _write_request(
    file: Path, *, retire: tuple[str, ...] = (), revoke: tuple[str, ...] = (), since: date | None = None
) -> None:
    keys, programme = present_keys(), current_programme()
    request = _said(
        lambda: request_of(
            keys.keyring,
            retire=retire,
            revoke=revoke,
            since=since,
            at=clock.now(),
            issuer=programme.issuer_code,
            names=programme.issuer_name,
            address=current_app.config["PUBLIC_ADDRESS"],
        )
    )
    file.write_text(json.dumps(request, ensure_ascii=False, indent=1), encoding="utf-8")
    click.echo(f"Wrote {file}. Carry it to the root: flask keys sign {file} --root FOLDER --out trust.json")


def _asked_passphrase(*, new: bool = False) -> str:
    passphrase: str = click.prompt("Passphrase of the root", hide_input=True, confirmation_prompt=new)
    if new and len(passphrase) < SHORTEST_PASSPHRASE:
        raise click.ClickException(f"Use {SHORTEST_PASSPHRASE} characters or more: several words are good.")
    return passphrase


def _line(key: Key) -> str:
    since = f" since {key.revoked_on}" if key.state is KeyState.REVOKED else ""
    return f"{key.use} {key.kid} {key.algorithm} of {key.created_on}, {key.state}{since}{', TEST' if key.test else ''}"


def _said(act: Callable[[], Given]) -> Given:
    try:
        return act()
    except KeyProblem as problem:
        raise click.ClickException(str(problem.message)) from None
