"""Opening a cohort, and who belongs to it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session, scoped_session

from app.cohorts.errors import NoSuchCohort
from app.cohorts.queries import cohorts_of, members_of, own_cohort, sessions_of
from app.cohorts.services import add_member
from tests.cohorts.people import MONDAY, a_cohort, a_member, a_session, a_trainer, members


def test_a_trainer_finds_own_cohorts_and_no_others(session: scoped_session[Session]) -> None:
    mine, other = a_trainer(), a_trainer()
    cohort = a_cohort(mine)
    assert own_cohort(mine, cohort.id) is cohort
    assert [listed.cohort for listed in cohorts_of(mine)] == [cohort]
    assert not cohorts_of(other)
    with pytest.raises(NoSuchCohort):
        own_cohort(other, cohort.id)


def test_members_have_seats_in_the_order_they_came(session: scoped_session[Session]) -> None:
    cohort = a_cohort()
    learners = members(cohort, 3)
    assert [(member.seat, member.learner) for member in members_of(cohort)] == list(enumerate(learners, 1))


def test_who_is_added_twice_keeps_one_place(session: scoped_session[Session]) -> None:
    cohort = a_cohort()
    learner = a_member(cohort)
    assert add_member(cohort=cohort, learner=learner).seat == 1
    assert len(members_of(cohort)) == 1


def test_sessions_are_counted_in_their_order(session: scoped_session[Session]) -> None:
    cohort = a_cohort()
    first, second = a_session(cohort), a_session(cohort, MONDAY.replace(day=16))
    assert [one.number for one in sessions_of(cohort)] == [1, 2]
    assert first.board_secret != second.board_secret
