"""The issuer's keys on this machine: a folder of sealed private keys beside the trust list that names them.

::

    keys/trust.json       the trust list as its root signed it; anybody may read it
    keys/new.json         records of keys that are not on a signed list yet
    keys/<use>-<kid>.pem  a private key, sealed; the root's is not here in production
    keys/peers/*.json     trust lists of other issuers, whose certificates are checked here too
    keys/peers/lists      what else those issuers sign, as it was last fetched
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.signing.algorithms import FileSigner, new_private_key
from app.signing.errors import BadTrustList, NoKey
from app.signing.keyfiles import keep, unlock
from app.signing.keys import Key, KeyState, Use, kid_of, public_bytes
from app.signing.trust import TrustList, read_trust_list, root_of

_ISSUER = re.compile(r"[A-Z]{2}-[A-Z]{2,8}")


@dataclass(frozen=True, slots=True)
class Keyring:
    """The folder of an issuer's keys."""

    folder: Path

    @property
    def trust_file(self) -> Path:
        """Name the file of the signed trust list."""
        return self.folder / "trust.json"

    def trust(self) -> TrustList | None:
        """Read the trust list; None where none was published yet. Raises BadSignature or BadTrustList."""
        if not self.trust_file.is_file():
            return None
        text = self.trust_file.read_bytes()
        return read_trust_list(text, root_of(text))

    def peers(self) -> tuple[TrustList, ...]:
        """Read the trust lists of other issuers."""
        texts = [path.read_bytes() for path in sorted((self.folder / "peers").glob("*.json"))]
        return tuple(read_trust_list(text, root_of(text)) for text in texts)

    def new_keys(self) -> tuple[Key, ...]:
        """Give the keys that no signed list names yet."""
        path = self.folder / "new.json"
        return tuple(map(Key.from_json, json.loads(path.read_text()))) if path.is_file() else ()

    def private_file(self, key: Key) -> Path:
        """Name the file of a private key."""
        return self.folder / f"{key.use}-{key.kid}.pem"

    def create(self, use: Use, passphrase: str, *, on: date, test: bool = False) -> Key:
        """Make a key and keep it sealed; it signs once a signed list names it."""
        private = new_private_key(use)
        public = public_bytes(private.public_key())
        key = Key(kid_of(public), use, public, on, test=test)
        keep(self.private_file(key), private, passphrase)
        if use is not Use.ROOT:
            self._note_new((*self.new_keys(), key))
        return key

    def signer(self, key: Key, passphrase: str) -> FileSigner:
        """Unlock a key."""
        private = unlock(self.private_file(key), passphrase)
        if kid_of(public_bytes(private.public_key())) != key.kid:
            raise BadTrustList(f"{self.private_file(key)} holds another key than its name says.")
        return FileSigner(key, private)

    def active_key(self, use: Use) -> Key:
        """Give the key that signs today; raise NoKey where there is none."""
        trust = self.trust()
        key = trust.active(use) if trust else None
        if key is None:
            raise NoKey(use)
        return key

    def publish(self, text: str) -> TrustList:
        """Take over a signed list; raise where it is older, of another root or issuer, or forgets a key."""
        trust, before = read_trust_list(text, root_of(text)), self.trust()
        if before:
            _check_follows(trust, before)
        write_whole(self.trust_file, text)
        self._note_new(key for key in self.new_keys() if key.kid not in {one.kid for one in trust.keys})
        return trust

    def add_peer(self, text: str, fingerprint: str) -> TrustList:
        """Take over another issuer's list whose root somebody compared by its fingerprint; raise BadTrustList."""
        root = root_of(text)
        if fingerprint_of(root) != "".join(fingerprint.lower().split()):
            raise BadTrustList(f"The root of this list has the fingerprint {fingerprint_of(root)}; ask its issuer.")
        trust, ours = read_trust_list(text, root), self.trust()
        if not _ISSUER.fullmatch(trust.issuer) or (ours and trust.issuer == ours.issuer):
            raise BadTrustList(f"{trust.issuer} cannot be the code of another issuer.")
        path = self.folder / "peers" / f"{trust.issuer}.json"
        if path.is_file():
            _check_follows(trust, read_trust_list(path.read_bytes(), root))
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)
        return trust

    def renew_peer(self, text: str) -> TrustList:
        """Take over the next list of an issuer that is known here; raise BadTrustList where it is not, or another's."""
        root = root_of(text)
        if root.public not in {peer.root.public for peer in self.peers()}:
            raise BadTrustList("No issuer that is known here has the root of this list.")
        return self.add_peer(text, fingerprint_of(root))

    def _note_new(self, keys: Iterable[Key]) -> None:
        write_whole(self.folder / "new.json", json.dumps([key.to_json() for key in keys], indent=1))


def fingerprint_of(key: Key) -> str:
    """Give what two people compare on the telephone: sixteen bytes of the digest of a key."""
    return kid_of(key.public, 16)


def _check_follows(trust: TrustList, before: TrustList) -> None:
    if trust.root.public != before.root.public:
        raise BadTrustList("Another root signed this list than the one before.")
    if trust.issuer != before.issuer:
        raise BadTrustList(f"This is the list of {trust.issuer}, not of {before.issuer}.")
    if trust.number < before.number:
        raise BadTrustList(f"List {trust.number} is older than list {before.number}, which is here.")
    for key in before.keys:
        after = next((one for one in trust.keys if one.public == key.public), None)
        if after is None:
            raise BadTrustList(f"The list forgets the key {key.kid}: what it signed could not be checked any more.")
        if key.state is KeyState.REVOKED and after.state is not KeyState.REVOKED:
            raise BadTrustList(f"The key {key.kid} was revoked and cannot become good again.")
        if key.revoked_on and after.revoked_on and after.revoked_on > key.revoked_on:
            raise BadTrustList(f"The key {key.kid} was revoked from {key.revoked_on} on, and not from a later day.")


def write_whole(path: Path, text: str) -> None:
    """Replace a file as a whole, so that nobody ever reads half of it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
