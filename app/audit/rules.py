"""What an event may say, as pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

Detail = Mapping[str, str | int | bool | None]

_ACT = re.compile(r"[a-z]+(?:-[a-z]+)+")
# One word without spaces: numbers, codes, tags and roles pass, sentences and most names do not.
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}")
_PERSONAL = re.compile(r"name|pin\b|birth|passport|phone|mail|password")


class ActorKind(StrEnum):
    """Who can do something."""

    LEARNER = "learner"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it."""

    kind: ActorKind
    id: int | None = None

    @classmethod
    def learner(cls, row_id: int) -> Self:
        """Name a learner by the row's id."""
        return cls(ActorKind.LEARNER, row_id)

    @classmethod
    def staff(cls, row_id: int) -> Self:
        """Name a member of staff by the row's id."""
        return cls(ActorKind.STAFF, row_id)


SYSTEM = Actor(ActorKind.SYSTEM)
"""A command, a job or a visitor nobody knows."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What it was done to: ``learner`` and its id, ``certificate`` and its number."""

    kind: str
    id: int | str | None = None


def is_act(act: str) -> bool:
    """Tell whether a text can name an act: two words or more in kebab-case, such as ``pin-reset``."""
    return _ACT.fullmatch(act) is not None


def detail_fault(detail: Detail) -> str | None:
    """Name the entry of a detail that may tell more than an event should; None when there is none."""
    for key, value in detail.items():
        if _PERSONAL.search(key) or (isinstance(value, str) and not _WORD.fullmatch(value)):
            return key
    return None
