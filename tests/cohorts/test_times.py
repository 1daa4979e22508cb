"""Days and hours stand in the time zone of the centre."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from app.cohorts.times import class_day, class_hour, class_hours, moment_at
from app.programme.centre_models import Centre
from tests.cohorts.people import MONDAY, a_centre, a_cohort, a_session

PHNOM_PENH = Centre(time_zone="Asia/Phnom_Penh")


def test_eight_in_the_morning_is_eight_where_the_class_meets(app: Flask, session: scoped_session[Session]) -> None:
    assert moment_at(a_centre(), date(2026, 3, 9), time(8)) == MONDAY
    assert class_hour(MONDAY, a_centre()) == "08:00"
    assert class_hours(a_session(a_cohort()), a_centre()) == "08:00–11:00"


def test_a_late_moment_is_the_next_day_where_the_class_meets(app: Flask) -> None:
    with app.test_request_context("/en/staff/classes"):
        assert class_day(datetime(2026, 3, 8, 23, tzinfo=UTC), PHNOM_PENH) == "Mon, 9 Mar 2026"


def test_a_day_is_written_in_the_readers_language(app: Flask) -> None:
    with app.test_request_context("/zh-Hans/staff/classes"):
        assert class_day(date(2026, 3, 9), PHNOM_PENH) == "2026年3月9日周一"
