"""The names that the root gives to keys that seal: read by a library that did not write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.signing.certificates import certified
from app.signing.keys import Key, Use
from app.signing.making import next_list, request_of
from tests.signing.people import ADDRESS, NOON, PASSPHRASE, kept_keys, make_keys


def read(key: Key) -> x509.Certificate:
    assert key.certificate
    return x509.load_der_x509_certificate(key.certificate)


def sealing_key() -> Key:
    key = kept_keys()[1].active(Use.PDF)
    assert key
    return key


def test_the_root_signed_both_certificates() -> None:
    root, key = kept_keys()[1].root, sealing_key()
    read(key).verify_directly_issued_by(read(root))
    read(root).verify_directly_issued_by(read(root))
    assert read(key).public_key() == key.public_key()
    assert isinstance(root.public_key(), ec.EllipticCurvePublicKey)


def test_a_certificate_names_issuer_and_key_and_a_test_says_so_first() -> None:
    key = sealing_key()
    subject = read(key).subject
    (name,) = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert name.value == f"TEST Invented Office, pdf {key.kid}"
    assert read(key).issuer.rfc4514_string().startswith(r"CN=TEST XX-TEST\, root ")


def test_only_keys_that_seal_and_the_root_have_one() -> None:
    assert [key.use for key in kept_keys()[1].keys if key.certificate] == [Use.PDF]
    assert kept_keys()[1].root.certificate


def test_a_sealing_key_may_seal_and_not_sign_certificates() -> None:
    extensions = read(sealing_key()).extensions
    usage = extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical and usage.value.digital_signature and usage.value.content_commitment
    assert not usage.value.key_cert_sign
    assert not extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    root = read(kept_keys()[1].root).extensions
    assert root.get_extension_for_class(x509.BasicConstraints).value.ca


def test_it_holds_from_the_day_of_the_key_for_years() -> None:
    certificate = read(sealing_key())
    assert certificate.not_valid_before_utc.date() == sealing_key().created_on
    assert certificate.not_valid_after_utc > datetime(2036, 1, 1, tzinfo=UTC)


def test_a_later_list_keeps_what_was_made_even_where_the_issuer_has_a_new_name(tmp_path: Path) -> None:
    keyring, trust = make_keys(tmp_path)
    request = request_of(keyring, at=NOON, issuer=trust.issuer, names={"en": "Renamed Office"}, address=ADDRESS)
    bare = replace(trust.root, certificate=None)
    later = certified(next_list(request, bare), keyring.signer(trust.root, PASSPHRASE))
    assert later.root == trust.root
    assert later.keys == trust.keys


@pytest.mark.parametrize("name", ["A" * 200, "ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ " * 4])
def test_a_long_name_is_cut_and_the_key_stays_in_it(name: str, tmp_path: Path) -> None:
    keyring, trust = make_keys(tmp_path)
    bare = replace(trust, names={"en": name}, keys=tuple(replace(key, certificate=None) for key in trust.keys))
    key = certified(bare, keyring.signer(trust.root, PASSPHRASE)).active(Use.PDF)
    assert key
    (common,) = read(key).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert str(common.value).endswith(f", pdf {key.kid}")
    assert len(str(common.value).encode()) <= 64
