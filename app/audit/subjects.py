"""What things events are about, and how people name them: each room says so for its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, current_app

from app.audit.rules import Actor, Subject

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

_KINDS = "waymark-audit-subjects"
_SHOWN = re.compile(r"([a-z]+(?:-[a-z]+)*)[ :]+([A-Za-z0-9._:/-]{1,64})")


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """A kind of things, in words, and how one is found by what people type."""

    kind: str
    words: LazyString
    find: Callable[[str], Iterable[Subject]] | None = None
    """Gives the thing that a text names, with all that belongs to it; nothing where it names none."""
    actor: Callable[[str], Actor | None] | None = None
    """Gives who acts under such a name, where things of this kind act."""


def register_subject(app: Flask, kind: SubjectKind) -> None:
    """Let events about a kind of things be searched, and shown in words."""
    app.extensions.setdefault(_KINDS, {})[kind.kind] = kind


def kinds() -> dict[str, SubjectKind]:
    """List the kinds of things."""
    return dict(current_app.extensions.get(_KINDS, {}))


def subjects_named(typed: str) -> frozenset[Subject]:
    """Find what a text names: as people write it, or as an event shows it (``signal 7``)."""
    found = {subject for kind in kinds().values() if kind.find for subject in kind.find(typed)}
    shown = _SHOWN.fullmatch(typed)
    if not found and shown:
        found = {Subject(shown[1], shown[2])}
    return frozenset(found)


def actor_named(typed: str) -> Actor | None:
    """Find who acts under a name."""
    actors = (kind.actor(typed) for kind in kinds().values() if kind.actor)
    return next((actor for actor in actors if actor), None)
