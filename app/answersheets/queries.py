"""Reads of answer sheets, each as far as the trainer who asks leads their class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.answersheets.errors import NoSuchSheet
from app.answersheets.models import AnswerSheet, SheetReading
from app.cohorts.models import Cohort
from app.core.database import db
from app.learners.models import Learner


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet in a list: whose it is, and what a photograph of it says, if there is one."""

    sheet: AnswerSheet
    learner: Learner
    reading: SheetReading | None

    @property
    def unclear(self) -> int:
        """Count the rows that wait for a person's look."""
        return sum(not is_clear for _chosen, is_clear in self.reading.rows) if self.reading else 0


def open_sheets(cohort: Cohort, module_id: str) -> dict[int, AnswerSheet]:
    """Find the sheets that are out, by learner."""
    query = select(AnswerSheet).where(
        AnswerSheet.cohort_id == cohort.id,
        AnswerSheet.module == module_id,
        AnswerSheet.taken_in_at.is_(None),
        AnswerSheet.replaced_at.is_(None),
    )
    return {sheet.learner_id: sheet for sheet in db.session.scalars(query)}


def sheets_of(cohort: Cohort) -> Sequence[Listed]:
    """List the sheets of a class that were not replaced: those to decide first, then those out, then those in."""
    query = (
        select(AnswerSheet, Learner, SheetReading)
        .join(Learner, Learner.id == AnswerSheet.learner_id)
        .outerjoin(SheetReading, SheetReading.sheet_id == AnswerSheet.id)
        .where(AnswerSheet.cohort_id == cohort.id, AnswerSheet.replaced_at.is_(None))
        .order_by(AnswerSheet.taken_in_at.is_not(None), SheetReading.at.is_(None), AnswerSheet.id)
    )
    return [Listed(*row) for row in db.session.execute(query)]


def sheet_of(cohort: Cohort, code: str) -> Listed:
    """Find a sheet of a class; raise NoSuchSheet."""
    found = next((listed for listed in sheets_of(cohort) if listed.sheet.code == code), None)
    if found is None:
        raise NoSuchSheet
    return found


def sheet_by_code(code: str) -> AnswerSheet | None:
    """Find a sheet by what its square holds; whose class it is must still be checked."""
    return db.session.scalar(select(AnswerSheet).where(AnswerSheet.code == code))
