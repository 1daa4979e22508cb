"""Verbs of the quiz on paper; each is one transaction."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import SystemRandom

from sqlalchemy import delete, select

from app.accounts.models import Staff
from app.answersheets.acts import SHEET_DECIDED, SHEETS_PRINTED
from app.answersheets.errors import NothingToPrint, OldSheet, OtherClass, StillUnclear, UnknownCode
from app.answersheets.models import AnswerSheet, SheetReading
from app.answersheets.numbering import Numbering, numbering_of
from app.answersheets.queries import open_sheets, sheet_by_code
from app.answersheets.rules import Answer
from app.audit.rules import Actor, Subject
from app.audit.services import record
from app.cohorts.errors import CohortClosed
from app.cohorts.models import Cohort
from app.cohorts.queries import members_of
from app.cohorts.runs import run_from
from app.cohorts.services import subject_of
from app.core import clock
from app.core.codes import new_code
from app.core.database import db, unit_of_work
from app.course.catalogue import Module
from app.course.queries import course
from app.learners.models import Learner
from app.quizzes.models import Attempt
from app.quizzes.owner import owner_of
from app.quizzes.queries import questions_met
from app.quizzes.rules import Draw, Drawn, Purpose, Taken, draw_questions, is_drawn_from, options_wanted
from app.quizzes.taking import take_in_attempt

CODE_SIGNS = 10
KEPT_FOR = timedelta(days=30)
Places = Mapping[int, Sequence[int]]
"""By the row's place, the places of the options chosen; both counted from 0."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet that is to be printed, and whose it is."""

    sheet: AnswerSheet
    learner: Learner
    seat: int


@unit_of_work()
def print_sheets(*, cohort: Cohort, module: Module, by: Staff, first: int = 1) -> list[Printed]:
    """Give everybody of a class who has not passed a quiz a sheet: the one that is out, or a new draw.

    From a seat on, so many as go into one file: more would take too long to draw.

    Whoever's sheet is printed twice gets the same draw, so that nobody prints until the questions are easy. Raises
    CohortClosed, and NothingToPrint where everybody has passed.
    """
    if not cohort.is_open:
        raise CohortClosed
    passed, out = _passed(cohort, module), open_sheets(cohort, module.id)
    numbering = numbering_of(cohort.id, module, course().digest)
    printed = [
        Printed(
            _sheet_for(member.learner, out.get(member.learner.id), cohort, module, numbering, by),
            member.learner,
            member.seat,
        )
        for member in run_from(members_of(cohort), first)
        if member.learner.id not in passed
    ]
    if not printed:
        raise NothingToPrint
    db.session.flush()
    record(
        SHEETS_PRINTED,
        actor=Actor.staff(by.id),
        subject=subject_of(cohort),
        detail={"module": module.id, "sheets": len(printed)},
    )
    return printed


@unit_of_work()
def keep_reading(
    *, cohort: Cohort, code: str | None, answers: Sequence[Answer], pictures: Mapping[int, bytes], by: Staff
) -> AnswerSheet:
    """Keep what a photograph says until the trainer takes it in; a newer one takes its place.

    Raises UnknownCode, OtherClass or OldSheet. A sheet that was taken in already stays as it is.
    """
    sheet = readable_sheet(cohort, code)
    if sheet.taken_in_at is not None:
        return sheet
    reading = db.session.get(SheetReading, sheet.id) or SheetReading(sheet_id=sheet.id)
    reading.at, reading.by_id = clock.now(), by.id
    reading.rows = [[list(answer.chosen), answer.is_clear] for answer in answers]
    reading.pictures = {str(place): b64encode(picture).decode() for place, picture in pictures.items()}
    db.session.add(reading)
    db.session.flush()
    return sheet


def readable_sheet(cohort: Cohort, code: str | None) -> AnswerSheet:
    """Find the sheet that a photograph shows; raise UnknownCode, OtherClass or OldSheet."""
    sheet = sheet_by_code(code) if code else None
    if sheet is None:
        raise UnknownCode
    if sheet.cohort_id != cohort.id:
        raise OtherClass
    pool = course().module_by_id(sheet.module).quiz_questions
    if sheet.replaced_at is not None or not is_drawn_from(draw_of(sheet), pool):
        raise OldSheet
    return sheet


