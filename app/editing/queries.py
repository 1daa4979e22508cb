"""Reads of what editors decided."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from app.accounts.models import Staff
from app.core.database import db
from app.course.facts import FactBook
from app.editing.errors import NoSuchFact
from app.editing.models import FactEdit
from app.editing.records import edit_of, words_of
from app.editing.rules import Edit, FactState, NewWords, state_of


@dataclass(frozen=True, slots=True)
class PastEdit:
    """An edit as the page of a fact tells of it."""

    edit: Edit
    old: NewWords | None
    still_right: tuple[str, ...]


def known_state(book: FactBook, fact_id: str) -> FactState:
    """Take a fact with its translations out of a book; raise NoSuchFact where there is none."""
    try:
        return state_of(book, fact_id)
    except KeyError:
        raise NoSuchFact from None


def latest_edit() -> int:
    """Give the id of the last edit of any fact, which grows with each; 0 where there is none."""
    return db.session.scalar(select(func.max(FactEdit.id))) or 0


def all_edits() -> list[Edit]:
    """Give every edit, in the order in which they were made."""
    return [edit_of(row, name) for row, name in db.session.execute(_rows().order_by(FactEdit.id))]


def edits_of(fact_id: str) -> list[Edit]:
    """Give the edits of one fact, the first one first."""
    return [past.edit for past in reversed(history_of(fact_id))]


def history_of(fact_id: str) -> list[PastEdit]:
    """Give the edits of one fact with what was before, the newest first."""
    rows = db.session.execute(_rows().where(FactEdit.fact == fact_id).order_by(FactEdit.number.desc()))
    return [
        PastEdit(edit_of(row, username), words_of(row.old) if row.old else None, tuple(row.still_right or ()))
        for row, username in rows
    ]


def _rows() -> Select[FactEdit, str]:
    return select(FactEdit, Staff.username).join(Staff, Staff.id == FactEdit.staff_id)


def last_number(fact_id: str) -> int:
    """Give the number of the last edit of a fact; 0 where there is none."""
    return db.session.scalar(select(func.max(FactEdit.number)).where(FactEdit.fact == fact_id)) or 0
