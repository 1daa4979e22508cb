"""Production serves nothing without real keys that nobody else can read; every command to mend that still runs."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.signing.errors import BadTrustList, KeyFileMissing, KeyFileOpen, NoKey, NoPassphrase, WrongPassphrase
from app.signing.keyring import Keyring
from app.signing.keys import Use
from app.signing.making import next_list, request_of
from app.signing.present import PresentKeys, check_for_production, init_signing
from app.signing.trust import sign_trust_list
from app.web.cli import serves
from tests.signing.people import ADDRESS, NAMES, NOON, PASSPHRASE, kept_keys, passphrase_file


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real keys, made once: a root kept elsewhere, and a list that names no test."""
    folder, offline = tmp_path_factory.mktemp("keys"), Keyring(tmp_path_factory.mktemp("root"))
    keyring, root = Keyring(folder), offline.create(Use.ROOT, PASSPHRASE, on=NOON.date())
    for use in (Use.QR, Use.VC, Use.PDF):
        keyring.create(use, PASSPHRASE, on=NOON.date())
    trust = next_list(request_of(keyring, at=NOON, issuer="KH-MLVT", names=NAMES, address=ADDRESS), root)
    keyring.publish(sign_trust_list(trust, offline.signer(root, PASSPHRASE)))
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "keys")


def present(folder: Path, passphrase: Path | None = None) -> PresentKeys:
    return PresentKeys(Keyring(folder), passphrase or passphrase_file())


def test_real_keys_may_serve(folder: Path) -> None:
    check_for_production(present(folder))


def test_no_keys_may_not(tmp_path: Path) -> None:
    with pytest.raises(NoKey):
        check_for_production(present(tmp_path))


def test_test_keys_may_not() -> None:
    with pytest.raises(BadTrustList) as refused:
        check_for_production(present(kept_keys()[0].folder))
    assert "test key" in str(refused.value.message)


@pytest.mark.parametrize("use", [Use.QR, Use.VC, Use.PDF])
def test_a_key_that_others_can_read_may_not(folder: Path, use: Use) -> None:
    next(folder.glob(f"{use}-*.pem")).chmod(0o644)
    with pytest.raises(KeyFileOpen):
        check_for_production(present(folder))


def test_a_key_that_is_gone_may_not(folder: Path) -> None:
    next(folder.glob("vc-*.pem")).unlink()
    with pytest.raises(KeyFileMissing):
        check_for_production(present(folder))


def test_a_missing_or_open_or_wrong_passphrase_may_not(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "passphrase"
    with pytest.raises(NoPassphrase):
        check_for_production(present(folder, path))
    path.write_text("another passphrase altogether")
    path.chmod(0o644)
    with pytest.raises(KeyFileOpen):
        check_for_production(present(folder, path))
    path.chmod(0o600)
    with pytest.raises(WrongPassphrase):
        check_for_production(present(folder, path))


def test_a_key_is_unlocked_once(folder: Path) -> None:
    keys = present(folder)
    assert keys.signer(Use.QR) is keys.signer(Use.QR)


def test_something_else_than_a_file_may_sign(folder: Path) -> None:
    """A hardware module takes the place of a file where the same list names its key."""

    class Module:
        """What a hardware module looks like to us."""

        key = replace(present(folder).active_key(Use.QR))

        def sign(self, message: bytes) -> bytes:
            return b"from the module"

    keys = present(folder)
    keys.use_signer(Module())
    assert keys.signer(Use.QR).sign(b"") == b"from the module"


@pytest.mark.parametrize(
    ("line", "served"),
    [
        (["/venv/bin/gunicorn", "wsgi:app"], True),
        (["/venv/bin/flask", "--app", "wsgi", "run"], True),
        (["/venv/bin/flask", "--app", "wsgi", "jobs", "work"], True),
        (["/venv/bin/flask", "--app", "wsgi", "jobs", "work", "--workers", "2"], True),
        (["/venv/bin/flask", "--app", "wsgi", "keys", "create", "qr"], False),
        (["/venv/bin/flask", "--app", "wsgi", "db", "upgrade"], False),
        (["/venv/lib/flask/__main__.py", "--app", "wsgi", "staff", "add", "x"], False),
    ],
)
def test_which_commands_serve(line: list[str], served: bool) -> None:
    assert serves(line) is served


def test_an_application_without_keys_starts_and_signs_nothing(app: Flask, tmp_path: Path) -> None:
    other = Flask("other")
    other.config.update(KEYS=tmp_path, KEY_PASSPHRASE_FILE=tmp_path / "passphrase")
    with pytest.raises(NoKey):
        init_signing(other).signer(Use.QR)
