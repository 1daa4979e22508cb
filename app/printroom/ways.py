"""Further ways from the page of a run: each part of the print room names its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString


@dataclass(frozen=True, slots=True)
class RunWay:
    """A page or a file about a run; its address takes ``run_id``."""

    endpoint: str
    words: LazyString
    icon: str = "download"
    needs_drawing: bool = False
    """Whether it is there only once the run is drawn."""


_WAYS: list[RunWay] = []


def register_run_way(way: RunWay) -> None:
    """Offer a way on the page of each run."""
    if way not in _WAYS:
        _WAYS.append(way)


def run_ways(*, is_drawn: bool) -> Sequence[RunWay]:
    """List the ways of a run as it stands."""
    return [way for way in _WAYS if is_drawn or not way.needs_drawing]
