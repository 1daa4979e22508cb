"""The ways into a class that its page offers; each room to the right adds its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, current_app

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

_WAYS = "waymark-cohort-ways"


@dataclass(frozen=True, slots=True)
class CohortWay:
    """A page about one class; its endpoint takes ``cohort_id``."""

    endpoint: str
    words: LazyString
    place: int
    """Where it stands in the list; the lower, the nearer to the top."""


def register_way(app: Flask, way: CohortWay) -> None:
    """Have the page of every class offer a way."""
    app.extensions.setdefault(_WAYS, []).append(way)


def ways() -> list[CohortWay]:
    """List the ways in their order."""
    return sorted(current_app.extensions.get(_WAYS, []), key=lambda way: (way.place, way.endpoint))
