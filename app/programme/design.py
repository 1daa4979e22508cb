"""What a ministry may choose about the look of its certificates: three pictures, and some words in each language.

A *design* is these choices, finished: it is never changed, and a certificate names the one it was given in. The words
are copied into each certificate; the pictures are found by the *key*, which is made of their digests.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

STANDARD = "waymark-1"
"""The key of the design without pictures, and what every other key begins with."""
_DIGITS = 12


class Part(StrEnum):
    """A place for a picture."""

    LOGO = "logo"
    SEAL = "seal"
    SIGNATURE = "signature"


class PictureKind(StrEnum):
    """How a picture is kept."""

    DRAWING = "drawing"
    """Shapes, as SVG that was rebuilt."""
    PIXELS = "pixels"
    """A PNG that was written anew."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was checked and rebuilt."""

    kind: PictureKind
    content: bytes
    width: float
    height: float
    """Of the picture itself, in units of its own; only their ratio counts."""

    @property
    def digest(self) -> str:
        """Give SHA-256 of what is kept."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class DesignWords:
    """What a design says in one language; each may be empty."""

    header: str = ""
    """Above the heading, as a state writes it there; at most two lines."""
    legal_line: str = ""
    """On what law or decree the certificate rests."""
    signatory: str = ""
    """Who signs."""
    signatory_title: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Self:
        """Read what was kept."""
        return cls(**{name: values.get(name, "") for name in WORD_NAMES})

    def kept(self) -> dict[str, str]:
        """Give what is worth keeping."""
        return {name: text for name in WORD_NAMES if (text := getattr(self, name))}


WORD_NAMES = ("header", "legal_line", "signatory", "signatory_title")
LONGEST_WORDS: Mapping[str, int] = {"header": 90, "legal_line": 160, "signatory": 60, "signatory_title": 80}
"""Characters that have room on the paper, with the longest names beside."""


@dataclass(frozen=True, slots=True)
class Design:
    """The choices of a ministry about its certificates."""

    pictures: Mapping[Part, Picture] = field(default_factory=dict)
    words: Mapping[str, DesignWords] = field(default_factory=dict)
    """By locale tag."""

    @property
    def key(self) -> str:
        """Name the pictures: whoever has the key can tell whether they are the right ones."""
        if not self.pictures:
            return STANDARD
        named = "\n".join(f"{part.value} {self.pictures[part].digest}" for part in Part if part in self.pictures)
        return f"{STANDARD}/{hashlib.sha256(named.encode()).hexdigest()[:_DIGITS]}"

    def words_in(self, tag: str) -> DesignWords:
        """Give what the design says in a language, nothing where it says nothing."""
        return self.words.get(tag, DesignWords())


def is_key(text: str) -> bool:
    """Tell whether a text can be the key of a design."""
    start, _, digits = text.partition("/")
    return text == STANDARD or (start == STANDARD and len(digits) == _DIGITS and set(digits) <= set("0123456789abcdef"))
