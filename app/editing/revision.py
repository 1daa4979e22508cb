"""Lays the edits in force over the facts of the files, for every page, without a look into the database each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError

from app.core.database import db
from app.core.freshness import Refreshed
from app.course.facts import FactBook
from app.course.queries import facts, facts_in_files, revise_facts
from app.editing.queries import all_edits, latest_edit
from app.editing.rules import revised

EVERY = timedelta(seconds=30)
"""The longest that another process still shows what an editor changed."""

_REVISION = "fact-revision"


@dataclass(frozen=True, slots=True)
class Revision:
    """The facts as learners see them, up to an edit; ``latest`` is -1 where the edits could not be read."""

    latest: int
    book: FactBook


def init_editing(app: Flask) -> None:
    """Let learners see what editors decide, without a restart and in every process."""
    app.extensions[_REVISION] = Refreshed(_load, every=EVERY)
    revise_facts(app, _revised)


def forget_revision() -> None:
    """Read the edits anew when facts are next asked for."""
    _refreshed().forget()


def latest_facts() -> FactBook:
    """Give the facts with every edit there is at this moment, for those who decide."""
    forget_revision()
    return facts()


def _refreshed() -> Refreshed[Revision]:
    refreshed: Refreshed[Revision] = current_app.extensions[_REVISION]
    return refreshed


def _revised(_book: FactBook) -> FactBook:
    return _refreshed().get().book


def _load(before: Revision | None) -> Revision:
    """Read the edits where there is a new one; while the database is away, what was read before stands."""
    try:
        latest = latest_edit()
        if before is not None and before.latest == latest:
            return before
        return Revision(latest, revised(facts_in_files(), all_edits()))
    except DBAPIError:
        db.session.rollback()
        current_app.logger.warning("the edits of facts could not be read; the facts of before stand")
        return before or Revision(-1, facts_in_files())
