"""How far a language, a part and a sheet are, and which unit comes next; made for the pages that list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.core.i18n import Locale
from app.reviewing.queries import Judgements
from app.reviewing.rules import Filter, Standing
from app.reviewing.texts import Findings, Sheet, Texts

Thing = TypeVar("Thing")
ON_A_PAGE = 40
"""So many units are listed on one page."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far some units are."""

    all: int
    accepted: int
    suggested: int
    waiting: int
    """Units whose suggestion was agreed on and is not yet written."""
    warned: int = 0

    @property
    def is_done(self) -> bool:
        """Tell whether every unit is signed."""
        return self.accepted == self.all


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """A language on the first page."""

    locale: Locale
    progress: Progress
    may_sign: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands in its part: its number, of how many, and the units before and after it."""

    number: int
    count: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of units of a part, by their sheets."""

    groups: tuple[tuple[Sheet, tuple[str, ...]], ...]
    page: int
    pages: int
    count: int


def progress_of(paths: Iterable[str], judged: Judgements, findings: Findings | None = None) -> Progress:
    """Count how far some units are."""
    paths = list(paths)
    standings = [judged[path].standing for path in paths]
    return Progress(
        all=len(paths),
        accepted=standings.count(Standing.ACCEPTED),
        suggested=standings.count(Standing.SUGGESTED),
        waiting=standings.count(Standing.TAKEN),
        warned=sum(path in findings for path in paths) if findings else 0,
    )


def listing(texts: Texts, part: str, judged: Judgements, findings: Findings, *, show: Filter, page: int) -> Listing:
    """List the units of a part that a filter keeps, so many at a time."""
    kept = [unit.path for unit in texts.in_part(part) if _is_kept(unit.path, judged, findings, show)]
    pages = max(1, -(-len(kept) // ON_A_PAGE))
    page = min(max(page, 1), pages)
    shown = set(kept[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])
    groups = ((sheet, tuple(path for path in sheet.paths if path in shown)) for sheet in texts.sheets(part))
    return Listing(tuple((sheet, paths) for sheet, paths in groups if paths), page, pages, len(kept))


def next_to_review(texts: Texts, judged: Judgements, after: str | None = None) -> str | None:
    """Find the next unit that waits for a review, from the beginning again after the last; None where all are done."""
    paths = list(texts.units)
    start = paths.index(after) + 1 if after else 0
    return next((path for path in _from(paths, start) if judged[path].standing is Standing.OPEN), None)


def place_of(texts: Texts, path: str) -> Place:
    """Tell where a unit stands in its part."""
    paths = [unit.path for unit in texts.in_part(texts.unit(path).part)]
    place = paths.index(path)
    before, after = paths[:place][-1:], paths[place + 1 :][:1]
    return Place(place + 1, len(paths), before[0] if before else None, after[0] if after else None)


def next_sheet(texts: Texts, judged: Judgements, sheet: Sheet) -> Sheet | None:
    """Find the next sheet with something to review, from the beginning again after the last."""
    sheets = [one for part in texts.parts.values() for one in part]
    waiting = (one for one in _from(sheets, sheets.index(sheet) + 1) if _waits(one, judged))
    return next((one for one in waiting if one != sheet), None)


def _from(things: Sequence[Thing], start: int) -> Sequence[Thing]:
    return [*things[start:], *things[:start]]


def _waits(sheet: Sheet, judged: Judgements) -> bool:
    return any(judged[path].standing is Standing.OPEN for path in sheet.paths)


def _is_kept(path: str, judged: Judgements, findings: Findings, show: Filter) -> bool:
    standing = judged[path].standing
    match show:
        case Filter.TO_REVIEW:
            return standing is Standing.OPEN
        case Filter.SUGGESTIONS:
            return standing in (Standing.SUGGESTED, Standing.TAKEN)
        case Filter.WARNINGS:
            return path in findings
        case Filter.ALL:
            return True
