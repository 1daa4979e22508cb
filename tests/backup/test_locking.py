"""A locked backup opens for its keys alone, and for any tool that reads age files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from flask import Flask

from app.backup import locking, services
from app.backup.cli import backup_commands
from app.backup.errors import BackupProblem, Locked
from app.backup.services import Unlocking
from tests.backup.installations import installed, some_records


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with installed(tmp_path_factory.mktemp("service")) as app:
        some_records(1)
        yield app


@pytest.fixture
def key(tmp_path: Path) -> tuple[str, Path]:
    """A key pair as age-keygen makes it: the public key, and the file with the private one."""
    identity = pyrage.x25519.Identity.generate()
    file = tmp_path / "key.txt"
    file.write_text(f"# created today\n{identity}\n")
    return str(identity.to_public()), file


def test_who_has_the_private_key_opens_it_and_nobody_else(
    service: Flask, tmp_path: Path, key: tuple[str, Path]
) -> None:
    public, private = key
    file, other = tmp_path / "a.backup", tmp_path / "other.txt"
    services.create(file, recipients=(public,))
    assert file.read_bytes().startswith(locking.MARK)
    assert services.verify(file, Unlocking(identities=private)).rows["certificate"] == 1
    other.write_text(str(pyrage.x25519.Identity.generate()))
    with pytest.raises(Locked, match="does not open it"):
        services.verify(file, Unlocking(identities=other))
    with pytest.raises(Locked, match="--identity-file"):
        services.verify(file, Unlocking())
    assert service.testing


def test_a_passphrase_opens_it_and_a_wrong_one_is_said_to_be_wrong(service: Flask, tmp_path: Path) -> None:
    file, secret = tmp_path / "a.backup", tmp_path / "secret"
    secret.write_text("seven stones on a path\n")
    secret.chmod(0o600)
    run = service.test_cli_runner().invoke
    made = run(backup_commands, ["create", str(file), "--passphrase-file", str(secret)])
    assert made.exit_code == 0, made.output
    assert run(backup_commands, ["verify", str(file), "--passphrase-file", str(secret)]).exit_code == 0
    secret.write_text("six stones")
    refused = run(backup_commands, ["verify", str(file), "--passphrase-file", str(secret)])
    assert "this passphrase does not open it" in refused.output
    secret.chmod(0o644)
    assert "chmod 600" in run(backup_commands, ["verify", str(file), "--passphrase-file", str(secret)]).output


def test_a_flipped_byte_in_a_locked_backup_is_refused(service: Flask, tmp_path: Path, key: tuple[str, Path]) -> None:
    file = tmp_path / "a.backup"
    services.create(file, recipients=(key[0],))
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    with pytest.raises(Locked, match="damaged"):
        services.verify(file, Unlocking(identities=key[1]))
    assert service.testing


def test_what_is_no_public_key_is_refused_and_nothing_is_left(service: Flask, tmp_path: Path) -> None:
    with pytest.raises(BackupProblem, match="no public key"):
        services.create(tmp_path / "a.backup", recipients=("age1nothing",))
    assert list(tmp_path.iterdir()) == []
    assert service.testing
