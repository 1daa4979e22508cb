"""What lies in a continuity kit, signed: for people with Waymark as a document, for all others for ``openssl``.

``manifest.json`` names every other file with its size and its SHA-256, and is signed by the key of the squares. The
root would be a stronger signer, and is off line on purpose: a kit is made by a machine each night. The trust list in
the kit, which the root signed, says whether that key is good, and so does any newer one. ``SHA256SUMS`` says the same
in the form that ``sha256sum`` reads, and ``SHA256SUMS.sig`` is its signature as ``openssl`` wants it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from app.signing.jws import sign_document
from app.signing.keys import Signer

TYPE = "waymark-kit-1"
MANIFEST, SUMS, SUMS_SIGNATURE = "manifest.json", "SHA256SUMS", "SHA256SUMS.sig"


@dataclass(frozen=True, slots=True)
class Made:
    """Of whose register a kit is, of when, and what stood in its log."""

    issuer: str
    at: str
    size: int
    root: str


def sign_folder(folder: Path, made: Made, signer: Signer) -> None:
    """Write and sign what lies in a folder; nothing may be added after."""
    sums = "".join(f"{digest}  {path}\n" for path, (digest, _size) in digests_of(folder).items())
    (folder / SUMS).write_text(sums, encoding="utf-8", newline="")
    (folder / SUMS_SIGNATURE).write_bytes(der(signer.sign(sums.encode())))
    content = {
        "type": TYPE,
        "issuer": made.issuer,
        "made_at": made.at,
        "events": made.size,
        "root": made.root,
        "files": {path: list(entry) for path, entry in digests_of(folder).items()},
    }
    (folder / MANIFEST).write_text(sign_document(content, signer), encoding="utf-8")


def digests_of(folder: Path) -> dict[str, tuple[str, int]]:
    """Give SHA-256 and size of each file in a folder by its path, in order; the manifest is left out."""
    files = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_symlink() or path.is_file()
    }
    return {name: _digest(files[name]) for name in sorted(files) if name != MANIFEST}


def differences(folder: Path, said: Mapping[str, Any]) -> Iterator[str]:
    """Name each file that was changed, lost or added since the manifest was signed."""
    found = digests_of(folder)
    for name in sorted(found.keys() | said.keys()):
        if name not in found:
            yield f"{name}: it is missing"
        elif name not in said:
            yield f"{name}: it was added"
        elif list(found[name]) != list(said[name]):
            yield f"{name}: it was changed"


def der(signature: bytes) -> bytes:
    """Write a signature of two numbers side by side as OpenSSL reads it."""
    half = len(signature) // 2
    return encode_dss_signature(int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))


def _digest(path: Path) -> tuple[str, int]:
    if path.is_symlink():
        return "a link", 0
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest(), path.stat().st_size
