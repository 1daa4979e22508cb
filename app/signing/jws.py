"""Signed JSON documents: JSON Web Signatures in the flattened form (RFC 7515, section 7.2.2).

A list that many programs check for many years is in the format most of them read. Which algorithm counts is decided
by the key, never by the document.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from typing import Any

from app.signing.algorithms import is_signed
from app.signing.errors import BadSignature
from app.signing.keys import Key, Signer


def sign_document(content: Mapping[str, Any], signer: Signer) -> str:
    """Sign a document; equal contents signed by one key give equal text."""
    header = _encoded({"alg": signer.key.algorithm, "kid": signer.key.kid})
    payload = _encoded(content)
    signature = _b64(signer.sign(f"{header}.{payload}".encode()))
    return json.dumps({"payload": payload, "protected": header, "signature": signature})


def read_document(text: str | bytes, keys: Iterable[Key]) -> dict[str, Any]:
    """Give what a document says if one of these keys signed it; raise BadSignature otherwise."""
    header, payload, signature, kid = _parts(text)
    message = f"{header}.{payload}".encode()
    for key in keys:
        if key.kid == kid and is_signed(key.public_key(), key.use, message, signature):
            return dict(json.loads(_unb64(payload)))
    raise BadSignature


def unverified(text: str | bytes) -> dict[str, Any]:
    """Give what a document says without believing it, to learn whose key to look for; raise BadSignature if nothing."""
    return dict(json.loads(_unb64(_parts(text)[1])))


def signed_parts(text: str | bytes) -> tuple[bytes, bytes]:
    """Give what was signed of a document, and its signature, for programs that know no JSON; raise BadSignature."""
    header, payload, signature, _kid = _parts(text)
    return f"{header}.{payload}".encode(), signature


def _parts(text: str | bytes) -> tuple[str, str, bytes, str]:
    try:
        document = json.loads(text)
        header, payload = document["protected"], document["payload"]
        return header, payload, _unb64(document["signature"]), str(json.loads(_unb64(header))["kid"])
    except (ValueError, KeyError, TypeError):
        raise BadSignature from None


def _encoded(content: Mapping[str, Any]) -> str:
    return _b64(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def _b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
