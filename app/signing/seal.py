"""Seal a file: a PAdES signature (B-B) without a picture, as the last thing done to a PDF; nothing may change after it.

Imported by whoever seals, through a door; never where the web starts: pyHanko takes more than half a second.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from asn1crypto import algos, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.signing.errors import NoCertificate
from app.signing.keys import Key, Signer

FIELD = "Seal"
_RESERVED = 6_144
"""Hexadecimal digits kept free for the signature: it takes about 2,300 bytes with both certificates."""


def seal(content: bytes, signer: Signer, root: Key, at: datetime) -> bytes:
    """Seal a PDF at a moment; the same file, key and moment give the same bytes. Raises NoCertificate."""
    writer = _Writer(BytesIO(content))
    session = _Session(_metadata(), _Seal(signer, root), at)
    with ThreadPoolExecutor(1) as beside:  # pyHanko starts a loop of its own, and this thread may run one already.
        sealed: BytesIO = beside.submit(session.sign_pdf, writer, bytes_reserved=_RESERVED).result()
    return sealed.getvalue()


def _metadata() -> Any:
    return signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )


class _Seal(signers.Signer):
    """Lets whatever holds our key sign: pyHanko would load and check the key anew for each file."""

    def __init__(self, signer: Signer, root: Key) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        if root.certificate:
            store.register(x509.Certificate.load(root.certificate))
        super().__init__(
            signing_cert=x509.Certificate.load(_certificate(signer.key)),
            cert_registry=store,
            signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
        )
        self._signer = signer

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self._signer.sign(data)


class _Session(signers.PdfSigner):
    """Seals at the moment it is told, and not by the clock of the machine."""

    def __init__(self, metadata: Any, signer: _Seal, at: datetime) -> None:
        super().__init__(metadata, signer)
        self._at = at

    def init_signing_session(self, *given: Any, **more: Any) -> Any:
        session = super().init_signing_session(*given, **more)
        session.system_time = self._at
        return session


class _Writer(IncrementalPdfFileWriter):
    """Adds the seal and nothing else, and names what comes of it by what was there instead of by chance.

    What the file says of itself stays as it was: its claims to be PDF/A and PDF/UA are written there.
    """

    def _update_meta(self) -> None:
        """Leave the day of the last change: the seal has a moment of its own."""

    @classmethod
    def _handle_id(cls, prev: Any) -> Any:
        before, _changed = prev.trailer["/ID"]
        digest = sha256(prev.stream.getvalue()).digest()[:16]
        return generic.ArrayObject([generic.ByteStringObject(before.original_bytes), generic.ByteStringObject(digest)])


def _certificate(key: Key) -> bytes:
    if key.certificate is None:
        raise NoCertificate(key.kid)
    return key.certificate
