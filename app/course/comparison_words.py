"""Says in words, for a terminal, how two snapshots of the course differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from app.core.i18n import SOURCE
from app.course.comparison import Became, Comparison, Difference, Topic
from app.course.digests import SHORT
from app.course.snapshot import Snapshot

_NAMED = 12
"""So many units of a language are named where its words were not asked for."""


def in_words(comparison: Comparison, locale: str | None = None) -> Iterator[str]:
    """Say every difference, those of right answers first; with the words of one more language, where asked for."""
    yield f"From {named(comparison.old)} to {named(comparison.new)}:"
    sections = (*_of_the_course(comparison), *_of_languages(comparison, locale), *_of_facts(comparison))
    if not sections:
        yield "Nothing differs."
    for heading, lines in sections:
        yield from ("", heading, *lines)


def named(snapshot: Snapshot) -> str:
    """Name a snapshot by version and digest, and by the day of its release."""
    day = f", released on {snapshot.released_on}" if snapshot.released_on else ""
    return f"{snapshot.version} ({snapshot.digest[:SHORT]}{day})"


Section = tuple[str, Sequence[str]]


def _of_the_course(comparison: Comparison) -> Iterator[Section]:
    sections = (
        ("!!! RIGHT ANSWERS CHANGED !!!", _answers(comparison.of(Topic.ANSWER))),
        ("Added", _things(comparison.of(Topic.ADDED))),
        ("Removed", _things(comparison.of(Topic.REMOVED))),
        ("Moved", _settings(comparison.of(Topic.MOVED))),
        ("Titles", _settings(comparison.of(Topic.RENAMED))),
        ("Minutes", _settings(comparison.of(Topic.MINUTES))),
        ("Outcomes", _settings(comparison.of(Topic.OUTCOMES))),
        ("Other settings", _settings(comparison.of(Topic.SETTING))),
        ("English words", _words(one for one in comparison.of(Topic.WORDS) if one.locale == SOURCE.tag)),
    )
    return ((heading, lines) for heading, lines in sections if lines)


def _of_languages(comparison: Comparison, locale: str | None) -> Iterator[Section]:
    units = comparison.of(Topic.UNIT)
    for tag in comparison.new.texts:
        own = [one for one in units if one.locale == tag]
        if own:
            yield f"Texts in {tag}", list(_units(own, everything=tag == locale))
        if tag == locale != SOURCE.tag:
            words = _words(one for one in comparison.of(Topic.WORDS) if one.locale == tag)
            yield from ([(f"Words in {tag}", words)] if words else [])


def _of_facts(comparison: Comparison) -> Iterator[Section]:
    sections = (
        ("Facts added", [f"  {one.path}: {one.new}" for one in comparison.of(Topic.FACT_ADDED)]),
        ("Facts changed", _settings(comparison.of(Topic.FACT_CHANGED))),
        ("Facts retired", [f"  {one.path}: {one.old}" for one in comparison.of(Topic.FACT_RETIRED)]),
        ("Facts checked again", _settings(comparison.of(Topic.FACT_CHECKED))),
    )
    return ((heading, lines) for heading, lines in sections if lines)


def _answers(differences: Iterable[Difference]) -> list[str]:
    return [line for one in differences for line in (f"  {one.path}{_ANSWERS[one.part]}", *_swap(one))]


_ANSWERS = {"question": ": another answer is right", "words": ": the right answer reads otherwise"}


def _things(differences: Iterable[Difference]) -> list[str]:
    return [f"  {one.part} {one.path}" for one in differences]


def _settings(differences: Iterable[Difference]) -> list[str]:
    lines = ((f"  {one.path}{f' ({one.part})' if one.part else ''}", *_swap(one)) for one in differences)
    return [line for group in lines for line in group]


def _words(differences: Iterable[Difference]) -> list[str]:
    lines: list[str] = []
    for (path, passage), group in groupby(differences, key=lambda one: (one.path, one.part)):
        lines += [f"  {path} ({passage})", *(line for one in group for line in _swap(one))]
    return lines


def _units(differences: Sequence[Difference], *, everything: bool) -> Iterator[str]:
    for became in Became:
        paths = [one.path for one in differences if one.became is became]
        if paths:
            yield f"  {became}: {len(paths)}"
            shown = paths if everything else paths[:_NAMED]
            yield from (f"    {path}" for path in shown)
            if len(shown) < len(paths):
                yield f"    and {len(paths) - len(shown)} more, which --locale {differences[0].locale} names"


def _swap(one: Difference) -> Iterator[str]:
    if one.old is not None:
        yield f"    - {one.old}"
    if one.new is not None:
        yield f"    + {one.new}"
