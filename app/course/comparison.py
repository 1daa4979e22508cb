"""What differs between two snapshots of the course, as plain data: nothing here reads a file or knows a language.

A lesson or card that moved keeps its words, so its texts are compared under its new path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.core.i18n import SOURCE
from app.course.catalogue import State
from app.course.reshaping import Pairing, pair_up, structure_changes
from app.course.sentences import changed_sentences
from app.course.snapshot import FactThen, Snapshot, Words


class Topic(StrEnum):
    """What a difference is about."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    ANSWER = "answer"
    MINUTES = "minutes"
    OUTCOMES = "outcomes"
    SETTING = "setting"
    WORDS = "words"
    UNIT = "unit"
    FACT_ADDED = "fact-added"
    FACT_CHANGED = "fact-changed"
    FACT_CHECKED = "fact-checked"
    FACT_RETIRED = "fact-retired"


class Became(StrEnum):
    """What happened to a unit in a locale."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    OUTDATED = "outdated"
    REVIEWED = "reviewed"
    UNREVIEWED = "no longer reviewed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: what, where, and how it was and is."""

    topic: Topic
    path: str
    old: str | None = None
    new: str | None = None
    part: str = ""
    """Which part of the thing: ``lesson``, ``card``; a passage of words; a field of a fact."""
    locale: str | None = None
    became: Became | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two snapshots and all that differs between them."""

    old: Snapshot
    new: Snapshot
    differences: tuple[Difference, ...]

    def of(self, *topics: Topic) -> tuple[Difference, ...]:
        """Keep the differences of some topics."""
        return tuple(one for one in self.differences if one.topic in topics)


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """Tell everything that differs between two snapshots."""
    pairing = pair_up(old, new)
    return Comparison(old, new, tuple(_differences(old, new, pairing)))


def _differences(old: Snapshot, new: Snapshot, pairing: Pairing) -> Iterator[Difference]:
    for change in structure_changes(old, new, pairing):
        yield Difference(Topic(change.what), change.path, change.old, change.new, change.part)
    for tag in dict.fromkeys((*old.texts, *new.texts)):
        before = _renamed(old.texts.get(tag, {}), pairing.paths)
        after = new.texts.get(tag, {})
        # What came or went with its card or question was said with the structure; only words of both are compared.
        both = [path for path in {**before, **after} if path not in pairing.one_sided]
        for path in both:
            yield from _unit(path, before.get(path), after.get(path), tag)
    yield from _facts(old.facts, new.facts)


def _renamed(texts: Mapping[str, Words], paths: Mapping[str, str]) -> dict[str, Words]:
    return {paths.get(path, path): words for path, words in texts.items()}


def _unit(path: str, before: Words | None, after: Words | None, tag: str) -> Iterator[Difference]:
    for became in _became(before, after):
        yield Difference(Topic.UNIT, path, locale=tag, became=became)
    if before and after and before.digest != after.digest:
        yield from _words(path, before.passages, after.passages, tag)


def _became(before: Words | None, after: Words | None) -> Iterator[Became]:
    if before is None or after is None:
        yield Became.ADDED if before is None else Became.REMOVED
    elif before.digest != after.digest:
        yield Became.CHANGED
    was, now = (words.state if words else State.MISSING for words in (before, after))
    if was is not now:
        if now in (State.OUTDATED, State.REVIEWED):
            yield Became(now.value)
        elif was is State.REVIEWED:
            yield Became.UNREVIEWED


def _words(path: str, before: Mapping[str, str], after: Mapping[str, str], tag: str) -> Iterator[Difference]:
    for passage in dict.fromkeys((*before, *after)):
        old, new = before.get(passage, ""), after.get(passage, "")
        topic = Topic.RENAMED if passage == "title" and tag == SOURCE.tag else Topic.WORDS
        pairs: Iterable[tuple[str | None, str | None]] = changed_sentences(old, new)
        if topic is Topic.RENAMED:
            pairs = [(old, new)] if old != new else []
        yield from (Difference(topic, path, was, now, passage, tag) for was, now in pairs)


def _facts(before: Mapping[str, FactThen], after: Mapping[str, FactThen]) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old is None and new is not None:
            yield Difference(Topic.FACT_ADDED, name, None, new.text)
        elif old is not None and new is None:
            yield Difference(Topic.FACT_RETIRED, name, old.text, None)
        elif old is not None and new is not None:
            yield from _fact(old, new)


_FIELDS = ("text", "value", "confidence", "source_title", "source_url", "kind", "country", "sectors", "phones")


def _fact(old: FactThen, new: FactThen) -> Iterator[Difference]:
    for name in _FIELDS:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield Difference(Topic.FACT_CHANGED, new.id, _plain(was), _plain(now), name)
    if old.is_shown and not new.is_shown:
        yield Difference(Topic.FACT_RETIRED, new.id, old.text, None)
    if old.checked_on != new.checked_on:
        yield Difference(Topic.FACT_CHECKED, new.id, str(old.checked_on or "never"), str(new.checked_on or "never"))


def _plain(value: object) -> str | None:
    return ", ".join(value) or None if isinstance(value, tuple) else None if value is None else str(value)
