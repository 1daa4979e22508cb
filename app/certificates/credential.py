"""The signed credentials of an issuer: of a certificate, and of the list that says which hold no more."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from app.certificates.bitstring import PURPOSE, ListName, encoded, list_address
from app.certificates.openbadge import CONTEXTS, address_of, did_of, first_moment, last_moment, openbadge
from app.certificates.statement import Statement
from app.printing.door import behind
from app.signing.keys import KeyState, Signer, Use
from app.signing.multikey import multikey
from app.signing.trust import TrustList

FILE_NAME = "openbadge.json"
LIST_HOLDS = timedelta(days=7)
"""A reader who only has an older status list is told so by its last day."""


def signed_credential(statement: Statement, signer: Signer) -> bytes:
    """Write the signed credential of a certificate; the same statement under the same key gives the same bytes."""
    return _proved(openbadge(statement), signer, address_of(statement), statement.issued_on)


def signed_status_list(address: str, name: ListName, withdrawn: Iterable[int], signer: Signer, day: date) -> bytes:
    """Write the list of a day: which serials are superseded or revoked."""
    listed = list_address(address, name)
    document = {
        "@context": [CONTEXTS[0]],
        "id": listed,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did_of(address),
        "validFrom": first_moment(day),
        "validUntil": last_moment(day + LIST_HOLDS),
        "credentialSubject": {
            "id": f"{listed}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "encodedList": encoded(withdrawn),
        },
    }
    return _proved(document, signer, address, day)


def did_document(trust: TrustList, address: str) -> bytes:
    """Write which keys prove credentials: all that ever did, but for those that somebody else may have."""
    did = did_of(address)
    keys = [multikey(key) for key in trust.of_use(Use.VC) if key.state is not KeyState.REVOKED]
    methods = [{"id": f"{did}#{key}", "type": "Multikey", "controller": did, "publicKeyMultibase": key} for key in keys]
    contexts = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
    ids = [method["id"] for method in methods]
    return _written({"@context": contexts, "id": did, "verificationMethod": methods, "assertionMethod": ids})


def _proved(document: dict[str, Any], signer: Signer, address: str, day: date) -> bytes:
    return _written(behind("app.certificates.proving").prove(document, signer, address, day))


def _written(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
