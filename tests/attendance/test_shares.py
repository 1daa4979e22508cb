"""How much of a class each learner attended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from app.attendance.rules import Share
from app.attendance.services import mark_list
from app.attendance.shares import attendance_of, attended
from app.cohorts.models import Cohort, CohortMember
from app.cohorts.services import add_member
from app.core import clock
from app.core.database import db, unit_of_work
from app.learners.models import Learner
from tests.attendance.people import ABSENT, EXCUSED, PRESENT, a_class, it_is, late, mark, noon
from tests.cohorts.people import MONDAY, a_cohort, a_member, a_session, members

pytestmark = pytest.mark.usefixtures("session")


def test_sessions_held_so_far_count_and_no_others() -> None:
    trainer, cohort, first = a_class()
    learner = a_member(cohort)
    second, third, _later = (a_session(cohort, MONDAY + timedelta(days=day)) for day in (1, 2, 9))
    assert attended(cohort, learner) == Share()
    mark(cohort, first, trainer, learner, PRESENT)
    assert attended(cohort, learner) == Share(held=1, attended=1)
    it_is(MONDAY + timedelta(days=1, hours=4))
    assert attended(cohort, learner) == Share(held=2, attended=1, unmarked=1)
    mark(cohort, second, trainer, learner, EXCUSED)
    with unit_of_work():
        third.cancelled_at = clock.now()
    it_is(MONDAY + timedelta(days=3))
    assert attended(cohort, learner) == Share(held=2, attended=1, excused=1)


def test_a_little_late_counts_and_much_does_not() -> None:
    trainer, cohort, session = a_class()
    one, other = members(cohort, 2)
    mark_list(cohort=cohort, session=session, choices={one.id: late(30), other.id: late(31)}, why=None, by=trainer)
    shares = attendance_of(cohort)
    assert (shares[one.id].attended, shares[other.id].attended) == (1, 0)
    assert attendance_of(cohort, missed_at_most=60)[other.id].attended == 1


def test_somebody_of_another_class_has_no_share() -> None:
    trainer, cohort, _session = a_class()
    assert attended(cohort, a_member(a_cohort(trainer))) == Share()


@unit_of_work()
def move(learner: Learner, cohort: Cohort, to: Cohort) -> None:
    place = db.session.query(CohortMember).filter_by(cohort_id=cohort.id, learner_id=learner.id, left_at=None).one()
    place.left_at, place.moved_to_id = clock.now(), to.id
    add_member(cohort=to, learner=learner)


def test_who_is_moved_keeps_what_was_attended_before() -> None:
    trainer, first_class, monday = a_class()
    learner = a_member(first_class)
    second_class = a_cohort(trainer)
    missed = a_session(second_class)
    a_session(first_class, noon(12))
    mark(first_class, monday, trainer, learner, PRESENT)
    mark(second_class, missed, trainer, stays := a_member(second_class, None, "STAYS HERE"), ABSENT)
    it_is(noon(10))
    move(learner, first_class, second_class)
    wednesday = a_session(second_class, noon(11))
    it_is(noon(11) + timedelta(hours=1))
    mark(second_class, wednesday, trainer, learner, PRESENT)
    it_is(noon(13))
    assert attended(second_class, learner) == Share(held=2, attended=2)
    assert attended(second_class, stays) == Share(held=2, unmarked=1)
    assert attended(first_class, learner) == Share()


def test_who_joins_late_has_missed_what_was_before() -> None:
    trainer, cohort, session = a_class()
    mark(cohort, session, trainer, a_member(cohort), PRESENT)
    it_is(noon(20))
    assert attended(cohort, a_member(cohort, None, "LATE COMER")) == Share(held=1, unmarked=1)


def test_a_class_of_five_hundred_costs_as_many_queries_as_one_of_two() -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    counts = []
    for size in (2, 500):
        trainer, cohort, session = a_class()
        learners = members(cohort, size)
        choices = {learner.id: PRESENT for learner in learners}
        mark_list(cohort=cohort, session=session, choices=choices, why=None, by=trainer)
        event.listen(db.engine, "before_cursor_execute", note)
        try:
            assert len(attendance_of(cohort)) == size
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        counts.append(len(asked))
        asked.clear()
    assert counts[0] == counts[1] <= 6  # Two of them read the class itself anew.
