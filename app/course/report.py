"""Writes for a reviewer how far the texts of a language are, what the checks saw, and which terms to confirm.

The report is Markdown that reads well as it stands: the English and the translation in two columns of a table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from app.core.i18n import Locale
from app.course.catalogue import Course, State
from app.course.corpus import Shelf, all_findings, read_corpus
from app.course.glossary import Glossary
from app.course.totals import states_by_part
from app.course.units import read_units
from app.course.wording import Finding, Pair, pairs


def report(shelf: Shelf, locale: Locale, part: str | None = None) -> str:
    """Write the report of a locale, on one part (a module's slug, ``facts``, ``pictures``, ``interface``) or on all."""
    corpus = read_corpus(shelf)
    every = (*pairs(shelf.course, locale), *corpus[locale.tag])
    units = {pair.unit: pair for pair in every if _is_of(pair.unit, part)}
    findings = all_findings(shelf, corpus, locale)
    found = [one for one in findings if _is_of(one.unit, part) or "/" not in one.unit]
    lines = [
        *_head(shelf.course, locale, found),
        *_coverage(shelf, locale, part),
        *_findings(units, found, locale),
        *_terms(shelf.glossary, locale),
    ]
    return "\n".join(lines)


def _is_of(unit: str, part: str | None) -> bool:
    return part is None or unit.startswith(f"{part}/")


def _head(course: Course, locale: Locale, found: Sequence[Finding]) -> Iterator[str]:
    yield f"# {locale.english_name} ({locale.own_name}), course {course.version}"
    yield ""
    yield f"Findings of the checks: {len(found)}. They find damage; whether a text says the same is for you to judge."


def _coverage(shelf: Shelf, locale: Locale, part: str | None) -> Iterator[str]:
    yield from ("", "## How far the texts have come", "")
    yield f"| module | {' | '.join(State)} |"
    yield "|---" * (1 + len(State)) + "|"
    units = read_units(shelf.root, shelf.course, shelf.book, locale).values()
    for name, counts in states_by_part(units).items():
        if part in (None, name):
            yield f"| {name} | {' | '.join(str(counts[state]) for state in State)} |"


def _findings(units: dict[str, Pair], found: Iterable[Finding], locale: Locale) -> Iterator[str]:
    by_unit: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        by_unit[finding.unit].append(finding)
    yield from ("", "## What the checks saw")
    for unit, findings in by_unit.items():
        yield from ("", f"### {unit}", "")
        yield from (f"- {finding.severity}, {finding.kind}: {finding.what}" for finding in findings)
        if unit in units:
            yield from _side_by_side(units[unit], locale)


def _side_by_side(pair: Pair, locale: Locale) -> Iterator[str]:
    yield from ("", f"| | English | {locale.english_name} |", "|---|---|---|")
    for name in dict.fromkeys([*pair.english, *pair.own]):
        yield f"| {name} | {_cell(pair.english.get(name, ''))} | {_cell(pair.own.get(name, ''))} |"


def _terms(glossary: Glossary, locale: Locale) -> Iterator[str]:
    yield from ("", "## Terms to confirm", "")
    for term in glossary:
        rendering = term.renderings.get(locale.tag)
        if rendering and rendering.risk:
            also = f" (also {', '.join(rendering.also)})" if rendering.also else ""
            note = f": {rendering.note}" if rendering.note else ""
            yield f"- {term.english}: {rendering.use}{also}{note}"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", "<br>")
