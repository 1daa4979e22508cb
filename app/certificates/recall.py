"""Which certificates may stand for words that were corrected since, as pure functions over plain data.

A text of the course is known by the releases: each keeps its words for good. A fact changes between releases as well,
so its words have *spells*: from when to when they were in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.core.i18n import SOURCE
from app.course.corridor import Corridor
from app.course.snapshot import PlaceThen, Snapshot


class Verdict(StrEnum):
    """Whether the person was taught the other words."""

    TAUGHT = "taught"
    MAY_HAVE_SEEN = "may have seen"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Issued:
    """What recall needs to know of a certificate; no name is among it."""

    number: str
    kind: str
    status: str
    locale: str
    corridor: Corridor | None
    issued_on: date
    started_on: date
    completed_on: date
    course_version: str
    course_digest: str | None
    modules_english: tuple[str, ...]
    help_numbers: tuple[str, ...]
    group: str | None = None
    """The class or centre it was earned in, where a certificate names one."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A certificate that is on the list, and why."""

    issued: Issued
    verdict: Verdict
    is_printed: bool = False
    """Whether a telephone number that is no longer right is printed on its back."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a fact says at a time."""

    text: str
    value: str
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A day from which on a fact says something, or, with None, is not shown any more."""

    on: date
    said: Said | None


@dataclass(frozen=True, slots=True)
class Spell:
    """Words of a fact that are not those of now, and the days between which they were in force."""

    since: date
    until: date
    said: Said

    def holds(self, first: date, last: date) -> bool:
        """Tell whether they were in force on any of these days."""
        return self.since <= last and first <= self.until


def other_locales(then: Snapshot, now: Snapshot, paths: Iterable[str]) -> frozenset[str]:
    """Name the locales whose readers met other words under a release than they would now.

    Where the English was corrected, that is every locale: a translation made from it says what was corrected, even
    where nobody has translated it anew yet.
    """
    met = [path for path in paths if path in then.english]
    if any(_digest(then, path, SOURCE.tag) != _digest(now, path, SOURCE.tag) for path in met):
        return frozenset(then.texts)
    return frozenset(tag for tag in then.texts if any(_digest(then, one, tag) != _digest(now, one, tag) for one in met))


def _digest(snapshot: Snapshot, path: str, tag: str) -> str | None:
    words = snapshot.words_shown(path, tag)
    return words.digest if words else None


def recalled_for_text(
    issued: Issued, known: Mapping[str, Snapshot], others: Mapping[str, frozenset[str]], slug: str
) -> Recalled | None:
    """Judge a certificate by the release whose digest or else whose version it names; None where it is fine.

    ``known`` holds releases, and the present course, by digest and by version; ``others`` the locales with other
    words by digest; ``slug`` is the module of the text.
    """
    release = known.get(issued.course_digest or issued.course_version)
    if release is None:
        return Recalled(issued, Verdict.CANNOT_TELL)
    about = release.english.get(f"{slug}/about")
    if about and issued.modules_english and about.passages["title"] not in issued.modules_english:
        return None
    return Recalled(issued, Verdict.TAUGHT) if issued.locale in others.get(release.digest, ()) else None


def spells_of(turns: Sequence[Turn], now: Said | None, today: date) -> tuple[Spell, ...]:
    """Tell when a fact said something else than now; the turns are in their order.

    The day of a turn counts for both what was said before and what was said after it.
    """
    ends = [*(turn.on for turn in turns[1:]), today]
    return tuple(
        Spell(turn.on, end, turn.said)
        for turn, end in zip(turns, ends, strict=True)
        if turn.said is not None and turn.said != now
    )


def asks(places: Iterable[PlaceThen], fact: str, corridor: Corridor | None) -> bool | None:
    """Tell whether a journey leads past a fact; None where the journey is not known well enough."""
    answers = [_asks(place, fact, corridor or Corridor()) for place in places if _holds(place, fact)]
    return True if True in answers else None if None in answers else False


def recalled_for_fact(
    issued: Issued, spells: Sequence[Spell], known_since: date | None, does_ask: bool | None, gone: frozenset[str]
) -> Recalled | None:
    """Judge a certificate by the days of its course; None where it is fine.

    ``known_since`` is the first day of which it is known what the fact said, ``gone`` the telephone numbers that are
    no longer right. A number on the back of the paper counts whatever the days say.
    """
    is_printed = does_ask is not False and not gone.isdisjoint(issued.help_numbers)
    met = any(spell.holds(issued.started_on, issued.completed_on) for spell in spells)
    if is_printed or (met and does_ask):
        return Recalled(issued, Verdict.TAUGHT, is_printed)
    if does_ask is False:
        return None
    if met:
        return Recalled(issued, Verdict.MAY_HAVE_SEEN)
    is_before = known_since is None or issued.started_on < known_since
    return Recalled(issued, Verdict.CANNOT_TELL) if is_before else None


def turns_in_order(turns: Iterable[tuple[datetime, Said | None]]) -> tuple[Turn, ...]:
    """Put what was said when into order, and leave out what only says the same again."""
    kept: list[Turn] = []
    for moment, said in sorted(turns, key=lambda turn: turn[0]):
        if not kept or kept[-1].said != said:
            kept.append(Turn(moment.date(), said))
    return tuple(kept)


def _holds(place: PlaceThen, fact: str) -> bool:
    return any(fact in row for row in place.rows.values())


def _asks(place: PlaceThen, fact: str, corridor: Corridor) -> bool | None:
    answer = next(_rows(place, corridor), None)
    return None if answer is None else fact in answer


def _rows(place: PlaceThen, corridor: Corridor) -> Iterator[tuple[str, ...]]:
    """Give the row that answers for a journey, as `Placeholder.row` does; nothing while what decides is not chosen."""
    scope = place.name.partition(".")[0]
    country = corridor.origin if scope == "origin" else corridor.destination
    if country is not None and (scope != "pair" or corridor.pair is not None):
        yield place.rows.get(corridor.pair or "", place.rows.get(country, ()))
