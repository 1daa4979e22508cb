"""Reads of reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, select

from app.accounts.models import Staff
from app.core.database import db
from app.core.i18n import Locale
from app.course.units import Unit
from app.reviewing.models import ReviewLanguage, TextReview
from app.reviewing.rules import Act, Entry, Judgement, Seen, judged
from app.reviewing.texts import Texts, words_of

Judgements = Mapping[str, Judgement]


def languages_of(staff: Staff) -> frozenset[str]:
    """Give the tags of the languages that somebody may sign."""
    found = db.session.scalars(select(ReviewLanguage.locale).where(ReviewLanguage.staff_id == staff.id))
    return frozenset(found)


def all_languages() -> Sequence[tuple[str, str, str | None]]:
    """List who may sign which language, and under which name."""
    query = select(Staff.username, ReviewLanguage.locale, ReviewLanguage.signs_as).join(
        Staff, Staff.id == ReviewLanguage.staff_id
    )
    return [
        (row[0], row[1], row[2]) for row in db.session.execute(query.order_by(Staff.username, ReviewLanguage.locale))
    ]


def entries_on(locale: Locale, unit: str) -> tuple[Entry, ...]:
    """Give the acts on a unit in the order in which they were added."""
    return tuple(map(_entry, db.session.scalars(_acts(locale).where(TextReview.unit == unit))))


def entry_at(locale: Locale, unit: str, row_id: int) -> Entry | None:
    """Find one act on a unit."""
    found = db.session.scalars(_acts(locale).where(TextReview.unit == unit, TextReview.id == row_id)).one_or_none()
    return _entry(found) if found else None


def judgements(texts: Texts, part: str | None = None) -> dict[str, Judgement]:
    """Decide how every unit of a language stands, or of one part."""
    units = texts.in_part(part) if part else list(texts.units.values())
    entries = entries_by_unit(texts.locale, part)
    return {unit.path: judged(entries.get(unit.path, []), words_of(unit)) for unit in units}


def judgement_of(unit: Unit, entries: Sequence[Entry]) -> Judgement:
    """Decide how one unit stands."""
    return judged(entries, words_of(unit))


def entries_by_unit(locale: Locale, part: str | None = None) -> Mapping[str, list[Entry]]:
    """Give the acts of a language, or on one part of the course, by unit."""
    query = _acts(locale)
    if part:
        query = query.where(TextReview.unit.startswith(f"{part}/", autoescape=True))
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for row in db.session.scalars(query):
        found[row.unit].append(_entry(row))
    return found


def usernames(ids: Iterable[int]) -> dict[int, str]:
    """Give the sign-in names of reviewers by their id."""
    rows = db.session.execute(select(Staff.id, Staff.username).where(Staff.id.in_(set(ids))))
    return {row.id: row.username for row in rows}


def signing_names(locale: Locale) -> dict[int, str]:
    """Give the names that reviewers of a language want beside their sign-offs."""
    query = select(ReviewLanguage.staff_id, ReviewLanguage.signs_as).where(ReviewLanguage.locale == locale.tag)
    return {row.staff_id: row.signs_as for row in db.session.execute(query) if row.signs_as}


def _acts(locale: Locale) -> Select[TextReview]:
    return select(TextReview).where(TextReview.locale == locale.tag).order_by(TextReview.id)


def _entry(row: TextReview) -> Entry:
    return Entry(
        id=row.id,
        at=row.at,
        staff_id=row.staff_id,
        unit=row.unit,
        act=Act(row.act),
        seen=Seen(row.source_digest, row.own_digest),
        ends=row.ends_id,
        passages=row.passages,
        words=row.words,
    )
