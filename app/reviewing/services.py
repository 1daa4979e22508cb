"""Verbs of reviewers and about their rights; each is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.rules import SYSTEM, Actor, Subject
from app.audit.services import record
from app.core import clock
from app.core.database import db, dialect_insert, unit_of_work
from app.core.i18n import Locale
from app.core.permissions import Permission
from app.course.units import Unit
from app.course.word_checks import tidied
from app.reviewing.acts import LANGUAGE_GIVEN, LANGUAGE_TAKEN, NOTED
from app.reviewing.errors import (
    AlreadyDecided,
    MayNotSign,
    NoReviewer,
    NoSuchText,
    NothingChanged,
    NothingWritten,
    NotTranslated,
    NotYours,
    OldSuggestion,
    OwnSuggestion,
    TooLong,
    WordsChanged,
)
from app.reviewing.models import ReviewLanguage, TextReview
from app.reviewing.queries import entries_on, entry_at
from app.reviewing.rules import LONGEST_WORDS, Act, Entry, Seen, changed, judged
from app.reviewing.texts import texts_in, words_of
from app.reviewing.typed import as_written, check_typed

_MAY_BE_TAKEN_BACK = frozenset({Act.ACCEPT, Act.SUGGEST, Act.BACK_TRANSLATE})


@unit_of_work()
def give_languages(
    *, staff: Staff, locales: Iterable[Locale], signs_as: str | None = None, by: Staff | None = None
) -> None:
    """Let a reviewer sign languages; raise NoReviewer for somebody without the role."""
    if Permission.REVIEW_TEXTS not in staff.permissions:
        raise NoReviewer
    for locale in locales:
        row = db.session.get(ReviewLanguage, (staff.id, locale.tag))
        if row is None:
            db.session.add(ReviewLanguage(staff_id=staff.id, locale=locale.tag, signs_as=signs_as))
            _note_right(LANGUAGE_GIVEN, staff, locale, by)
        elif signs_as:
            row.signs_as = signs_as


@unit_of_work()
def take_languages(*, staff: Staff, locales: Iterable[Locale], by: Staff | None = None) -> None:
    """Let somebody sign languages no more; what they signed stays signed."""
    for locale in locales:
        row = db.session.get(ReviewLanguage, (staff.id, locale.tag))
        if row is not None:
            db.session.delete(row)
            _note_right(LANGUAGE_TAKEN, staff, locale, by)


@unit_of_work()
def accept(*, locale: Locale, path: str, seen: Seen, by: Staff) -> None:
    """Sign the words that the reviewer saw, once however often it is sent.

    Raises MayNotSign, NoSuchText, NotTranslated, and WordsChanged where they are no longer what they were.
    """
    unit = _translated(_reviewable(locale, path, by, seen))
    standing = judged(entries_on(locale, path), words_of(unit)).accepts
    if not any(entry.staff_id == by.id for entry in standing):
        _add(locale, path, Act.ACCEPT, seen, by)


@unit_of_work()
def suggest(*, locale: Locale, path: str, seen: Seen, typed: Mapping[str, str], by: Staff, reason: str = "") -> None:
    """Keep other words for some passages; raise as ``accept`` does, or NothingChanged, TooLong or WrongWords."""
    unit = _reviewable(locale, path, by, seen)
    passages = changed(as_written(unit, locale, unit.own or {}), as_written(unit, locale, typed))
    if not passages:
        raise NothingChanged
    if any(len(words) > LONGEST_WORDS for words in (*passages.values(), reason)):
        raise TooLong
    check_typed(unit, locale, passages)
    _add(locale, path, Act.SUGGEST, seen, by, passages=passages, words=tidied(reason) or None)


@unit_of_work()
def comment(*, locale: Locale, path: str, seen: Seen, words: str, by: Staff) -> None:
    """Keep a comment on the words that the reviewer saw, even where they have changed since."""
    _reviewable(locale, path, by)
    _add(locale, path, Act.COMMENT, seen, by, words=_written(words))


@unit_of_work()
def back_translate(*, locale: Locale, path: str, seen: Seen, words: str, by: Staff) -> None:
    """Keep what a reviewer reads in the translation; raise WordsChanged where it is no longer what they read."""
    _translated(_reviewable(locale, path, by, seen))
    _add(locale, path, Act.BACK_TRANSLATE, seen, by, words=_written(words))


@unit_of_work()
def decide(*, locale: Locale, path: str, suggestion: int, act: Act, by: Staff) -> None:
    """Take or decline another reviewer's suggestion; raise OwnSuggestion, or AlreadyDecided for the second.

    One for words that are gone can only be declined; raises OldSuggestion.
    """
    unit = _reviewable(locale, path, by)
    entry = _entry(locale, path, suggestion, {Act.SUGGEST})
    if entry.staff_id == by.id:
        raise OwnSuggestion
    if act is Act.TAKE and entry.seen.own != words_of(unit).seen.own:
        raise OldSuggestion
    _end(locale, entry, act, by)


@unit_of_work()
def withdraw(*, locale: Locale, path: str, entry: int, by: Staff) -> None:
    """Take back one's own sign-off, suggestion or back-translation; raise NotYours or AlreadyDecided."""
    _reviewable(locale, path, by)
    found = _entry(locale, path, entry, _MAY_BE_TAKEN_BACK)
    if found.staff_id != by.id:
        raise NotYours
    _end(locale, found, Act.WITHDRAW, by)


