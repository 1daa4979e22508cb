"""What a reviewer sends: the digests of the words they saw, and what they typed; nothing of it is ever thrown away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from werkzeug.datastructures import MultiDict

from app.reviewing.errors import WordsChanged
from app.reviewing.rules import Seen

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

PASSAGE = "passage-"
TICKED = "right"
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and could not be taken, to be shown again."""

    form: str = ""
    passages: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    message: LazyString | str = ""
    faults: Mapping[str, list[str]] = field(default_factory=dict)


def read_seen(form: MultiDict[str, str]) -> Seen:
    """Read which words a reviewer saw; raise WordsChanged where the page did not say it."""
    return _seen(form.get("source", ""), form.get("own", ""))


def read_passages(form: MultiDict[str, str]) -> dict[str, str]:
    """Read the passages that were typed."""
    return {name.removeprefix(PASSAGE): words for name, words in form.items() if name.startswith(PASSAGE)}


def read_ticked(form: MultiDict[str, str]) -> list[tuple[str, Seen]]:
    """Read which texts of a sheet were ticked, each with the words that were seen."""
    found = []
    for value in form.getlist(TICKED):
        path, source, own = (*value.split("|"), "", "")[:3]
        found.append((path, _seen(source, own)))
    return found


def _seen(source: str, own: str) -> Seen:
    if not (_DIGEST.fullmatch(source) and (not own or _DIGEST.fullmatch(own))):
        raise WordsChanged
    return Seen(source, own)
