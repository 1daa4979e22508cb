"""A class quiz: one draw that stays, answers of those who are there, attempts when it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from sqlalchemy.exc import DatabaseError

from app.attendance.rules import Status
from app.audit.models import AuditEvent
from app.classroom.errors import (
    NobodyAnswered,
    NobodyPresent,
    NotMarkedPresent,
    QuestionIsClosed,
    QuizIsOver,
    TooManyOptions,
)
from app.classroom.group_lessons import credit_present
from app.classroom.models import ClassAnswer, ClassQuiz
from app.classroom.queries import attempts_from, drawn_in, lessons_shown, standing_of
from app.classroom.services import Moment, close_question, end_quiz
from app.cohorts.errors import NoSuchMember
from app.core import clock
from app.core.database import db
from app.course.queries import course
from app.learning.queries import progress_of
from app.quizzes.errors import NotOffered
from app.quizzes.models import Attempt
from app.quizzes.queries import results_of
from app.quizzes.taking import is_whole_quiz
from tests.certificates.people import core_modules
from tests.classroom.people import Room, a_room, right_or_wrong
from tests.cohorts.people import a_cohort, a_member


def end(room: Room, quiz: ClassQuiz) -> int:
    return end_quiz(cohort=room.cohort, quiz=quiz, when=Moment.now(), by=room.trainer)


def test_the_draw_is_a_whole_quiz_and_stays_however_often_it_is_asked_for(client: FlaskClient) -> None:
    room = a_room()
    quiz = room.quiz()
    assert is_whole_quiz(drawn_in(quiz), room.module)
    assert {room.quiz().token for _ in range(5)} == {quiz.token}
    assert room.quiz(again=True).token == quiz.token, "nobody draws anew while a quiz is open"
    room.answer_all(quiz, room.people[0])
    assert room.quiz(again=True).token == quiz.token


def test_another_round_comes_after_the_end_and_asks_what_was_not_asked(client: FlaskClient) -> None:
    room = a_room()
    quiz = room.quiz()
    room.answer_all(quiz, room.people[0])
    end(room, quiz)
    assert room.quiz().token == quiz.token
    second = room.quiz(again=True)
    assert second.round == 2
    first_asked = {drawn.question for drawn in drawn_in(quiz)}
    assert len(first_asked & {drawn.question for drawn in drawn_in(second)}) < len(first_asked)


def test_ending_makes_an_attempt_of_each_persons_answers(client: FlaskClient) -> None:
    room = a_room(4)
    quiz = room.quiz()
    room.answer_all(quiz, room.people[0])
    room.answer_all(quiz, room.people[1], right=False)
    room.answer(
        quiz, room.people[2], drawn_in(quiz)[0].question, right_or_wrong(drawn_in(quiz)[0].question, right=True)
    )
    assert end(room, quiz) == 3
    attempts = attempts_from(quiz, [person.id for person in room.people])
    assert [attempts[person.id].right_count for person in room.people[:3]] == [8, 0, 1]
    assert room.people[3].id not in attempts, "who answered nothing gets no attempt"
    assert {attempt.taken for attempt in attempts.values()} == {"class"}
    assert results_of(room.people[0])["M03"].passed
    assert not results_of(room.people[1])["M03"].passed


def test_ending_twice_changes_nothing(client: FlaskClient) -> None:
    room = a_room()
    quiz = room.quiz()
    room.answer_all(quiz, room.people[0])
    assert end(room, quiz) == end(room, quiz) == 1
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 1
    noted = select(func.count()).select_from(AuditEvent).where(AuditEvent.act == "class-quiz-ended")
    assert db.session.scalar(noted) == 1
    with pytest.raises(QuizIsOver):
        room.answer_all(quiz, room.people[1])


def test_a_quiz_without_an_answer_cannot_be_ended_to_draw_another(client: FlaskClient) -> None:
    room = a_room()
    with pytest.raises(NobodyAnswered):
        end(room, room.quiz())


@pytest.mark.parametrize("status", [Status.ABSENT, Status.EXCUSED])
def test_nobody_can_answer_for_who_is_not_there(client: FlaskClient, status: Status) -> None:
    room = a_room(4, present=2)
    room.mark(status, [room.people[3]])
    quiz = room.quiz()
    for person in room.people[2:]:
        with pytest.raises(NotMarkedPresent):
            room.answer_all(quiz, person)
    room.mark(Status.LATE, [room.people[2]])
    room.answer_all(quiz, room.people[2])
    assert standing_of(quiz).answers.keys() == {room.people[2].id}


def test_who_turns_out_to_have_been_absent_gets_no_attempt(client: FlaskClient) -> None:
    room = a_room()
    quiz = room.quiz()
    for person in room.people[:2]:
        room.answer_all(quiz, person)
    room.mark(Status.ABSENT, [room.people[0]], why="Mixed up two people")
    assert end(room, quiz) == 1
    assert attempts_from(quiz, [person.id for person in room.people]).keys() == {room.people[1].id}


def test_a_stranger_to_the_class_has_no_answer(client: FlaskClient) -> None:
    room = a_room()
    other = a_member(a_cohort(by=room.trainer))
    with pytest.raises(NoSuchMember):
        room.answer_all(room.quiz(), other)


def test_an_answer_fits_its_question(client: FlaskClient) -> None:
    room = a_room()
    quiz = room.quiz()
    single = next(one.question for one in drawn_in(quiz) if len(course().question(one.question).right) == 1)
    with pytest.raises(NotOffered):
        room.answer(quiz, room.people[0], single, ["z"])
    with pytest.raises(NotOffered):
        room.answer(quiz, room.people[0], "M99-Q01", ["a"])
    with pytest.raises(TooManyOptions):
        room.answer(quiz, room.people[0], single, ["a", "b"])


def test_the_last_tap_counts_until_the_question_is_closed(client: FlaskClient) -> None:
    room = a_room()
    quiz, person = room.quiz(), room.people[0]
    question = drawn_in(quiz)[0].question
    now = clock.now()
    room.answer(quiz, person, question, ["a"], now)
    room.answer(quiz, person, question, ["b"], now + timedelta(seconds=2))
    room.answer(quiz, person, question, ["c"], now + timedelta(seconds=1))
    assert standing_of(quiz).answers == {person.id: {question: ("b",)}}
    closing = now + timedelta(seconds=3)
    close_question(quiz=quiz, question=question, when=Moment(closing, closing), by=room.trainer)
    with pytest.raises(QuestionIsClosed):
        room.answer(quiz, person, question, ["c"], now + timedelta(seconds=4))
    room.answer(quiz, person, question, ["c"], closing)
    assert standing_of(quiz).answers == {person.id: {question: ("c",)}}, "tapped before, come later: it counts"


def test_the_database_keeps_draws_and_answers_as_they_were(client: FlaskClient) -> None:
    room = a_room()
    quiz = room.quiz()
    room.answer_all(quiz, room.people[0])
    for change in (
        "UPDATE class_quiz SET round = 9",
        "DELETE FROM class_answer",
        "UPDATE class_answer SET options = '[]'",
    ):
        with pytest.raises(DatabaseError), db.session.begin_nested():
            db.session.execute(db.text(change))
    assert db.session.scalar(select(func.count()).select_from(ClassAnswer)) == 8


def test_a_lesson_counts_as_seen_by_those_who_were_there(client: FlaskClient) -> None:
    room = a_room(4, present=3)
    lesson = room.module.lessons[0]
    credited = credit_present(cohort=room.cohort, session=room.session, lesson=lesson, by=room.trainer)
    assert credited == 3
    assert [progress_of(person).is_lesson_done(lesson) for person in room.people] == [True, True, True, False]
    assert lessons_shown(room.session)[lesson.key].learners == [person.id for person in room.people[:3]]
    room.mark(Status.LATE, [room.people[3]])
    credit_present(cohort=room.cohort, session=room.session, lesson=lesson, by=room.trainer)
    assert progress_of(room.people[3]).is_lesson_done(lesson)


def test_a_lesson_before_an_empty_room_is_not_credited(client: FlaskClient) -> None:
    room = a_room(2, present=0)
    with pytest.raises(NobodyPresent):
        credit_present(cohort=room.cohort, session=room.session, lesson=room.module.lessons[0], by=room.trainer)


def statements(of: object) -> int:
    """Count the statements that something costs."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        of()  # type: ignore[operator]
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(found)


def test_crediting_a_lesson_costs_as_many_statements_for_many_as_for_few(client: FlaskClient) -> None:
    few, many = a_room(2), a_room(60)

    def credit(room: Room) -> int:
        lesson = core_modules()[0].lessons[0]
        db.session.expire_all()
        return statements(
            lambda: credit_present(cohort=room.cohort, session=room.session, lesson=lesson, by=room.trainer)
        )

    assert credit(many) <= credit(few) + 1
