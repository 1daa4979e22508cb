"""Keys for the tests: made once, since sealing a key takes its time."""

from __future__ import annotations

import atexit
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from app.signing.keyring import Keyring
from app.signing.making import make_test_keys
from app.signing.present import PresentKeys
from app.signing.trust import TrustList

PASSPHRASE = "a passphrase for tests alone"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMES = {"en": "Invented Office", "km": "ការិយាល័យគំរូ"}
ADDRESS = "https://verify.example"


def make_keys(folder: Path, issuer: str = "XX-TEST") -> tuple[Keyring, TrustList]:
    """Make a set of test keys in a folder."""
    keyring = Keyring(folder)
    return keyring, make_test_keys(keyring, PASSPHRASE, at=NOON, issuer=issuer, names=NAMES, address=ADDRESS)


@cache
def kept_keys(issuer: str = "XX-TEST") -> tuple[Keyring, TrustList]:
    """Give a set of test keys of an issuer that no test may change."""
    return make_keys(_kept_folder() / issuer, issuer)


def keys_of(issuer: str) -> PresentKeys:
    """Give the keys of an issuer as its application holds them."""
    return PresentKeys(kept_keys(issuer)[0], passphrase_file())


@cache
def passphrase_file() -> Path:
    """Give a file with the passphrase of these keys, as an installation has one."""
    path = _kept_folder() / "passphrase"
    path.touch(mode=0o600)
    path.write_text(PASSPHRASE)
    return path


@cache
def _kept_folder() -> Path:
    folder = Path(mkdtemp(prefix="waymark-keys-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    return folder
