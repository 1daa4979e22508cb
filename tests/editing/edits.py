"""Edits for tests of the pure rules, made over a fact as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app.course.fact_catalogue import Confidence
from app.course.facts import FactBook
from app.course.phones import Phone
from app.editing.records import present_words
from app.editing.rules import Act, Edit, Manner, NewWords, state_of

ROOT = Path(__file__).parents[2] / "curriculum"
SECTORS = ("home", "fishing", "building", "farm", "factory", "other")
TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def check(
    book: FactBook, fact_id: str, number: int = 1, manner: Manner = Manner.READ, confidence: Confidence | None = None
) -> Edit:
    """Check a fact as it stands in a book."""
    return _edit(book, fact_id, number, Act.CHECK, manner, confidence=confidence)


def change(book: FactBook, fact_id: str, number: int = 1, **words: Any) -> Edit:
    """Change some words of a fact; the translations stay where nothing else is said."""
    new = replace(present_words(state_of(book, fact_id)), **words)
    return _edit(book, fact_id, number, Act.CHANGE, Manner.READ, new=new)


def retire(book: FactBook, fact_id: str, number: int = 1) -> Edit:
    """Take a fact away."""
    return _edit(book, fact_id, number, Act.RETIRE, None, note="Nobody answers.")


def restore(book: FactBook, fact_id: str, number: int = 1) -> Edit:
    """Give a fact back."""
    return _edit(book, fact_id, number, Act.RESTORE, None, note="They answer.")


def note(book: FactBook, fact_id: str, number: int = 1) -> Edit:
    """Write a note."""
    return _edit(book, fact_id, number, Act.NOTE, None, note="Ask again in May.")


def words(
    text: str, value: str = "A value", phones: tuple[Phone, ...] = (), texts: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Name what a change puts in place."""
    return {"text": text, "value": value, "phones": phones, "texts": texts or {}}


def _edit(
    book: FactBook,
    fact_id: str,
    number: int,
    act: Act,
    manner: Manner | None,
    *,
    note: str | None = None,
    new: NewWords | None = None,
    confidence: Confidence | None = None,
) -> Edit:
    state = state_of(book, fact_id)
    return Edit(
        fact=fact_id,
        number=number,
        act=act,
        at=NOON,
        by="sokha",
        seen=state.seen,
        words=state.words,
        checked_on=TODAY if manner else None,
        manner=manner,
        confidence=confidence,
        note=note,
        new=new,
    )
