"""What is in force, computed from the acts on a unit and from the words as they are now; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_WORDS = 4000
"""Characters of a comment or a passage; the longest passage of the course has some four hundred."""


class Act(StrEnum):
    """What a reviewer does."""

    ACCEPT = "accept"
    SUGGEST = "suggest"
    COMMENT = "comment"
    TAKE = "take"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    BACK_TRANSLATE = "back-translate"


class Standing(StrEnum):
    """How a unit stands with its reviewers."""

    MISSING = "missing"
    OPEN = "to-review"
    SUGGESTED = "suggested"
    TAKEN = "taken"
    ACCEPTED = "accepted"


class Filter(StrEnum):
    """Which units of a part to list; the value stands in the address."""

    TO_REVIEW = "to-review"
    SUGGESTIONS = "suggestions"
    WARNINGS = "warnings"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Seen:
    """The words somebody had before their eyes: the digest of the English, and of the translation."""

    source: str
    own: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, as it was added."""

    id: int
    at: datetime
    staff_id: int
    unit: str
    act: Act
    seen: Seen
    ends: int | None = None
    passages: Mapping[str, str] | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A unit as it is now: its digests, its passages, and whether its status file holds a sign-off on them."""

    seen: Seen
    own: Mapping[str, str] | None
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is in force for a unit."""

    standing: Standing
    accepts: tuple[Entry, ...] = ()
    """Sign-offs on exactly these words, the oldest first."""
    open: tuple[Entry, ...] = ()
    """Suggestions that nobody has decided on, on these words or on earlier ones."""
    taken: tuple[Entry, ...] = ()
    """Suggestions for these words that were agreed on and are not yet written, in the order of the agreement."""
    comments: int = 0
    """How many comments there are on these words."""


def judged(entries: Sequence[Entry], now: Words) -> Judgement:
    """Decide how a unit stands; the acts come in the order in which they were added."""
    ends = {entry.ends: entry for entry in entries if entry.ends}
    lasting = [entry for entry in entries if entry.id not in ends]
    accepts = tuple(entry for entry in lasting if entry.act is Act.ACCEPT and entry.seen == now.seen)
    open_ = tuple(entry for entry in lasting if entry.act is Act.SUGGEST)
    taken = _waiting(entries, ends, now)
    comments = sum(entry.act is Act.COMMENT and entry.seen == now.seen for entry in entries)
    return Judgement(_standing(now, accepts, open_, taken), accepts, open_, taken, comments)


def is_written(suggestion: Entry, now: Words) -> bool:
    """Tell whether the words already say what was suggested."""
    own = now.own or {}
    return all(own.get(name) == words for name, words in (suggestion.passages or {}).items())


def changed(own: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Keep the passages that somebody typed otherwise."""
    return {name: words for name, words in typed.items() if words != own.get(name, "")}


def last_reading_back(entries: Sequence[Entry]) -> Entry | None:
    """Give the newest back-translation that a reviewer wrote and did not take back."""
    ended = {entry.ends for entry in entries}
    found = [entry for entry in entries if entry.act is Act.BACK_TRANSLATE and entry.id not in ended]
    return found[-1] if found else None


def _waiting(entries: Sequence[Entry], ends: Mapping[int, Entry], now: Words) -> tuple[Entry, ...]:
    agreed = {entry.id: ends[entry.id].id for entry in entries if entry.id in ends and ends[entry.id].act is Act.TAKE}
    waiting = [e for e in entries if e.id in agreed and e.seen.own == now.seen.own and not is_written(e, now)]
    return tuple(sorted(waiting, key=lambda entry: agreed[entry.id]))


def _standing(now: Words, accepts: tuple[Entry, ...], open_: tuple[Entry, ...], taken: tuple[Entry, ...]) -> Standing:
    if open_:
        return Standing.SUGGESTED
    if taken:
        return Standing.TAKEN
    if now.own is None:
        return Standing.MISSING
    return Standing.ACCEPTED if accepts or now.is_signed else Standing.OPEN