def _reviewable(locale: Locale, path: str, by: Staff, seen: Seen | None = None) -> Unit:
    """Find a unit for somebody who may sign it; what was seen must be what is there.

    The row of the right is locked, so that one person's acts come one after the other: a button pressed twice is
    one sign-off on PostgreSQL too.
    """
    right = (ReviewLanguage.staff_id == by.id, ReviewLanguage.locale == locale.tag)
    if db.session.scalars(select(ReviewLanguage).where(*right).with_for_update()).one_or_none() is None:
        raise MayNotSign
    unit = texts_in(locale).unit(path)
    if seen is not None and seen != words_of(unit).seen:
        raise WordsChanged
    return unit


def _translated(unit: Unit) -> Unit:
    if unit.own is None:
        raise NotTranslated
    return unit


def _entry(locale: Locale, path: str, row_id: int, acts: Iterable[Act]) -> Entry:
    found = entry_at(locale, path, row_id)
    if found is None or found.act not in acts:
        raise NoSuchText
    return found


def _written(words: str) -> str:
    kept = tidied(words)
    if not kept:
        raise NothingWritten
    if len(kept) > LONGEST_WORDS:
        raise TooLong
    return kept


def _end(locale: Locale, entry: Entry, act: Act, by: Staff) -> None:
    _add(locale, entry.unit, act, entry.seen, by, ends_id=entry.id)


def _add(locale: Locale, path: str, act: Act, seen: Seen, by: Staff, **more: Any) -> None:
    """Add an act; one that ends another is refused where somebody has ended it already."""
    values = {
        "at": clock.now(),
        "staff_id": by.id,
        "locale": locale.tag,
        "unit": path,
        "act": act.value,
        "source_digest": seen.source,
        "own_digest": seen.own,
        **more,
    }
    statement = dialect_insert(TextReview).values(**values).on_conflict_do_nothing(index_elements=["ends_id"])
    added = db.session.scalars(statement.returning(TextReview.id)).one_or_none()
    if added is None:
        raise AlreadyDecided
    subject = Subject("text-review", added)
    record(NOTED[act], actor=Actor.staff(by.id), subject=subject, detail={"locale": locale.tag, "unit": path})


def _note_right(act: str, staff: Staff, locale: Locale, by: Staff | None) -> None:
    actor = Actor.staff(by.id) if by else SYSTEM
    record(act, actor=actor, subject=Subject("staff", staff.id), detail={"locale": locale.tag})
