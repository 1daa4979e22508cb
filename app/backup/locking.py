"""Locking a backup as ``age`` does, so that any tool that reads age files opens it too.

To a public key (``age1…``, or an SSH key) a backup is locked while it is written, however large. A passphrase is for
small ones: the library takes such a file as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import pyrage

from app.backup.errors import BackupProblem, Locked

if TYPE_CHECKING:
    from io import BufferedIOBase

MARK = b"age-encryption.org/v1\n"
_BY_PASSPHRASE = b"-> scrypt "
MOST_BY_PASSPHRASE = 256 * 1024 * 1024
_WRONG = "This backup is locked, and {} does not open it."


def lock_to(recipients: Sequence[str], source: IO[bytes], target: IO[bytes]) -> None:
    """Lock to public keys; who has one of the private keys can open it. Raise BackupProblem where one is none."""
    pyrage.encrypt_io(_buffered(source), _buffered(target), [_recipient(text) for text in recipients])


def lock_by_passphrase(passphrase: str, source: Path, target: IO[bytes]) -> None:
    """Lock with a passphrase; raise BackupProblem where the backup is too large for that."""
    if source.stat().st_size > MOST_BY_PASSPHRASE:
        raise BackupProblem("This backup is too large for a passphrase. Lock it to a public key: --to age1…")
    target.write(pyrage.passphrase.encrypt(source.read_bytes(), passphrase))


def unlock(source: Path, target: IO[bytes], *, passphrase: str | None, identities: Path | None) -> None:
    """Open a locked backup; raise Locked where what was given does not open it."""
    with source.open("rb") as file:
        file.seek(len(MARK))
        by_passphrase = file.read(len(_BY_PASSPHRASE)) == _BY_PASSPHRASE
        file.seek(0)
        if by_passphrase:
            target.write(_by_passphrase(file.read(), passphrase))
        else:
            _by_identity(file, target, identities)


def _by_passphrase(content: bytes, passphrase: str | None) -> bytes:
    if passphrase is None:
        raise Locked("This backup is locked with a passphrase: give the file that holds it, --passphrase-file.")
    try:
        return pyrage.passphrase.decrypt(content, passphrase)
    except pyrage.DecryptError:
        raise Locked(_WRONG.format("this passphrase") + " Or the file is damaged.") from None


def _by_identity(file: IO[bytes], target: IO[bytes], identities: Path | None) -> None:
    if identities is None:
        raise Locked("This backup is locked to a public key: give the file with the private key, --identity-file.")
    try:
        pyrage.decrypt_io(_buffered(file), _buffered(target), _identities(identities))
    except (pyrage.DecryptError, OSError) as fault:
        if isinstance(fault, OSError) and fault.errno:
            raise
        raise Locked(_WRONG.format(f"the key in {identities}") + f" Or the file is damaged ({fault}).") from None


def _buffered(file: IO[bytes]) -> BufferedIOBase:
    return cast("BufferedIOBase", file)


def _identities(path: Path) -> list[Any]:
    text = path.read_text(encoding="utf-8")
    try:
        if "PRIVATE KEY-----" in text:
            return [pyrage.ssh.Identity.from_buffer(text.encode())]
        lines = [line.strip() for line in text.splitlines()]
        return [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError:
        raise Locked(f"{path} holds no private key that age knows.") from None


def _recipient(text: str) -> Any:
    try:
        if text.startswith("ssh-"):
            return pyrage.ssh.Recipient.from_str(text)
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise BackupProblem(f"{text!r} is no public key that age knows; it begins with age1 or ssh-.") from None
