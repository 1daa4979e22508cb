"""The continuity kit: one signed folder with which certificates are checked when our server is gone for good.

::

    index.html, km.html …   the checker in each language; files/ holds what it needs
    README.txt              what to do, in each language
    lists/                  trust, peers, status, known, checkpoints: as they were served, at the same addresses
    keys/                   the public keys as PEM, and the trust list as OpenSSL can check it
    register/events.csv     what happened to each certificate, without a person
    did.json, credentials/  the keys and lists that credentials name; the credentials only where somebody asks for them
    manifest.json           what lies here, signed; SHA256SUMS and its signature say the same to other tools

The same register, keys and hour always give the same bytes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from flask import current_app
from sqlalchemy import func, select

from app.certificates.bitstring import ListName, list_of
from app.certificates.credential import did_document, signed_credential, signed_status_list
from app.certificates.log_models import CertificateEvent
from app.certificates.models import Certificate
from app.certificates.numbering import Number
from app.certificates.queries import stands_of
from app.certificates.rules import Status
from app.certificates.statement import Statement
from app.core import clock
from app.core.database import db
from app.core.days import format_iso
from app.signing.errors import BadTrustList, KeyProblem
from app.signing.jws import signed_parts
from app.signing.keys import Signer, Use
from app.signing.present import present_keys
from app.signing.trust import TrustList
from app.verification.extract import root_up_to, write_chain, write_events
from app.verification.kit_pages import README, speaking, write_pages
from app.verification.kit_words import Contents, instructions, words
from app.verification.lists import list_texts
from app.verification.manifest import Made, der, sign_folder
from app.verification.peers import texts_of_peers
from app.web.localisation import offered_locales

_BYTE_ORDER_MARK = "\ufeff"
"""So that old editors show other scripts right."""


class KitRefused(KeyProblem):
    """A kit cannot be written, or not believed; the message says why."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a kit holds beyond what everybody may have."""

    credentials: bool = False
    chain: bool = False


def export_kit(out: Path, wishes: Wishes) -> Made:
    """Write the kit as a whole or not at all; raise KitRefused, or the KeyProblem that keeps us from signing."""
    keys = present_keys()
    if keys.trust is None:
        raise KitRefused("No trust list was published here: there is nothing to check certificates with.")
    signer = keys.signer_for(keys.trust.issuer, Use.QR)
    with _whole(out) as folder:
        made = _write(folder, keys.trust, signer, wishes)
        sign_folder(folder, made, signer)
    return made


@contextmanager
def _whole(out: Path) -> Iterator[Path]:
    """Give a folder beside the wished one, which takes its name only when all is written."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise KitRefused(f"{out} is there and not empty: name a new folder.")
    part = out.with_name(f"{out.name}.part")
    if part.exists():
        raise KitRefused(f"{part} is there: another export runs, or broke off; then take it away.")
    part.mkdir(parents=True)
    try:
        yield part
        part.replace(out)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write(folder: Path, trust: TrustList, signer: Signer, wishes: Wishes) -> Made:
    moment = clock.now().replace(minute=0, second=0, microsecond=0)
    size = db.session.scalar(select(func.max(CertificateEvent.id))) or 0
    lists = _lists()
    _write_lists(folder / "lists", lists)
    (folder / "register").mkdir()
    hashes = write_events(folder / "register" / "events.csv", size)
    if wishes.chain:
        write_chain(folder / "register" / "chain.jsonl", size)
    made = Made(trust.issuer, moment.isoformat(timespec="seconds"), size, root_up_to(hashes, size).hex())
    _write_keys(folder / "keys", trust, lists["trust"])
    _write_credentials(folder, trust, wishes)
    own = [lists[name] for name in ("trust", "status", "known") if name in lists]
    carried = [*own, *json.loads(lists["peers"])]
    write_pages(folder, carried, trust.names.get("en") or trust.issuer, format_iso(moment.date()))
    _write_readme(folder, Contents(trust, signer.key, made, wishes.credentials, wishes.chain))
    return made


def _lists() -> dict[str, str]:
    lists = list_texts()
    if "status" not in lists:
        raise KitRefused("The status list cannot be signed: the log of the service says why.")
    trust = present_keys().keyring.trust_file.read_text(encoding="utf-8")
    return {"trust": trust, "peers": json.dumps(texts_of_peers())} | lists


def _write_lists(folder: Path, lists: dict[str, str]) -> None:
    folder.mkdir()
    for name, text in lists.items():
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def _write_keys(folder: Path, trust: TrustList, text: str) -> None:
    folder.mkdir()
    for key in (trust.root, *trust.keys):
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        (folder / f"{key.use}-{key.kid}.pem").write_bytes(public)
    signed, signature = signed_parts(text)
    (folder / "trust.signed").write_bytes(signed)
    (folder / "trust.sig").write_bytes(der(signature))


def _write_credentials(folder: Path, trust: TrustList, wishes: Wishes) -> None:
    """Write what readers of credentials ask for: the keys, which hold no more, and on demand the credentials."""
    if trust.active(Use.VC) is None:
        if wishes.credentials:
            raise BadTrustList("There is no key that signs credentials.")
        return
    signer, address = present_keys().signer(Use.VC), current_app.config["PUBLIC_ADDRESS"]
    (folder / "did.json").write_bytes(did_document(trust, address))
    _write_status(folder / "credentials" / "status", signer, address)
    if wishes.credentials:
        for number, statement in _statements():
            (folder / "credentials" / f"{number}.json").write_bytes(signed_credential(statement, signer))


def _write_status(folder: Path, signer: Signer, address: str) -> None:
    folder.mkdir(parents=True)
    gone = {number for number, stand in stands_of().items() if stand.status is not Status.ACTIVE}
    serials: dict[ListName, list[int]] = {}
    for number, issuer, year, serial in db.session.execute(_numbers()):
        listed = serials.setdefault(list_of(Number(issuer, year, serial)), [])
        if number in gone:
            listed.append(serial)
    for name, withdrawn in serials.items():
        content = signed_status_list(address, name, withdrawn, signer, clock.today())
        (folder / f"{name}.json").write_bytes(content)


def _numbers() -> Any:
    return select(Certificate.number, Certificate.issuer, Certificate.year, Certificate.serial).order_by(Certificate.id)


def _statements() -> Iterator[tuple[str, Statement]]:
    """Give what each certificate states that still counts; the names on one that was replaced are not given on."""
    gone = {number for number, stand in stands_of().items() if stand.status is not Status.ACTIVE}
    query = select(Certificate.number, Certificate.statement).order_by(Certificate.id)
    for number, statement in db.session.execute(query):
        if statement is not None and number not in gone:
            yield number, Statement.from_json(statement)


def _write_readme(folder: Path, kit: Contents) -> None:
    parts = []
    for locale in offered_locales():
        with speaking(locale):
            parts.append(words(locale, kit))
    text = "\n".join([*parts, instructions(kit)])
    (folder / README).write_text(_BYTE_ORDER_MARK + text.replace("\n", "\r\n"), encoding="utf-8", newline="")
