"""Sign credentials (Data Integrity, ``eddsa-rdfc-2022``), which the clients of Open Badges all know.

Imported by whoever signs, through ``credential``; never where the web starts.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from app.certificates.linked_data import canonical
from app.certificates.openbadge import did_of, first_moment
from app.signing.keys import Key, Signer
from app.signing.multikey import multibase, multikey

Document = dict[str, Any]


def prove(document: Document, signer: Signer, address: str, day: date) -> Document:
    """Add a proof of a day; the same document under the same key always gets the same proof.

    A key that was made later proves from its own first day: no proof is older than its key.
    """
    proof: Document = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": first_moment(max(day, signer.key.created_on)),
        "verificationMethod": method_of(address, signer.key),
        "proofPurpose": "assertionMethod",
    }
    about = canonical({"@context": document["@context"], **proof})
    digests = sha256(about).digest() + sha256(canonical(document)).digest()
    return {**document, "proof": [{**proof, "proofValue": multibase(signer.sign(digests))}]}


def method_of(address: str, key: Key) -> str:
    """Name a key as the issuer's own: its identifier, and the key itself behind the number sign."""
    return f"{did_of(address)}#{multikey(key)}"
