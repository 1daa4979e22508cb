"""A class, and what a trainer does to bring a roster into it, without the pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from app.accounts.models import Staff
from app.cohorts.models import Cohort, CohortMember
from app.core.database import db
from app.course.corridor import Corridor
from app.learners.models import Learner
from app.learners.record_models import LearnerRecord
from app.rosters.drafts import choose_tables, draft_of, keep_draft
from app.rosters.models import RosterImport, RosterLine
from app.rosters.opening import open_roster
from app.rosters.people import Doubt, Question
from app.rosters.proposing import Proposal, propose
from app.rosters.services import Imported, import_roster
from tests.cohorts.people import a_cohort, a_trainer

Answer = Callable[[Question], str]


def a_class(locale: str = "km", origin: str | None = "KH", by: Staff | None = None) -> tuple[Cohort, Staff]:
    """A class of people from somewhere, and its trainer."""
    trainer = by or a_trainer()
    destination = None if origin is None else "TH" if origin != "TH" else "MY"
    return a_cohort(trainer, locales=(locale,), corridor=Corridor(origin, destination, None)), trainer


def kindly(question: Question) -> str:
    """Take the first reading, and namesakes for two people."""
    if Doubt.SAME in question.doubt:
        return "another"
    return question.options[0].value


def as_same(question: Question) -> str:
    """Take the first reading, and namesakes for one person."""
    return question.options[0].value


def draft(cohort: Cohort, content: bytes, by: Staff) -> str:
    """Read a file and take all its sheets."""
    tables = open_roster(content, cohort.locale)
    digest = hashlib.sha256(content).hexdigest()
    token = keep_draft(cohort=cohort, tables=tables, file_digest=digest, by=by)
    choose_tables(cohort=cohort, draft=draft_of(cohort, token, by), chosen=range(len(tables)), by=by)
    return token


def answers(cohort: Cohort, token: str, by: Staff, answer: Answer = kindly) -> dict[str, str]:
    """Answer all that is asked, and what is asked because of an answer."""
    choices: dict[str, str] = {}
    while asked := propose(cohort, draft_of(cohort, token, by), choices).open_questions:
        open_ones = [question for one in asked for question in one.questions if question.answer is None]
        choices |= {question.key: answer(question) for question in open_ones}
    return choices


def proposal(cohort: Cohort, content: bytes, by: Staff, **choices: str) -> Proposal:
    """Show what would become of a file."""
    return propose(cohort, draft_of(cohort, draft(cohort, content, by), by), choices)


def bring_in(cohort: Cohort, content: bytes, by: Staff, answer: Answer = kindly) -> Imported:
    """Bring a file in, with all that is asked answered in one way."""
    token = draft(cohort, content, by)
    return import_roster(cohort=cohort, token=token, choices=answers(cohort, token, by, answer), by=by)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Give all that a roster may change, to be compared."""
    db.session.expire_all()
    tables = (Learner, LearnerRecord, CohortMember, RosterLine, RosterImport)
    return {
        model.__tablename__: [tuple(row) for row in db.session.execute(select(*model.__table__.columns))]
        for model in tables
    }
