"""Signals from a class in the database: raised once, decided once, by an officer alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, scoped_session

from app.answersheets.rules import Answer
from app.answersheets.services import keep_reading, print_sheets, take_in_sheet, wanted_of
from app.attendance.rules import Choice, Status
from app.attendance.services import mark_list
from app.classroom.services import Moment, end_quiz
from app.cohorts.models import Cohort
from app.cohorts.services import add_member
from app.core import clock
from app.core.database import unit_of_work
from app.core.errors import NotAllowed
from app.core.permissions import Role
from app.course.queries import course
from app.integrity.errors import AlreadyDecided, OwnMatter
from app.integrity.happenings import Kind
from app.integrity.models import IntegritySignal, Verdict
from app.integrity.queries import signals, signals_of
from app.integrity.services import decide, look_over_classes, raise_signals
from app.quizzes.owner import owner_of
from app.quizzes.services import draw_of, start_attempt, submit_attempt
from tests.classroom.people import a_room
from tests.cohorts.people import a_cohort, a_member, a_session, a_trainer
from tests.learners.people import a_staff, sign_in_staff, text_of

Scope = scoped_session[Session]


def a_quick_pass(cohort: Cohort) -> int:
    """Somebody of the class passes a quiz in four seconds; the learner's id."""
    learner = a_member(cohort)
    with unit_of_work():
        attempt = start_attempt(owner=owner_of(learner), course=course(), module=course().modules[0], locale="en")
        right = {question.id: list(question.right) for question in course().modules[0].questions}
        attempt.responses = {asked.question: right[asked.question] for asked in draw_of(attempt)}
        attempt.started_at = clock.now() - timedelta(seconds=4)
    submit_attempt(attempt=attempt, owner=owner_of(learner), course=course())
    return learner.id


def a_signal() -> IntegritySignal:
    """A class with one signal."""
    cohort = a_cohort()
    a_quick_pass(cohort)
    raise_signals(cohort=cohort)
    (signal,) = signals_of(cohort)
    return signal


def test_a_pass_in_four_seconds_is_raised_once_with_its_figures(session: Scope) -> None:
    cohort = a_cohort()
    learner = a_quick_pass(cohort)
    raise_signals(cohort=cohort)
    raise_signals(cohort=cohort)
    (signal,) = signals_of(cohort)
    assert (signal.kind, signal.learners) == (Kind.TOO_FAST.value, [learner])
    assert signal.figures["seconds"] < 10 < signal.figures["needed"]


def test_a_learner_at_two_sessions_at_once_is_raised(session: Scope) -> None:
    trainer = a_trainer()
    one, other = a_cohort(trainer), a_cohort(trainer)
    learner = a_member(one)
    add_member(cohort=other, learner=learner)
    for cohort in (one, other):
        meeting = a_session(cohort, clock.now() - timedelta(minutes=30))
        mark_list(cohort=cohort, session=meeting, choices={learner.id: Choice(Status.PRESENT)}, why=None, by=trainer)
    raise_signals(cohort=one)
    assert {signal.kind for signal in signals_of(one)} == {Kind.TWO_PLACES.value, Kind.TRAINER_TWICE.value}


def test_sheets_that_no_session_saw_are_raised_with_their_words(client: FlaskClient, session: Scope) -> None:
    trainer = a_trainer()
    cohort = a_cohort(trainer)
    a_member(cohort)
    a_session(cohort)
    (printed,) = print_sheets(cohort=cohort, module=course().modules[0], by=trainer)
    answers = [Answer(tuple(range(wanted)), is_clear=True) for wanted in wanted_of(printed.sheet)]
    keep_reading(cohort=cohort, code=printed.sheet.code, answers=answers, pictures={}, by=trainer)
    take_in_sheet(sheet=printed.sheet, decided={}, by=trainer)
    raise_signals(cohort=cohort)
    (signal,) = signals_of(cohort)
    assert (signal.kind, signal.learners) == (Kind.QUIZ_OUTSIDE.value, [printed.learner.id])
    sign_in_staff(client, a_staff(Role.OFFICER))
    page = text_of(client.get(f"/en/staff/signals/{signal.id}"))
    assert "A class took a quiz while it did not meet" in page
    assert "1 sheet was read on" in page


