"""The plan of a class."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient

from app.accounts.models import Staff
from app.cohorts.models import Cohort
from app.cohorts.queries import sessions_of
from app.core import clock
from tests.certificates.people import core_modules
from tests.cohorts.people import MONDAY, a_cohort, a_session, a_trainer
from tests.learners.people import sign_in_staff, text_of


@pytest.fixture
def trainer(client: FlaskClient) -> Iterator[Staff]:
    """A trainer at the screen on the Sunday before the class begins."""
    clock.move(MONDAY - timedelta(days=1) - clock.now())
    trainer = a_trainer()
    sign_in_staff(client, trainer)
    yield trainer
    clock.reset()


def _plan(cohort: Cohort) -> str:
    return f"/en/staff/classes/{cohort.id}/plan"


def test_one_tap_plans_every_module_of_the_award(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_cohort(trainer)
    assert "4 sessions" in text_of(client.get(_plan(cohort)))
    client.post(_plan(cohort), data={"weekdays": ["0", "2"], "begins": "08:00"})
    sessions = sessions_of(cohort)
    assert [module for one in sessions for module in one.modules] == [module.id for module in core_modules()]
    assert sessions[0].starts_at == MONDAY
    assert {one.starts_at.weekday() for one in sessions} <= {0, 2}
    again = client.post(_plan(cohort), data={"weekdays": ["0", "2"], "begins": "08:00"})
    assert again.status_code == 422
    assert len(sessions_of(cohort)) == len(sessions)


def test_a_session_is_added_as_the_clock_of_the_centre_shows(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_cohort(trainer)
    filled = {"day": "2026-03-09", "begins": "08:00", "ends": "11:00", "modules": ["M03", "M04"], "room": "Yard"}
    assert client.post(f"{_plan(cohort)}/new", data=filled).status_code == 303
    session = sessions_of(cohort)[0]
    assert (session.starts_at, session.modules, session.room) == (MONDAY, ["M03", "M04"], "Yard")
    assert "08:00–11:00" in text_of(client.get(_plan(cohort)))


def test_a_session_that_cannot_be_is_refused_in_words(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_cohort(trainer)
    filled = {"day": "2026-03-09", "begins": "11:00", "ends": "08:00", "room": "Yard"}
    page = client.post(f"{_plan(cohort)}/new", data=filled)
    assert page.status_code == 422
    assert "The end is before the beginning." in text_of(page)
    assert 'value="Yard"' in page.text
    assert "Write an hour" in text_of(client.post(f"{_plan(cohort)}/new", data=filled | {"ends": "noon"}))


def test_the_times_of_a_session_stay_once_it_has_begun(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_cohort(trainer)
    session = a_session(cohort)
    filled = {"day": "2026-03-09", "begins": "08:00", "ends": "11:00", "room": "", "modules": ["M04"]}
    clock.move(timedelta(days=1, minutes=5))
    sign_in_staff(client, trainer)
    page = client.post(f"{_plan(cohort)}/1", data=filled | {"begins": "07:00"})
    assert "This session has begun" in text_of(page)
    client.post(f"{_plan(cohort)}/1", data=filled)
    assert (session.starts_at, session.modules) == (MONDAY, ["M04"])


def test_a_cancelled_session_stays_in_the_plan(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_cohort(trainer)
    a_session(cohort)
    client.post(f"{_plan(cohort)}/1/cancel")
    assert isinstance(sessions_of(cohort)[0].cancelled_at, datetime)
    assert "Cancelled" in text_of(client.get(_plan(cohort)))
    client.post(f"{_plan(cohort)}/1/restore")
    assert sessions_of(cohort)[0].cancelled_at is None


def test_nothing_is_planned_in_a_closed_class(client: FlaskClient, trainer: Staff) -> None:
    cohort = a_cohort(trainer)
    client.post(f"/en/staff/classes/{cohort.id}/close")
    assert client.post(_plan(cohort), data={"weekdays": ["0"], "begins": "08:00"}).status_code == 422
    assert not sessions_of(cohort)