@unit_of_work()
def take_in_sheet(*, sheet: AnswerSheet, decided: Places, by: Staff) -> Attempt:
    """Make an attempt of a sheet that was read; what was not clear is as the trainer decided.

    Raises StillUnclear where a row was not clear and nothing was decided about it.
    """
    reading = db.session.get(SheetReading, sheet.id, with_for_update=True)
    if reading is None:
        return db.session.scalars(select(Attempt).where(Attempt.token == token_of(sheet))).one()
    chosen = [_chosen(place, row, decided) for place, row in enumerate(reading.rows)]
    draw, learner = draw_of(sheet), db.session.get_one(Learner, sheet.learner_id)
    attempt = take_in_attempt(
        learner=learner,
        module=course().module_by_id(sheet.module),
        draw=draw,
        responses={
            asked.question: [asked.options[place] for place in places]
            for asked, places in zip(draw, chosen, strict=True)
            if places
        },
        taken=Taken.PAPER,
        locale=sheet.locale,
        started_at=sheet.printed_at,
        submitted_at=reading.at,
        token=token_of(sheet),
        by=by,
    )
    if reading.pictures:
        rows = [int(place) for place in reading.pictures]
        record(
            SHEET_DECIDED,
            actor=Actor.staff(by.id),
            subject=Subject("learner", learner.id),
            detail={"attempt": attempt.id, "rows": len(rows)},
        )
    sheet.taken_in_at = clock.now()
    db.session.delete(reading)
    return attempt


@unit_of_work()
def forget_readings() -> int:
    """Delete readings that nobody took in within thirty days; return how many there were."""
    gone = db.session.execute(delete(SheetReading).where(SheetReading.at < clock.now() - KEPT_FOR))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def draw_of(sheet: AnswerSheet) -> Draw:
    """Read a sheet's draw."""
    return tuple(Drawn(question, tuple(options)) for question, options in sheet.draw)


def wanted_of(sheet: AnswerSheet) -> list[int]:
    """Tell how many options each row of a sheet asks for."""
    return [options_wanted(course().question(asked.question)) for asked in draw_of(sheet)]


def token_of(sheet: AnswerSheet) -> str:
    """Name the attempt that a sheet becomes, so that it becomes one only."""
    return f"paper-{sheet.code}"


def _chosen(place: int, row: Sequence[object], decided: Places) -> Sequence[int]:
    """Give the places chosen in a row; a clear one is the paper's to say, any other the trainer's."""
    places, is_clear = row
    if is_clear:
        return list(places)  # type: ignore[call-overload, no-any-return]
    if place not in decided:
        raise StillUnclear
    return decided[place]


def _sheet_for(
    learner: Learner, out: AnswerSheet | None, cohort: Cohort, module: Module, numbering: Numbering, by: Staff
) -> AnswerSheet:
    """Give a learner's sheet that is out, or a new one where there is none or the course has changed."""
    if out is not None and out.course_digest == course().digest and out.locale == cohort.locale:
        return out
    if out is not None:
        out.replaced_at = clock.now()
        db.session.flush()
    met = questions_met(owner_of(learner), module.id)
    draw = numbering.arranged(draw_questions(module, SystemRandom(), met))
    sheet = AnswerSheet(
        code=new_code(CODE_SIGNS),
        cohort_id=cohort.id,
        learner_id=learner.id,
        module=module.id,
        locale=cohort.locale,
        draw=[[asked.question, list(asked.options)] for asked in draw],
        course_version=course().version,
        course_digest=course().digest,
        printed_at=clock.now(),
        printed_by_id=by.id,
    )
    db.session.add(sheet)
    return sheet


def _passed(cohort: Cohort, module: Module) -> set[int]:
    """Find who has passed a module's quiz already."""
    query = select(Attempt.learner_id).where(
        Attempt.module == module.id, Attempt.purpose == Purpose.QUIZ.value, Attempt.passed.is_(True)
    )
    here = [member.learner.id for member in members_of(cohort)]
    return {found for found in db.session.scalars(query.where(Attempt.learner_id.in_(here))) if found is not None}
