"""The keys under which a name is found: whole, from each of its words on, and with one sign wrong.

All are made of ``app.core.names.name_key``, so spaces, capitals and accents never matter; here the marks of tone and
silence go as well, which people leave out on a telephone's keyboard. Names in Chinese have no spaces, so each sign
begins a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from zlib import crc32

from app.core.names import key_of_normalised
from app.core.naming.characters import HAN

_TONES = dict.fromkeys(
    [
        *range(0x17C9, 0x17D2),  # Khmer: the two that shift a series, bantoc to viriam; not the sign that stacks
        *range(0x0E47, 0x0E4F),  # Thai: maitaikhu, tones, thanthakhat
        *range(0x0EC8, 0x0ECD),  # Lao: tones and the sign of silence
        0x1037,  # Burmese: dot below
        0x1038,  # Burmese: visarga
    ]
)
_WORD = re.compile(r"[\s.\u00b7-]+")
_SPELT_ALIKE = (
    ("h", ""),
    ("w", "v"),
    ("y", "i"),
    ("j", "ch"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ea", "e"),
    ("ae", "e"),
)
"""What offices write differently when they put a name into Latin letters; h goes first, so PH and P are one."""
_DOUBLED = re.compile(r"(.)\1+")
_LONGEST = 24
"""Signs of a name in which a mistake is looked for; what is longer is found by its beginning."""
_SHORTEST = 4
_SHORTEST_OF_HAN = 3


def search_key(name: str) -> str:
    """Give the whole key of a name that stands in its one spelling."""
    return key_of_normalised(name).translate(_TONES)


def parts_of(name: str) -> tuple[str, ...]:
    """Give the keys of a name from each of its words on, the whole name first."""
    keys = [search_key(word) for word in _words(name)]
    return tuple(dict.fromkeys("".join(keys[place:]) for place, key in enumerate(keys) if key))


def turned(name: str) -> tuple[str, ...]:
    """Give the keys of a name with its words in turned order, as where a family name comes last."""
    keys = [search_key(word) for word in name.split()]
    return tuple("".join(keys[place:] + keys[:place]) for place in range(1, len(keys)))


def sound(key: str) -> str:
    """Write a key in Latin letters as its simplest romanisation; other scripts stay as they are."""
    if not key.isascii():
        return key
    for spelling, plain in _SPELT_ALIKE:
        key = key.replace(spelling, plain)
    return _DOUBLED.sub(r"\1", key)


def near_marks(key: str) -> frozenset[int]:
    """Give the marks of which two names share one where one sign was added, lost, changed or changed places.

    Each mark stands for the name without one of its signs. Two equal marks of different names are possible and rare.
    """
    said = sound(key)[:_LONGEST]
    shortest = _SHORTEST_OF_HAN if HAN.match(said) else _SHORTEST
    return frozenset(map(_mark, _without_one(said) if len(said) >= shortest else [said]))


def _words(name: str) -> Iterator[str]:
    for word in _WORD.split(name):
        yield from word if HAN.match(word) else [word]


def _without_one(said: str) -> Iterator[str]:
    yield said
    for place in range(len(said)):
        yield said[:place] + said[place + 1 :]


def _mark(text: str) -> int:
    """Give a number that a column of four bytes holds."""
    return crc32(text.encode()) - 2**31
