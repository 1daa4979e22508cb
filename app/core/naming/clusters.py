"""Put the marks of a cluster in order: what Khmer, Burmese, Thai and Lao share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby


def ranks(*groups: Iterable[str]) -> dict[str, int]:
    """Give each mark the place of its group."""
    return {mark: place for place, group in enumerate(groups) for mark in group}


def in_order(marks: Iterable[str], rank: Mapping[str, int]) -> str:
    """Sort marks by rank, equal ranks as they were typed, and keep one of those that stand doubled.

    A doubled mark is drawn upon itself, so nobody saw that the key was pressed twice.
    """
    return "".join(mark for mark, _ in groupby(sorted(marks, key=rank.__getitem__)))
