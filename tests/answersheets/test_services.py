"""Sheets of a class: printed once each, read back, taken in once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from app.answersheets.errors import NothingToPrint, OldSheet, OtherClass, StillUnclear, UnknownCode
from app.answersheets.models import AnswerSheet, SheetReading
from app.answersheets.numbering import numbering_of
from app.answersheets.queries import sheets_of
from app.answersheets.rules import Answer
from app.answersheets.services import draw_of, forget_readings, keep_reading, print_sheets, take_in_sheet
from app.cohorts.models import Cohort
from app.cohorts.runs import AT_ONCE
from app.core import clock
from app.core.database import db, unit_of_work
from app.course.queries import course
from app.quizzes.models import Attempt
from app.quizzes.queries import results_of
from app.quizzes.rules import Taken
from tests.cohorts.people import a_cohort, a_member, a_trainer, members
from tests.learners.people import sign_in_staff, text_of

Scope = scoped_session[Session]


def right_answers(sheet: AnswerSheet) -> list[Answer]:
    """What a photograph of a sheet says whose every row is right."""
    questions = {question.id: question for question in course().module_by_id(sheet.module).questions}
    return [
        Answer(
            tuple(place for place, option in enumerate(asked.options) if option in questions[asked.question].right),
            True,
        )
        for asked in draw_of(sheet)
    ]


def one_sheet(cohort: Cohort) -> AnswerSheet:
    (printed,) = print_sheets(cohort=cohort, module=course().modules[0], by=a_trainer())
    return printed.sheet


def test_a_large_class_is_printed_in_files_that_are_drawn_in_a_moment(client: FlaskClient) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer)
    members(cohort, AT_ONCE + 3)
    module = course().modules[0]
    assert len(print_sheets(cohort=cohort, module=module, by=trainer)) == AT_ONCE
    rest = print_sheets(cohort=cohort, module=module, by=trainer, first=AT_ONCE + 1)
    assert [one.seat for one in rest] == [AT_ONCE + 1, AT_ONCE + 2, AT_ONCE + 3]
    sign_in_staff(client, trainer)
    page = text_of(client.get(f"/en/staff/classes/{cohort.id}/paper"))
    assert f"Print seats {AT_ONCE + 1} to {AT_ONCE + 3}" in page


def test_each_learner_gets_a_draw_of_their_own_in_the_order_of_the_question_sheet(session: Scope) -> None:
    cohort, module = a_cohort(), course().modules[0]
    members(cohort, 5)
    printed = print_sheets(cohort=cohort, module=module, by=a_trainer())
    numbering = numbering_of(cohort.id, module, course().digest)
    asked = [[numbering.number_of(one.question) for one in draw_of(each.sheet)] for each in printed]
    assert all(numbers == sorted(numbers) for numbers in asked)
    assert len({tuple(numbers) for numbers in asked}) > 1
    assert len({each.sheet.code for each in printed}) == 5


def test_printing_again_gives_the_same_questions(session: Scope) -> None:
    cohort = a_cohort()
    a_member(cohort)
    first = one_sheet(cohort)
    assert one_sheet(cohort) is first


def test_another_class_has_other_numbers(session: Scope) -> None:
    module, digest = course().modules[0], course().digest
    assert numbering_of(1, module, digest).questions != numbering_of(2, module, digest).questions
    assert numbering_of(1, module, digest) == numbering_of(1, module, digest)


def test_a_sheet_with_every_row_right_passes_the_quiz_on_paper(session: Scope) -> None:
    cohort = a_cohort()
    learner, sheet = a_member(cohort), one_sheet(cohort)
    keep_reading(cohort=cohort, code=sheet.code, answers=right_answers(sheet), pictures={}, by=a_trainer())
    attempt = take_in_sheet(sheet=sheet, decided={}, by=a_trainer())
    assert (attempt.passed, attempt.taken, attempt.learner_id) == (True, Taken.PAPER.value, learner.id)
    assert results_of(learner)[sheet.module].passed
    assert db.session.get(SheetReading, sheet.id) is None


def test_who_has_passed_gets_no_further_sheet(session: Scope) -> None:
    cohort = a_cohort()
    a_member(cohort)
    sheet = one_sheet(cohort)
    keep_reading(cohort=cohort, code=sheet.code, answers=right_answers(sheet), pictures={}, by=a_trainer())
    take_in_sheet(sheet=sheet, decided={}, by=a_trainer())
    with pytest.raises(NothingToPrint):
        one_sheet(cohort)


def test_a_sheet_taken_in_twice_makes_one_attempt(session: Scope) -> None:
    cohort, trainer = a_cohort(), a_trainer()
    a_member(cohort)
    sheet = one_sheet(cohort)
    for _again in range(2):
        keep_reading(cohort=cohort, code=sheet.code, answers=right_answers(sheet), pictures={}, by=trainer)
        take_in_sheet(sheet=sheet, decided={}, by=trainer)
    assert db.session.query(Attempt).count() == 1


def test_a_row_that_is_not_clear_waits_for_the_trainer(session: Scope) -> None:
    cohort = a_cohort()
    a_member(cohort)
    sheet = one_sheet(cohort)
    answers = right_answers(sheet)
    meant = answers[0].chosen
    answers[0] = Answer((0, 1), False)
    keep_reading(cohort=cohort, code=sheet.code, answers=answers, pictures={0: b"PNG"}, by=a_trainer())
    assert [listed.unclear for listed in sheets_of(cohort)] == [1]
    with pytest.raises(StillUnclear):
        take_in_sheet(sheet=sheet, decided={}, by=a_trainer())
    assert take_in_sheet(sheet=sheet, decided={0: meant}, by=a_trainer()).right_count == len(answers)


def test_what_is_clear_on_paper_no_trainer_changes(session: Scope) -> None:
    cohort = a_cohort()
    a_member(cohort)
    sheet = one_sheet(cohort)
    wrong = [Answer((), True) for _row in sheet.draw]
    keep_reading(cohort=cohort, code=sheet.code, answers=wrong, pictures={}, by=a_trainer())
    decided = {place: answer.chosen for place, answer in enumerate(right_answers(sheet))}
    assert take_in_sheet(sheet=sheet, decided=decided, by=a_trainer()).right_count == 0


def test_sheets_of_other_classes_and_unknown_ones_are_told_apart(session: Scope) -> None:
    mine, other = a_cohort(), a_cohort()
    a_member(other)
    sheet = one_sheet(other)
    with pytest.raises(OtherClass):
        keep_reading(cohort=mine, code=sheet.code, answers=[], pictures={}, by=a_trainer())
    with pytest.raises(UnknownCode):
        keep_reading(cohort=mine, code="0000000000", answers=[], pictures={}, by=a_trainer())
    with pytest.raises(UnknownCode):
        keep_reading(cohort=mine, code=None, answers=[], pictures={}, by=a_trainer())


def test_a_sheet_from_before_the_course_changed_is_replaced_and_then_refused(session: Scope) -> None:
    cohort = a_cohort()
    a_member(cohort)
    old = one_sheet(cohort)
    with unit_of_work():
        old.course_digest = "0" * 64
    new = one_sheet(cohort)
    assert new is not old
    with pytest.raises(OldSheet):
        keep_reading(cohort=cohort, code=old.code, answers=[], pictures={}, by=a_trainer())


def test_readings_that_nobody_takes_in_are_forgotten(session: Scope) -> None:
    cohort = a_cohort()
    a_member(cohort)
    sheet = one_sheet(cohort)
    keep_reading(cohort=cohort, code=sheet.code, answers=right_answers(sheet), pictures={}, by=a_trainer())
    assert forget_readings() == 0
    clock.move(timedelta(days=31))
    assert forget_readings() == 1
