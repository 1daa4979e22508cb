"""Merkle trees as RFC 6962 builds them: one root stands for all leaves, and few hashes prove that a leaf is among them.

Hashes are SHA-256; a leaf is hashed behind a byte of 0 and an inner node behind a byte of 1, so that neither can be
taken for the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """Hash one leaf."""
    return sha256(b"\x00" + leaf).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Give the root over all leaves, in their order."""
    level = [leaf_hash(leaf) for leaf in leaves]
    while len(level) > 1:
        level = _next(level)
    return level[0] if level else EMPTY


def proof_of(leaves: Sequence[bytes], place: int) -> list[bytes]:
    """Give the hashes that lead from the leaf at a place, counted from 0, to the root; the lowest comes first."""
    if not 0 <= place < len(leaves):
        raise IndexError(place)
    level, proof = [leaf_hash(leaf) for leaf in leaves], []
    while len(level) > 1:
        beside = place ^ 1
        if beside < len(level):
            proof.append(level[beside])
        level, place = _next(level), place // 2
    return proof


def root_by_proof(leaf: bytes, place: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """Give the root to which a proof leads a leaf; None where the proof is too long or too short."""
    node, last, hashes = leaf_hash(leaf), size - 1, list(proof)
    while last > 0:
        if place % 2 or place < last:
            if not hashes:
                return None
            beside = hashes.pop(0)
            node = _node(beside, node) if place % 2 else _node(node, beside)
        place, last = place // 2, last // 2
    return None if hashes else node


def _next(level: Sequence[bytes]) -> list[bytes]:
    """Join neighbours; the last one without a neighbour goes up as it is."""
    pairs = [_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return [*pairs, level[-1]] if len(level) % 2 else pairs


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
