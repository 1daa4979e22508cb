"""The keys of this application: what may sign, unlocked when first needed; production starts only with real ones."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from flask import Flask, current_app

from app.signing.errors import BadTrustList, NoKey, NoPassphrase
from app.signing.keyfiles import check_private
from app.signing.keyring import Keyring
from app.signing.keys import Key, Signer, Use
from app.signing.trust import TrustList

_SIGNING = "signing"


class PresentKeys:
    """The issuer's keyring as this process uses it: lists read once, keys unlocked once.

    A new list counts from the next start, like every other file the application reads.
    """

    def __init__(self, keyring: Keyring, passphrase_file: Path) -> None:
        self.keyring = keyring
        self.trust = keyring.trust()
        self.peers = keyring.peers()
        self._passphrase_file = passphrase_file
        self._signers: dict[Use, Signer] = {}
        self._lock = Lock()

    @property
    def issuer(self) -> str:
        """Tell whose keys these are; empty where no list was published yet."""
        return self.trust.issuer if self.trust else ""

    def signer(self, use: Use) -> Signer:
        """Give what signs for a use; raise NoKey, NoPassphrase, or what is wrong with the key's file."""
        with self._lock:
            if use not in self._signers:
                self._signers[use] = self.keyring.signer(self.active_key(use), self.passphrase())
            return self._signers[use]

    def use_signer(self, signer: Signer) -> None:
        """Let something else than a file sign for a use: a module that never shows its key."""
        self._signers[signer.key.use] = signer

    def signer_for(self, issuer: str, use: Use) -> Signer:
        """Give what signs for an issuer; raise BadTrustList where the list is another's: nobody would believe it."""
        if self.trust and self.trust.issuer != issuer:
            raise BadTrustList(f"The trust list is that of {self.trust.issuer}, and the programme issues as {issuer}.")
        return self.signer(use)

    def active_key(self, use: Use) -> Key:
        """Give the key that signs for a use; raise NoKey where there is none."""
        key = self.trust.active(use) if self.trust else None
        if key is None:
            raise NoKey(use)
        return key

    def passphrase(self) -> str:
        """Read the passphrase of the keys; raise NoPassphrase, or KeyFileOpen where others may read it."""
        path = self._passphrase_file
        if not path.is_file():
            raise NoPassphrase
        check_private(path)
        return path.read_text(encoding="utf-8").strip()


def init_signing(app: Flask) -> PresentKeys:
    """Find the application's keys, none where none were made."""
    app.extensions[_SIGNING] = keys = PresentKeys(Keyring(app.config["KEYS"]), app.config["KEY_PASSPHRASE_FILE"])
    return keys


def present_keys() -> PresentKeys:
    """Give the keys of the application at hand."""
    keys: PresentKeys = current_app.extensions[_SIGNING]
    return keys


def check_for_production(keys: PresentKeys) -> None:
    """Raise where real certificates cannot be signed: no key, a test key, a file others may read, no passphrase."""
    for use in (Use.QR, Use.VC, Use.PDF):
        _check_key(keys, keys.active_key(use))
    keys.signer(Use.QR)
    _check_trust(keys.trust)


def _check_key(keys: PresentKeys, key: Key) -> None:
    if key.test:
        raise BadTrustList(f"The {key.use} key {key.kid} is a test key: make real ones with 'flask keys create'.")
    check_private(keys.keyring.private_file(key))


def _check_trust(trust: TrustList | None) -> None:
    if trust and trust.is_test:
        raise BadTrustList("The trust list names a test key: real certificates and tests never share a list.")
