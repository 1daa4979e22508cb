"""Making keys, signing and checking: each use has its one algorithm, and nothing in a message may choose another."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from app.signing.keyfiles import PrivateKey
from app.signing.keys import Key, PublicKey, Use

RSA_BITS = 3072
_CURVES: dict[Use, tuple[ec.EllipticCurve, hashes.HashAlgorithm, int]] = {
    Use.QR: (ec.SECP256R1(), hashes.SHA256(), 32),
    Use.ROOT: (ec.SECP384R1(), hashes.SHA384(), 48),
}
"""Curve, digest, and the bytes of each of the two numbers of a signature."""


def new_private_key(use: Use) -> PrivateKey:
    """Make a key for a use."""
    if use in _CURVES:
        return ec.generate_private_key(_CURVES[use][0])
    if use is Use.VC:
        return ed25519.Ed25519PrivateKey.generate()
    return rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)


@dataclass(frozen=True, slots=True)
class FileSigner:
    """Signs with a private key that was unlocked into memory; it never prints itself."""

    key: Key
    _private: PrivateKey

    def __repr__(self) -> str:
        return f"FileSigner({self.key.kid})"

    def sign(self, message: bytes) -> bytes:
        """Sign a message; the same message always gets the same signature, so that a reprint has the same square."""
        private = self._private
        if isinstance(private, ec.EllipticCurvePrivateKey):
            _curve, digest, width = _CURVES[self.key.use]
            numbers = decode_dss_signature(private.sign(message, ec.ECDSA(digest, deterministic_signing=True)))
            return b"".join(number.to_bytes(width, "big") for number in numbers)
        if isinstance(private, ed25519.Ed25519PrivateKey):
            return private.sign(message)
        return private.sign(message, padding.PKCS1v15(), hashes.SHA256())


def is_signed(public: PublicKey, use: Use, message: bytes, signature: bytes) -> bool:
    """Tell whether a signature is that of a message under a public key of this use."""
    try:
        _check(public, use, message, signature)
    except (InvalidSignature, ValueError):
        return False
    return True


def _check(public: PublicKey, use: Use, message: bytes, signature: bytes) -> None:
    if isinstance(public, ec.EllipticCurvePublicKey):
        curve, digest, width = _CURVES[use]
        if len(signature) != 2 * width or public.curve.name != curve.name:
            raise ValueError(use)
        numbers = (int.from_bytes(half, "big") for half in (signature[:width], signature[width:]))
        public.verify(encode_dss_signature(*numbers), message, ec.ECDSA(digest))
    elif isinstance(public, ed25519.Ed25519PublicKey):
        public.verify(signature, message)
    else:
        public.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
