"""Looks through a continuity kit: who signed it, whether a file was changed, and whether the register is whole.

It needs the folder alone: no database and no key of ours. Whose root is believed, somebody has to say: the root of
this installation and those of its peers are, and any other by the fingerprint that its issuer told.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.certificates.checkpoint import read_checkpoint
from app.signing.errors import BadSignature, BadTrustList, KeyProblem
from app.signing.jws import read_document
from app.signing.keyring import fingerprint_of
from app.signing.keys import Key, KeyState, Use
from app.signing.present import present_keys
from app.signing.trust import TrustList, read_trust_list, root_of
from app.verification import manifest
from app.verification.extract import read_hashes, root_up_to, walk_chain
from app.verification.kit import KitRefused


@dataclass(slots=True)
class KitWalk:
    """What was looked through, and what is wrong with it."""

    issuer: str
    made_at: str
    files: int
    events: int = 0
    checkpoints: int = 0
    faults: list[str] = field(default_factory=list)


def check_kit(folder: Path, fingerprint: str | None = None) -> KitWalk:
    """Look through a kit; raise KitRefused where nothing in it can be believed."""
    trust = _trust(folder, fingerprint)
    said = _manifest(folder, trust)
    walk = KitWalk(trust.issuer, said["made_at"], len(said["files"]))
    walk.faults.extend(manifest.differences(folder, said["files"]))
    try:
        walk.faults.extend(_register(folder, trust, said, walk))
    except (OSError, ValueError, KeyError) as broken:
        walk.faults.append(f"register: it cannot be read: {broken}")
    return walk


def _trust(folder: Path, fingerprint: str | None) -> TrustList:
    try:
        text = (folder / "lists" / "trust.json").read_bytes()
        root = root_of(text)
        trust = read_trust_list(text, root)
    except (OSError, KeyProblem):
        raise KitRefused(
            f"{folder} holds no trust list that its own root signed: it is no kit, or was changed."
        ) from None
    _check_root(root, trust.issuer, fingerprint)
    return trust


def _check_root(root: Key, issuer: str, fingerprint: str | None) -> None:
    keys, found = present_keys(), fingerprint_of(root)
    believed = {fingerprint_of(list_.root) for list_ in (keys.trust, *keys.peers) if list_}
    if fingerprint is not None:
        believed = {"".join(fingerprint.lower().split())}
    if found not in believed:
        raise KitRefused(
            f"The root of this kit, which says it is of {issuer}, has the fingerprint {found}. It is not known here: "
            "compare it with what the issuer told you by another way, then give it with --fingerprint."
        )


def _manifest(folder: Path, trust: TrustList) -> dict[str, Any]:
    """Read the manifest; one by a key that somebody else may have says nothing."""
    keys = [key for key in trust.of_use(Use.QR) if key.state is not KeyState.REVOKED]
    try:
        said = read_document((folder / manifest.MANIFEST).read_bytes(), keys)
    except (OSError, BadSignature):
        raise KitRefused(f"{manifest.MANIFEST} is missing, or no good key of {trust.issuer} signed it.") from None
    if (said.get("type"), said.get("issuer")) != (manifest.TYPE, trust.issuer):
        raise BadTrustList(f"{manifest.MANIFEST} is not that of a kit of {trust.issuer}.")
    return said


def _register(folder: Path, trust: TrustList, said: dict[str, Any], walk: KitWalk) -> Iterator[str]:
    """Compare the extract with what was signed: when the kit was made, and on each day before."""
    hashes = list(read_hashes(folder / "register" / "events.csv"))
    walk.events = len(hashes)
    if (len(hashes), root_up_to(hashes, len(hashes)).hex()) != (said["events"], said["root"]):
        yield "register/events.csv: its events are not those that were signed with the kit"
    for note in json.loads((folder / "lists" / "checkpoints.json").read_bytes()):
        walk.checkpoints += 1
        yield from _checkpoint(note, trust, hashes)
    chain = folder / "register" / "chain.jsonl"
    if chain.is_file():
        yield from walk_chain(chain, hashes)


def _checkpoint(note: str, trust: TrustList, hashes: list[bytes]) -> Iterator[str]:
    try:
        signed = read_checkpoint(note, trust.of_use(Use.QR))
    except BadSignature:
        yield "lists/checkpoints.json: the signature of a checkpoint does not fit"
        return
    if signed.size > len(hashes) or root_up_to(hashes, signed.size) != signed.root:
        yield f"checkpoint of {signed.day}: the events before it are not those it was signed over"
