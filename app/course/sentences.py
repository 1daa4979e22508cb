"""Takes words apart into sentences, in every script of the course, and tells which of them changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

# Latin marks end a sentence before a space; Khmer, Burmese and Chinese ones always do. Thai and Lao have none, so
# there a line is what a sentence is elsewhere.
_END = re.compile(r"(?<=[.!?])\s+|(?<=[។៕။。！？])\s*|\s*\n+\s*")

Swap = tuple[str | None, str | None]
"""A sentence before and after; None where it was not there or is gone."""


def sentences(words: str) -> list[str]:
    """Split words into their sentences."""
    return [part.strip() for part in _END.split(words) if part and part.strip()]


def changed_sentences(old: str, new: str) -> Iterator[Swap]:
    """Pair the sentences that differ, in their order; those that stand in both are passed over."""
    before, after = sentences(old), sentences(new)
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from zip_longest(before[i:j], after[k:m])
