"""What else belongs to the life of a certificate beside the register's own log: each room adds what it knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Flask, current_app

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

_FINDERS = "waymark-life-entries"


@dataclass(frozen=True, slots=True)
class LifeEntry:
    """Something that happened to a certificate or its paper, in words; staff and numbers are named as they are."""

    at: datetime
    what: LazyString | str
    who: LazyString | str = ""
    why: LazyString | str = ""
    note: str = ""
    address: str | None = None
    """A page that tells more."""
    told: str = ""
    """What the way to that page is called: a number, a run, a sheet."""


Finder = Callable[[str], Iterable[LifeEntry]]


def register_life_entries(app: Flask, find: Finder) -> None:
    """Have the page of every certificate ask a room what it knows about a number."""
    app.extensions.setdefault(_FINDERS, []).append(find)


def entries_of(number: str) -> list[LifeEntry]:
    """List what all rooms know about a certificate, in its order."""
    finders: list[Finder] = current_app.extensions.get(_FINDERS, [])
    return sorted((entry for find in finders for entry in find(number)), key=lambda entry: entry.at)
