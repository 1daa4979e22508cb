"""A sealed paper: other people's programs call it valid, and any change to it invalid."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from app.signing.errors import NoCertificate
from app.signing.keys import Signer, Use
from app.signing.seal import seal
from tests.certificates.test_attachment import check_claims, credential, detached, paper
from tests.signing.people import PASSPHRASE, kept_keys

AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@cache
def signer() -> Signer:
    keyring, trust = kept_keys()
    key = trust.active(Use.PDF)
    assert key
    return keyring.signer(key, PASSPHRASE)


@cache
def sealed() -> bytes:
    return seal(paper(), signer(), kept_keys()[1].root, AT)


def said_by_pdfsig(content: bytes, folder: Path) -> str:
    (folder / "sealed.pdf").write_bytes(content)
    run = subprocess.run(["pdfsig", "sealed.pdf"], cwd=folder, capture_output=True, text=True, check=False)
    return run.stdout


def test_pdfsig_calls_it_valid_and_names_a_test_as_one(tmp_path: Path) -> None:
    said = said_by_pdfsig(sealed(), tmp_path)
    assert "Signature Validation: Signature is Valid." in said
    assert "Total document signed" in said
    assert "Signature Type: ETSI.CAdES.detached" in said
    assert "Signer Certificate Common Name: TEST Invented Office, pdf " in said
    assert said.count("Signature #") == 1


@pytest.mark.parametrize("place", [0.02, 0.3, 0.6, 0.9])
def test_one_flipped_bit_is_invalid(place: float, tmp_path: Path) -> None:
    flipped = bytearray(sealed())
    flipped[int(len(paper()) * place)] ^= 1
    assert "Signature is Valid" not in said_by_pdfsig(bytes(flipped), tmp_path)


def test_what_is_added_later_is_not_covered(tmp_path: Path) -> None:
    assert "Total document signed" not in said_by_pdfsig(sealed() + b"\n% more\n", tmp_path)


def test_it_allows_no_changes_and_is_not_seen() -> None:
    with pikepdf.open(io.BytesIO(sealed())) as file:
        (field,) = file.Root.AcroForm.Fields
        (reference,) = field.V.Reference
        assert reference.TransformMethod == "/DocMDP"
        assert reference.TransformParams.P == 1
        assert file.Root.Perms.DocMDP.objgen == field.V.objgen
        assert [float(side) for side in field.Rect] == [0, 0, 0, 0]


def test_the_paper_below_is_untouched_and_claims_what_it_claimed(tmp_path: Path) -> None:
    assert sealed().startswith(paper())
    check_claims(sealed())
    assert detached(sealed(), tmp_path) == credential()


def test_the_moment_is_the_one_it_was_told_and_the_bytes_follow_from_it() -> None:
    assert seal(paper(), signer(), kept_keys()[1].root, AT) == sealed()
    with pikepdf.open(io.BytesIO(sealed())) as file:
        assert str(file.Root.AcroForm.Fields[0].V.M).startswith("D:20261123083000")


def test_a_sealed_file_has_an_identifier_of_its_own_and_keeps_the_first() -> None:
    with pikepdf.open(io.BytesIO(sealed())) as file, pikepdf.open(io.BytesIO(paper())) as before:
        assert bytes(file.trailer.ID[0]) == bytes(before.trailer.ID[0])
        assert bytes(file.trailer.ID[1]) != bytes(before.trailer.ID[1])


def test_a_seal_takes_less_than_ten_kilobytes() -> None:
    assert len(sealed()) - len(paper()) < 10_000


def test_the_room_for_the_signature_is_not_full() -> None:
    """The longest names an issuer may have take some hundred bytes more."""
    found = re.search(rb"/Contents ?<([0-9a-fA-F]+?)(0*)>", sealed())
    assert found
    assert len(found[2]) > 600


def test_a_key_without_a_certificate_does_not_seal() -> None:
    class Bare:
        key = replace(signer().key, certificate=None)

        def sign(self, message: bytes) -> bytes:
            return signer().sign(message)

    with pytest.raises(NoCertificate) as refused:
        seal(paper(), Bare(), kept_keys()[1].root, AT)
    assert "has no certificate" in refused.value.message
