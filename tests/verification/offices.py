"""Offices that sign certificates in these tests: keys with their lists, and what the squares on their papers hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from app.certificates.log import payload_digest
from app.certificates.numbering import Number
from app.certificates.signed import Signed, read_address, signed_address
from app.programme.rules import Award
from app.signing.algorithms import FileSigner
from app.signing.jws import sign_document
from app.signing.keyring import Keyring, fingerprint_of
from app.signing.keys import Use
from app.signing.making import next_list, request_of
from app.signing.trust import TrustList, sign_trust_list
from app.verification.known_list import Known, known_list
from app.verification.status_list import Gone, status_list
from tests.signing.people import PASSPHRASE

HOST = "https://verify.example.org"
TODAY = date.today()
SOK = ("សុខ ចាន់ធូ", "SOK CHANTHOU")
THANDAR = ("သန္တာ အောင်", "THANDAR AUNG")


@dataclass(frozen=True, slots=True)
class Office:
    """An issuer with real keys, or with keys that say they are for tests."""

    issuer: str
    keyring: Keyring
    root: FileSigner
    signer: FileSigner
    served_at: str = HOST

    def address(self, serial: int, names: tuple[str | None, str | None] = SOK, **changes: Any) -> str:
        """Give what the square on a paper of this office holds."""
        values: dict[str, Any] = {
            "number": self.number(serial),
            "code": "7Q4F2M9X",
            "name_native": names[0],
            "name_latin": names[1],
            "course_version": "2026.1",
            "kind": Award.FULL,
            "issued_on": TODAY - timedelta(days=30),
            "valid_until": TODAY + timedelta(days=700),
            "corridor": "KH-TH",
        }
        return signed_address(HOST, Signed(**(values | changes)), self.signer)

    def number(self, serial: int) -> str:
        """Give a number of this office."""
        return str(Number(self.issuer, 26, serial))

    def status(self, gone: list[Gone], number: int = 1, at: datetime | None = None) -> str:
        """Sign a list of what was taken back or replaced."""
        at = at or datetime.now(UTC)
        return sign_document(status_list(issuer=self.issuer, number=number, signed_at=at, gone=gone), self.signer)

    def trust_text(self) -> str:
        """Give the trust list as its root signed it."""
        return self.keyring.trust_file.read_text()

    def known(self, *addresses: str, of: Office, before: date = TODAY) -> str:
        """Sign a list of papers of another key that a checkpoint held before a day."""
        papers = [read_address(address, [of.signer.key])[0].number for address in addresses]
        payloads = [(number, payload_digest(address)) for number, address in zip(papers, addresses, strict=True)]
        listed = [Known(of.signer.key.kid, before, payloads)]
        content = known_list(issuer=self.issuer, number=9, signed_at=datetime.now(UTC), known=listed)
        return sign_document(content, self.signer)

    def revoke(self, since: date = TODAY) -> TrustList:
        """Publish a list that says somebody else may have the key since a day."""
        return self.publish(revoke=[self.signer.key.kid], since=since)

    def rotate(self) -> Office:
        """Retire the key and sign with a new one; give the office as it signs from now on."""
        key = self.keyring.create(Use.QR, PASSPHRASE, on=TODAY)
        self.publish(retire=[self.signer.key.kid])
        return replace(self, signer=self.keyring.signer(key, PASSPHRASE))

    def know(self, other: Office) -> None:
        """Take over the list of another office whose fingerprint was compared."""
        self.keyring.add_peer(other.trust_text(), fingerprint_of(other.root.key))

    def publish(self, **changes: Any) -> TrustList:
        """Have the root sign the next list of this office and take it over."""
        names = {"en": f"Office {self.issuer}", "km": f"ការិយាល័យ {self.issuer}"}
        told = {"issuer": self.issuer, "names": names, "address": self.served_at} | changes
        request = request_of(self.keyring, at=datetime.now(UTC), **told)
        return self.keyring.publish(sign_trust_list(next_list(request, self.root.key), self.root))


def an_office(folder: Path, issuer: str, *, test: bool = False, served_at: str = HOST) -> Office:
    """Open an office with a root and a key for squares."""
    keyring = Keyring(folder)
    root = keyring.signer(keyring.create(Use.ROOT, PASSPHRASE, on=TODAY, test=test), PASSPHRASE)
    key = keyring.create(Use.QR, PASSPHRASE, on=TODAY, test=test)
    office = Office(issuer, keyring, root, keyring.signer(key, PASSPHRASE), served_at)
    office.publish()
    return office
