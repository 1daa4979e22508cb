"""The canonical form of linked data: what a credential says, written in one way only, so that it can be signed.

Imported by whoever signs or checks, through ``credential``: PyLD takes a third of a second to load.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from pyld import jsonld

_FOLDER = Path(__file__).with_name("contexts")
_FILES = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "open-badges-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "open-badges-extensions.json",
}


class NothingIsFetched(LookupError):
    """A document names a context that is not among ours."""


def canonical(document: dict[str, Any]) -> bytes:
    """Write a document as sorted statements (RDF Dataset Canonicalization); raise for a context that is not ours."""
    written: str = jsonld.normalize(
        document,
        {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _load},
    )
    return written.encode()


def _load(address: str, _options: object = None) -> dict[str, Any]:
    if address not in _FILES:
        raise NothingIsFetched(f"{address} is not kept here, and nothing is fetched.")
    return {
        "contextUrl": None,
        "documentUrl": address,
        "contentType": "application/ld+json",
        "document": _kept(address),
    }


@cache
def _kept(address: str) -> Any:
    return json.loads((_FOLDER / _FILES[address]).read_text(encoding="utf-8"))