def test_a_quiz_in_its_session_is_no_signal_until_the_person_was_elsewhere_too(session: Scope) -> None:
    room = a_room(2)
    other = a_cohort(room.trainer)
    quiz = room.quiz()
    for person in room.people:
        room.answer_all(quiz, person)
    end_quiz(cohort=room.cohort, quiz=quiz, when=Moment.now(), by=room.trainer)
    raise_signals(cohort=room.cohort)
    assert not signals_of(room.cohort)
    add_member(cohort=other, learner=room.people[0])
    there = a_session(other, clock.now() - timedelta(minutes=20))
    mark_list(
        cohort=other, session=there, choices={room.people[0].id: Choice(Status.PRESENT)}, why=None, by=room.trainer
    )
    raise_signals(cohort=room.cohort)
    raised = {signal.kind: signal.learners for signal in signals_of(room.cohort)}
    assert raised[Kind.QUIZ_TWO_PLACES.value] == [room.people[0].id]


def test_a_class_in_its_time_is_looked_over_by_the_job_and_an_old_one_is_not(session: Scope) -> None:
    today = clock.today()
    now = a_cohort(starts_on=today, ends_on=today + timedelta(days=5))
    old = a_cohort(starts_on=today - timedelta(days=200), ends_on=today - timedelta(days=100))
    a_quick_pass(now)
    a_quick_pass(old)
    look_over_classes()
    assert (len(signals_of(now)), len(signals_of(old))) == (1, 0)


def test_an_officer_decides_once_and_says_why(session: Scope) -> None:
    signal, officer = a_signal(), a_staff(Role.OFFICER)
    decide(signal_id=signal.id, verdict=Verdict.EXPLAINED, note="She had the book.", by=officer)
    assert [raised.signal for raised in signals(decided=True)] == [signal]
    assert not signals(decided=False)
    with pytest.raises(AlreadyDecided):
        decide(signal_id=signal.id, verdict=Verdict.CONFIRMED, note="No.", by=officer)


def test_no_trainer_decides_and_nobody_about_themselves(session: Scope) -> None:
    signal, officer = a_signal(), a_staff(Role.OFFICER)
    with pytest.raises(NotAllowed):
        decide(signal_id=signal.id, verdict=Verdict.EXPLAINED, note="Fine.", by=a_trainer())
    with unit_of_work():
        signal.staff_id = officer.id
    with pytest.raises(OwnMatter):
        decide(signal_id=signal.id, verdict=Verdict.EXPLAINED, note="Fine.", by=officer)


def test_an_officer_reads_what_raised_a_signal_and_decides(client: FlaskClient, session: Scope) -> None:
    signal = a_signal()
    sign_in_staff(client, a_staff(Role.OFFICER))
    assert "faster than a person can read" in text_of(client.get("/en/staff/signals"))
    where = f"/en/staff/signals/{signal.id}"
    assert "seconds. Only to read the questions takes" in text_of(client.get(where))
    refused = client.post(where, data={"note": "They told me."})
    assert refused.status_code == 422
    assert "They told me." in refused.get_data(as_text=True)
    assert client.post(where, data={"verdict": "explained", "note": "They told me."}).status_code == 303
    assert "They told me." in client.get(where).get_data(as_text=True)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.AGENCY, Role.ADMINISTRATOR])
def test_nobody_else_sees_signals(client: FlaskClient, session: Scope, role: Role) -> None:
    sign_in_staff(client, a_staff(role))
    assert client.get("/en/staff/signals").status_code == 403
