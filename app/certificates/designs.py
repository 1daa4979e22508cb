"""The designs that this process can draw; a certificate names its own.

Who draws may have no database, as the processes of a print run have none. So whoever has one looks the designs up
(``drawing.designs_for``) and hands them over, and they are known from then on.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.printing.errors import CannotPrint
from app.programme.design import STANDARD, Design

_known: dict[str, Design] = {STANDARD: Design()}


def know(designs: Iterable[Design]) -> None:
    """Let this process draw these designs."""
    _known.update((design.key, design) for design in designs)


def is_known(key: str) -> bool:
    """Tell whether this process can draw a design."""
    return key in _known


def designed(key: str) -> Design:
    """Give a design that this process knows; raise CannotPrint, since no paper is drawn in another than its own."""
    found = _known.get(key)
    if found is None:
        raise CannotPrint(f"The design {key} is not known here.")
    return found
