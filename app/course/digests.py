"""Digests by which a text, an edition and the whole course are told from any other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

from app.course.catalogue import Edition, Module

SHORT = 12
"""So many hex digits are printed, and written into status files."""


def digest_of(value: object) -> str:
    """Digest words, numbers, lists and mappings of these; the order of keys does not count."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


def structure_digest(version: str, sectors: Iterable[str], modules: Iterable[Module]) -> str:
    """Digest what the course is made of, without a word of text and without the lines it was written on."""
    return digest_of([version, list(sectors), [plain(module) for module in modules]])


def course_digest(structure: str, editions: Mapping[str, Edition]) -> str:
    """Digest the structure and every text in every locale."""
    return digest_of([structure, {locale: _words(edition) for locale, edition in editions.items()}])


def edition_digest(structure: str, english: Edition, own: Edition) -> str:
    """Digest all that a page in a locale depends on: its texts and their states, and the English below them."""
    return digest_of([structure, _words(english), _words(own), _states(own)])


def plain(thing: Any) -> Any:
    """Turn dataclasses and tuples into mappings and lists, without what does not count when two are compared."""
    if is_dataclass(thing):
        return {part.name: plain(getattr(thing, part.name)) for part in fields(thing) if part.compare}
    return [plain(part) for part in thing] if isinstance(thing, tuple) else thing


def _words(edition: Edition) -> dict[str, str]:
    return {name: text.digest for name, text in edition.units()}


def _states(edition: Edition) -> dict[str, str]:
    return {name: text.state for name, text in edition.units()}
