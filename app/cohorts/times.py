"""Days and hours of a class, told in the time zone of its centre and in the reader's language."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton, format_time
from flask_babel import get_locale

from app.cohorts.models import CohortSession
from app.core import clock
from app.programme.centre_models import Centre


def zone_of(centre: Centre) -> ZoneInfo:
    """Give the time zone of a centre."""
    return ZoneInfo(centre.time_zone)


def today_at(centre: Centre) -> date:
    """Tell which day it is at a centre."""
    return clock.now().astimezone(zone_of(centre)).date()


def moment_at(centre: Centre, day: date, hour: time) -> datetime:
    """Tell the moment of a day and an hour as the clock of a centre shows them."""
    return datetime.combine(day, hour, zone_of(centre))


def class_day(moment: datetime | date, centre: Centre) -> str:
    """Write a day: Mon, 9 Mar 2026."""
    day = moment.astimezone(zone_of(centre)).date() if isinstance(moment, datetime) else moment
    return str(format_skeleton("yMMMEd", datetime.combine(day, time()), locale=_locale()))


def class_hour(moment: datetime, centre: Centre) -> str:
    """Write an hour of the day: 08:00."""
    return str(format_time(moment, "HH:mm", tzinfo=zone_of(centre), locale=_locale()))


def class_hours(session: CohortSession, centre: Centre) -> str:
    """Write from when to when a session is: 08:00–11:00."""
    return f"{class_hour(session.starts_at, centre)}–{class_hour(session.ends_at, centre)}"


def _locale() -> Locale:
    """Give the reader's locale; English as it is written in Asia, with the day before the month."""
    locale = get_locale()
    return Locale("en", "GB") if locale is None or locale.language == "en" else locale
