"""Merkle trees by the vectors that RFC 6962's own authors publish, and proofs for every leaf."""

from __future__ import annotations

import pytest

from app.certificates.merkle import proof_of, root_by_proof, root_of

LEAVES = [bytes.fromhex(leaf) for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
LEAVES.append(bytes(range(0x60, 0x70)))
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("size", ROOTS)
def test_the_root_is_that_of_the_standard(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize("size", range(1, 9))
def test_every_leaf_is_proved_to_be_under_the_root_and_no_other_leaf_is(size: int) -> None:
    leaves = LEAVES[:size]
    for place, leaf in enumerate(leaves):
        proof = proof_of(leaves, place)
        assert root_by_proof(leaf, place, size, proof) == root_of(leaves)
        assert root_by_proof(b"forged", place, size, proof) != root_of(leaves)
        assert root_by_proof(leaf, place, size, [*proof, b"more"]) is None


def test_a_place_beyond_the_last_has_no_proof() -> None:
    with pytest.raises(IndexError):
        proof_of(LEAVES, len(LEAVES))
