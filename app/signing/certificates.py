"""Certificates (X.509) of the keys that seal files, made by the root when it signs the list that names the key.

A reader of PDF files wants a name beside a key, so here it gets one. The root signs through its ``Signer``, whether it
is a file or a module; a certificate follows from key, root and names alone, so the same ones are never made twice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

from asn1crypto import algos, core, keys, x509

from app.core.i18n import SOURCE
from app.signing.keys import Key, Signer, Use
from app.signing.trust import TrustList

SEAL_YEARS, ROOT_YEARS = 10, 25
"""How long a certificate holds: a seal must be readable for longer than its key signs."""
_LONGEST_NAME = 64
"""Bytes that a common name may have where readers count strictly (RFC 5280)."""
_ECDSA_384 = algos.SignedDigestAlgorithm({"algorithm": "sha384_ecdsa"})


def certified(trust: TrustList, root: Signer) -> TrustList:
    """Give the list with a certificate for the root and for each key that seals files and has none yet."""
    named = replace(trust.root, certificate=trust.root.certificate or certificate_of(trust.root, trust, root))
    keys_now = tuple(
        replace(key, certificate=certificate_of(key, trust, root))
        if key.use is Use.PDF and key.certificate is None
        else key
        for key in trust.keys
    )
    return replace(trust, root=named, keys=keys_now)


def certificate_of(key: Key, trust: TrustList, root: Signer) -> bytes:
    """Make the certificate of one key, in DER."""
    to_be_signed = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": int.from_bytes(sha256(key.public).digest()[:15], "big"),
            "signature": _ECDSA_384,
            "issuer": _subject(trust.root, trust),
            "validity": _validity(key),
            "subject": _subject(key, trust),
            "subject_public_key_info": keys.PublicKeyInfo.load(key.public),
            "extensions": _extensions(key, trust.root),
        }
    )
    signature = algos.DSASignature.from_p1363(root.sign(to_be_signed.dump()))
    made: bytes = x509.Certificate(
        {
            "tbs_certificate": to_be_signed,
            "signature_algorithm": _ECDSA_384,
            "signature_value": core.OctetBitString(signature.dump()),
        }
    ).dump()
    return made


def _subject(key: Key, trust: TrustList) -> Any:
    """Name a key: a test says so first, where every reader shows it.

    The root goes by the issuer's code, which never changes: a new name would part it from what it signed before.
    """
    name = trust.issuer if key.use is Use.ROOT else trust.names.get(SOURCE.tag) or trust.issuer
    what = f"{key.use} {key.kid}"
    said = f"TEST {name}" if key.test else name
    parts = {
        "country_name": trust.issuer[:2],
        "organization_name": _cut(said, _LONGEST_NAME),
        "common_name": f"{_cut(said, _LONGEST_NAME - len(what) - 2)}, {what}",
    }
    return x509.Name.build(parts)


def _cut(name: str, room: int) -> str:
    return name.encode()[:room].decode(errors="ignore")


def _validity(key: Key) -> Any:
    years = ROOT_YEARS if key.use is Use.ROOT else SEAL_YEARS
    begins = key.created_on
    return {"not_before": _time(begins), "not_after": _time(date(begins.year + years, begins.month, 1))}


def _time(day: date) -> Any:
    """Write a moment; from 2050 on the standard wants another type."""
    moment = datetime.combine(day, time(), UTC)
    return x509.Time({"utc_time": moment} if day.year < 2050 else {"general_time": moment})


def _extensions(key: Key, root: Key) -> list[Any]:
    is_root = key.use is Use.ROOT
    usage = {"key_cert_sign", "crl_sign"} if is_root else {"digital_signature", "non_repudiation"}
    return [
        _extension("basic_constraints", {"ca": is_root}, critical=True),
        _extension("key_usage", usage, critical=True),
        _extension("key_identifier", _identifier(key)),
        _extension("authority_key_identifier", {"key_identifier": _identifier(root)}),
    ]


def _extension(name: str, value: Any, *, critical: bool = False) -> Any:
    return {"extn_id": name, "critical": critical, "extn_value": value}


def _identifier(key: Key) -> bytes:
    """Name a key inside certificates (RFC 5280, 4.2.1.2)."""
    name: bytes = keys.PublicKeyInfo.load(key.public).sha1
    return name
