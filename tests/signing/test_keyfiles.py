"""A private key lies sealed in a file of its own, which OpenSSL opens too and nobody else may read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from app.signing.algorithms import new_private_key
from app.signing.errors import KeyFileMissing, KeyFileOpen, WrongPassphrase
from app.signing.keyfiles import keep, unlock
from app.signing.keys import Use, public_bytes

PASSPHRASE = "five plain words make one"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "qr.pem"


@pytest.mark.parametrize("use", Use)
def test_a_sealed_key_opens_again(path: Path, use: Use) -> None:
    key = new_private_key(use)
    keep(path, key, PASSPHRASE)
    assert public_bytes(unlock(path, PASSPHRASE).public_key()) == public_bytes(key.public_key())


def test_openssl_opens_it(path: Path) -> None:
    keep(path, new_private_key(Use.QR), PASSPHRASE)
    opened = subprocess.run(
        ["openssl", "pkcs8", "-in", path, "-passin", f"pass:{PASSPHRASE}"], capture_output=True, check=True
    )
    assert b"BEGIN PRIVATE KEY" in opened.stdout
    shown = subprocess.run(["openssl", "asn1parse", "-in", path], capture_output=True, check=True).stdout
    assert b"scrypt" in shown
    assert b"aes-256-cbc" in shown


def test_the_file_holds_no_readable_key_and_only_its_owner_reads_it(path: Path) -> None:
    key = new_private_key(Use.QR)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    keep(path, key, PASSPHRASE)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert key.private_numbers().private_value.to_bytes(32, "big") not in path.read_bytes()


def test_a_key_is_never_written_over(path: Path) -> None:
    keep(path, new_private_key(Use.QR), PASSPHRASE)
    with pytest.raises(FileExistsError):
        keep(path, new_private_key(Use.QR), PASSPHRASE)


def test_the_wrong_passphrase_is_named_and_not_shown(path: Path) -> None:
    keep(path, new_private_key(Use.QR), PASSPHRASE)
    with pytest.raises(WrongPassphrase) as refused:
        unlock(path, "another passphrase")
    assert str(path) in str(refused.value.message)
    assert "another" not in str(refused.value.message)


def test_a_file_that_others_may_read_is_refused(path: Path) -> None:
    keep(path, new_private_key(Use.QR), PASSPHRASE)
    path.chmod(0o640)
    with pytest.raises(KeyFileOpen, match="KeyFileOpen"):
        unlock(path, PASSPHRASE)


def test_a_damaged_or_missing_file_is_refused(path: Path) -> None:
    with pytest.raises(KeyFileMissing):
        unlock(path, PASSPHRASE)
    keep(path, new_private_key(Use.QR), PASSPHRASE)
    path.write_bytes(path.read_bytes()[:-80])
    with pytest.raises(WrongPassphrase):
        unlock(path, PASSPHRASE)
