"""Private keys as files: PKCS#8 sealed by scrypt and AES-256 (RFC 7914, RFC 8018), as ``openssl pkcs8`` reads them.

The library would seal PKCS#8 by PBKDF2 with 2,048 rounds, which a rented card guesses through; so the envelope is
written here, and opened by the library.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import cast

from asn1crypto import core, pem
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.padding import PKCS7

from app.signing.errors import KeyFileMissing, KeyFileOpen, WrongPassphrase

PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey

COST, BLOCK, LANES = 2**14, 8, 1
"""Scrypt's parameters: 16 MB and 50 ms for each guess, the most that OpenSSL's own tools still open."""
SHORTEST_PASSPHRASE = 20
_PBES2, _SCRYPT, _AES_256 = "1.2.840.113549.1.5.13", "1.3.6.1.4.1.11591.4.11", "2.16.840.1.101.3.4.1.42"
_OTHERS = 0o077


class _Algorithm(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types.
    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any)]  # noqa: RUF012


class _ScryptParameters(core.Sequence):  # type: ignore[misc]
    _fields = [  # noqa: RUF012
        ("salt", core.OctetString),
        ("cost", core.Integer),
        ("block", core.Integer),
        ("lanes", core.Integer),
    ]


class _Pbes2Parameters(core.Sequence):  # type: ignore[misc]
    _fields = [("derivation", _Algorithm), ("cipher", _Algorithm)]  # noqa: RUF012


class _Envelope(core.Sequence):  # type: ignore[misc]
    _fields = [("algorithm", _Algorithm), ("data", core.OctetString)]  # noqa: RUF012


def sealed(key: PrivateKey, passphrase: str) -> bytes:
    """Write a private key as a PEM that only its passphrase opens."""
    salt, iv = secrets.token_bytes(16), secrets.token_bytes(16)
    secret = Scrypt(salt=salt, length=32, n=COST, r=BLOCK, p=LANES).derive(passphrase.encode())
    padder, cipher = PKCS7(128).padder(), Cipher(algorithms.AES(secret), modes.CBC(iv)).encryptor()
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    data = cipher.update(padder.update(plain) + padder.finalize()) + cipher.finalize()
    return cast("bytes", pem.armor("ENCRYPTED PRIVATE KEY", _envelope(salt, iv, data)))


def keep(path: Path, key: PrivateKey, passphrase: str) -> None:
    """Write a sealed key into a new file that nobody else may read; raise FileExistsError where there is one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(sealed(key, passphrase))


def check_private(path: Path) -> None:
    """Raise KeyFileMissing where there is no such file, KeyFileOpen where others may read it."""
    if not path.is_file():
        raise KeyFileMissing(path)
    if path.stat().st_mode & _OTHERS:
        raise KeyFileOpen(path)


def unlock(path: Path, passphrase: str) -> PrivateKey:
    """Open a sealed key; raise KeyFileMissing, KeyFileOpen where others may read it, or WrongPassphrase."""
    check_private(path)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), passphrase.encode())
    except (ValueError, TypeError):
        raise WrongPassphrase(path) from None
    return cast("PrivateKey", key)


def _envelope(salt: bytes, iv: bytes, data: bytes) -> bytes:
    parameters = _ScryptParameters({"salt": salt, "cost": COST, "block": BLOCK, "lanes": LANES})
    derivation = _Algorithm({"algorithm": _SCRYPT, "parameters": parameters})
    cipher = _Algorithm({"algorithm": _AES_256, "parameters": core.OctetString(iv)})
    algorithm = _Algorithm(
        {"algorithm": _PBES2, "parameters": _Pbes2Parameters({"derivation": derivation, "cipher": cipher})}
    )
    return cast("bytes", _Envelope({"algorithm": algorithm, "data": data}).dump())
