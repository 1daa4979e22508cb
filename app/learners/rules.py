"""Decisions about PINs, names and addresses, as pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from app.core.digits import latin_digits
from app.core.names import NameFault, NameWarning, is_latin, name_fault, name_key, normalise_name

MOST_TYPED = 1000
"""The most code points that are read as a name: more than twice what any name may have, and little work to read."""
PIN_DIGITS = 6
SIX_DIGITS = re.compile(f"[0-9]{{{PIN_DIGITS}}}$")
_STEPS_UP_AND_DOWN = (1, -1)
# Lines and corners on the keys of a phone, and runs taken in another order.
_ON_THE_KEYS = "147258 258147 147369 258369 159753 753159 159357 357159 159951 147852 741852 369258 963852 852456"
_OTHER_RUNS = "789456 456123 123654 654123 123789 789123 102030 010203 101010 142536 147896 123698 321654 520131 131452"
_OFTEN_CHOSEN = frozenset(f"{_ON_THE_KEYS} {_OTHER_RUNS}".split())


class PinFault(StrEnum):
    """Why six digits cannot be a PIN."""

    NOT_SIX_DIGITS = "not-six-digits"
    ONE_DIGIT = "one-digit"
    RUN = "run"
    PATTERN = "pattern"
    IN_NUMBER = "in-number"


class ReadingFault(StrEnum):
    """Why a text cannot stand on the line for the passport's name, besides what no name may be."""

    NOT_LATIN = "not-latin"


@dataclass(frozen=True, slots=True)
class ReadName:
    """What became of a typed name: a name, or a fault, or readings among which the person must choose."""

    name: str | None = None
    fault: NameFault | ReadingFault | None = None
    readings: tuple[str, ...] = ()
    warnings: tuple[NameWarning, ...] = ()


def read_pin(typed: str) -> str:
    """Read a PIN typed in the digits of any script, with spaces or without."""
    return re.sub(r"\s", "", latin_digits(typed))


def pin_fault(pin: str, number: str | None = None) -> PinFault | None:
    """Tell why a PIN would be guessed among the first, or None when it is as good as six digits can be."""
    return next(_pin_faults(pin, number), None)


def _pin_faults(pin: str, number: str | None) -> Iterator[PinFault]:
    if not SIX_DIGITS.fullmatch(pin):
        yield PinFault.NOT_SIX_DIGITS
        return
    if len(set(pin)) == 1:
        yield PinFault.ONE_DIGIT
    if _is_run(pin):
        yield PinFault.RUN
    if _is_pattern(pin):
        yield PinFault.PATTERN
    if number and pin in number:
        yield PinFault.IN_NUMBER


def _is_run(pin: str) -> bool:
    """Tell whether the digits count up or down, past 9 and 0 too."""
    return any(
        all((int(after) - int(before) - step) % 10 == 0 for before, after in pairwise(pin))
        for step in _STEPS_UP_AND_DOWN
    )


def _is_pattern(pin: str) -> bool:
    """Find 123123, 121212, 112233, 111222, 123321 and their like, and lines on the keys of a phone."""
    halves_alike = pin[:3] == pin[3:]
    pairs_alike = pin[:2] * 3 == pin
    doubled = pin[::2] == pin[1::2]
    tripled = len(set(pin[:3])) == 1 and len(set(pin[3:])) == 1
    mirrored = pin == pin[::-1]
    return halves_alike or pairs_alike or doubled or tripled or mirrored or pin in _OFTEN_CHOSEN


def read_name(typed: str, lang: str | None = None, *, chosen: str | None = None, latin: bool = False) -> ReadName:
    """Read a typed name; where it may be understood in more than one way, the person's choice settles it."""
    if len(typed) > MOST_TYPED:
        return ReadName(fault=NameFault.TOO_LONG)
    likely = normalise_name(typed, lang)
    fault = _name_fault(likely.name, latin)
    if fault:
        return ReadName(fault=fault)
    if not likely.warnings:
        return ReadName(name=likely.name)
    readings = _readings(typed, lang)
    if chosen in readings:
        return ReadName(name=chosen)
    return ReadName(readings=readings, warnings=likely.warnings)


def _name_fault(name: str, latin: bool) -> NameFault | ReadingFault | None:
    fault = name_fault(name)
    if fault is None and latin and not is_latin(name):
        return ReadingFault.NOT_LATIN
    return fault


def _readings(typed: str, lang: str | None) -> tuple[str, ...]:
    ways = (None, True, False)
    readings = [normalise_name(typed, lang, zawgyi=way).name for way in ways]
    return tuple(dict.fromkeys(reading for reading in readings if name_fault(reading) is None))


def search_key(*names: str | None) -> str:
    """Give what a search compares: the key of each name, with a space between them."""
    return " ".join(name_key(name) for name in names if name)


def is_own_page(address: str) -> bool:
    """Tell whether an address is a plain path on this site, to which a person may be sent on after signing in.

    Browsers read a backslash as a slash and drop control characters, so an address that holds any is refused.
    """
    return re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f]*", address) is not None
