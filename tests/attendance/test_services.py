"""Marks and corrections: nothing is changed, doubled or lost, and what differs is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, scoped_session

from app.attendance.errors import MinutesMissing, NotBegun, NotOfThisClass, WasCancelled, WhyMissing
from app.attendance.queries import marks_of
from app.attendance.rules import SLIP, Choice, Status
from app.attendance.services import correct, mark_list
from app.audit.models import AuditEvent
from app.cohorts.errors import CohortClosed
from app.core import clock
from app.core.database import db, unit_of_work
from tests.attendance.people import (
    ABSENT,
    OTHER_DEVICE,
    PRESENT,
    a_class,
    a_co_trainer,
    an_entry,
    every_mark,
    it_is,
    late,
    mark,
    send,
    standing,
    status,
    statuses,
)
from tests.cohorts.people import MONDAY, a_cohort, a_member, a_session, members

pytestmark = pytest.mark.usefixtures("session")
Database = scoped_session[Session]


def test_a_list_marks_everybody_and_sent_twice_marks_nobody_again() -> None:
    trainer, cohort, meeting = a_class()
    learners = members(cohort, 5)
    choices = {learner.id: PRESENT for learner in learners} | {learners[3].id: late(20)}
    assert mark_list(cohort=cohort, session=meeting, choices=choices, why=None, by=trainer) == 5
    assert mark_list(cohort=cohort, session=meeting, choices=choices, why=None, by=trainer) == 0
    assert [status(meeting, learner) for learner in learners] == ["present", "present", "present", "late", "present"]


def test_a_correction_keeps_the_old_mark_and_says_why() -> None:
    trainer, cohort, meeting = a_class()
    learner = a_member(cohort)
    mark(cohort, meeting, trainer, learner, ABSENT)
    clock.move(timedelta(hours=1))
    with pytest.raises(WhyMissing):
        mark(cohort, meeting, trainer, learner, PRESENT, why="  ")
    mark(cohort, meeting, trainer, learner, PRESENT, why="She was in the office.")
    old, new = marks_of(meeting, learner.id)
    assert (old.choice, new.choice) == (ABSENT, PRESENT)
    assert (new.corrects_id, new.why) == (old.id, "She was in the office.")
    assert status(meeting, learner) == "present"
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.act == "attendance-mark-corrected")).one()
    assert (event.subject_kind, event.subject_id) == ("learner", str(learner.id))


def test_one_change_without_a_reason_keeps_the_whole_list_from_being_taken() -> None:
    trainer, cohort, meeting = a_class()
    first, second = members(cohort, 2)
    mark(cohort, meeting, trainer, first, ABSENT)
    clock.move(timedelta(hours=1))
    with pytest.raises(WhyMissing):
        mark_list(cohort=cohort, session=meeting, choices={second.id: PRESENT, first.id: PRESENT}, why=None, by=trainer)
    assert len(every_mark(meeting)) == 1


def test_a_slip_of_the_thumb_asks_for_no_reason_and_stays_visible() -> None:
    trainer, cohort, meeting = a_class()
    learner = a_member(cohort)
    mark(cohort, meeting, trainer, learner, ABSENT)
    clock.move(timedelta(minutes=2))
    mark(cohort, meeting, trainer, learner, PRESENT)
    assert [one.why for one in marks_of(meeting, learner.id)] == [None, SLIP]
    other = a_co_trainer(cohort)
    with pytest.raises(WhyMissing):
        mark(cohort, meeting, other, learner, ABSENT)


@pytest.mark.parametrize("statement", ["UPDATE attendance_mark SET status = 'present'", "DELETE FROM attendance_mark"])
def test_the_database_keeps_every_mark(statement: str) -> None:
    trainer, cohort, meeting = a_class()
    mark(cohort, meeting, trainer, a_member(cohort), ABSENT)
    with pytest.raises(DBAPIError, match="append-only"), db.session.begin_nested():
        db.session.execute(text(statement))


def test_minutes_are_asked_for_where_they_belong() -> None:
    trainer, cohort, meeting = a_class()
    learner = a_member(cohort)
    for choice in (Choice(Status.LATE), Choice(Status.LEFT_EARLY, 0), Choice(Status.PRESENT, 10)):
        with pytest.raises(MinutesMissing):
            mark(cohort, meeting, trainer, learner, choice)
    assert not every_mark(meeting)


def test_nobody_else_is_marked() -> None:
    trainer, cohort, meeting = a_class()
    with pytest.raises(NotOfThisClass):
        mark(cohort, meeting, trainer, a_member(a_cohort(trainer)), PRESENT)


def test_no_mark_is_made_before_a_session_after_the_class_or_where_none_is_held() -> None:
    trainer, cohort, meeting = a_class()
    learner, later = a_member(cohort), a_session(cohort, MONDAY + timedelta(days=7))
    with pytest.raises(NotBegun):
        mark(cohort, later, trainer, learner, PRESENT)
    with unit_of_work():
        later.cancelled_at = clock.now()
    with pytest.raises(WasCancelled):
        mark(cohort, later, trainer, learner, PRESENT)
    with unit_of_work():
        cohort.closed_at = clock.now()
    clock.move(timedelta(minutes=1))
    with pytest.raises(CohortClosed):
        mark(cohort, meeting, trainer, learner, PRESENT)


def test_what_a_phone_marked_before_the_class_was_closed_still_comes_in() -> None:
    trainer, cohort, meeting = a_class()
    before, after = members(cohort, 2)
    early = an_entry(meeting, before)
    clock.move(timedelta(minutes=10))
    with unit_of_work():
        cohort.closed_at = clock.now()
    clock.move(timedelta(minutes=10))
    outcome = send(cohort, trainer, early, an_entry(meeting, after))
    assert outcome.taken == [early["id"]]
    assert [why for _id, why in outcome.refused] == [CohortClosed.message]


def test_a_phone_may_send_as_often_as_it_likes() -> None:
    trainer, cohort, meeting = a_class()
    entries = [an_entry(meeting, learner) for learner in members(cohort, 4)]
    for _ in range(3):
        assert len(send(cohort, trainer, *entries).taken) == 4
    assert len(every_mark(meeting)) == 4


def test_two_trainers_who_agree_are_two_witnesses_of_one_mark() -> None:
    trainer, cohort, meeting = a_class()
    learner, other = a_member(cohort), a_co_trainer(cohort)
    send(cohort, trainer, an_entry(meeting, learner))
    send(cohort, other, an_entry(meeting, learner), device=OTHER_DEVICE)
    send(cohort, trainer, an_entry(meeting, learner), device=OTHER_DEVICE)
    assert statuses(every_mark(meeting)) == ["present", "present"]
    assert not standing(meeting, learner).differs
    with pytest.raises(WhyMissing):
        mark(cohort, meeting, trainer, learner, ABSENT)
    correct(cohort=cohort, session=meeting, learner_id=learner.id, choice=ABSENT, why="Both were wrong.", by=trainer)
    assert (status(meeting, learner), standing(meeting, learner).differs) == ("absent", False)


def test_two_trainers_who_disagree_are_both_kept_until_somebody_settles_it() -> None:
    trainer, cohort, meeting = a_class()
    learner, other = a_member(cohort), a_co_trainer(cohort)
    said_first = an_entry(meeting, learner, "present")
    clock.move(timedelta(minutes=5))
    send(cohort, other, an_entry(meeting, learner, "absent"), device=OTHER_DEVICE)
    send(cohort, trainer, said_first)
    found = standing(meeting, learner)
    assert (found.mark.choice, found.differs) == (PRESENT, True)
    with pytest.raises(WhyMissing):
        correct(cohort=cohort, session=meeting, learner_id=learner.id, choice=PRESENT, why="", by=trainer)
    correct(cohort=cohort, session=meeting, learner_id=learner.id, choice=ABSENT, why="We asked her.", by=trainer)
    found = standing(meeting, learner)
    assert (found.mark.choice, found.differs) == (ABSENT, False)
    assert statuses(every_mark(meeting)) == ["absent", "present", "absent", "absent"]


def test_a_phone_corrects_its_own_mark_before_either_was_sent() -> None:
    trainer, cohort, meeting = a_class()
    learner = a_member(cohort)
    first = an_entry(meeting, learner, "absent")
    clock.move(timedelta(minutes=1))
    second = an_entry(meeting, learner, "late", minutes=31, corrects=first["id"])
    assert len(send(cohort, trainer, first, second).taken) == 2
    assert (status(meeting, learner), standing(meeting, learner).differs) == ("late", False)


def test_two_who_correct_the_same_mark_differently_are_shown() -> None:
    trainer, cohort, meeting = a_class()
    learner, other = a_member(cohort), a_co_trainer(cohort)
    first = an_entry(meeting, learner, "absent")
    send(cohort, trainer, first)
    clock.move(timedelta(hours=1))
    change = {"corrects": first["id"], "why": "He came after all."}
    send(cohort, trainer, an_entry(meeting, learner, "present", **change))
    outcome = send(cohort, other, an_entry(meeting, learner, "excused", **change), device=OTHER_DEVICE)
    assert not outcome.refused
    assert standing(meeting, learner).differs
    outcome = send(cohort, trainer, an_entry(meeting, learner, "absent", corrects=first["id"]))
    assert [why for _id, why in outcome.refused] == [WhyMissing.message]


def test_a_clock_that_is_hours_wrong_is_noted_with_the_mark() -> None:
    trainer, cohort, meeting = a_class()
    learner = a_member(cohort)
    send(cohort, trainer, an_entry(meeting, learner, at=clock.now() - timedelta(hours=3)), off=-3 * 3600)
    found = standing(meeting, learner).mark
    assert found.clock_was_wrong and found.clock_off == -10800
    assert abs(found.true_at - clock.now()) < timedelta(minutes=1)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "asleep"},
        {"status": 1},
        {"minutes": "ten"},
        {"how": "code"},
        {"how": 3},
        {"session": "1"},
        {"learner": None},
        {"why": 5},
        {"status": "late"},
        {"session": 999_999},
        {"learner": 999_999},
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    trainer, cohort, meeting = a_class()
    outcome = send(cohort, trainer, an_entry(meeting, a_member(cohort)) | change)
    assert len(outcome.refused) == 1 and not every_mark(meeting)


def test_a_session_of_another_class_is_not_in_the_plan() -> None:
    trainer, cohort, _meeting = a_class()
    other = a_session(a_cohort(trainer))
    it_is(MONDAY + timedelta(minutes=30))
    assert send(cohort, trainer, an_entry(other, a_member(cohort))).refused
