"""Making the rest of the application know of attendance."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_babel import format_timedelta
from flask_babel import lazy_gettext as _l

from app.attendance.entering import KIND, take_in_mark
from app.attendance.offline import forget_classes
from app.cohorts.syncing import register_entry
from app.cohorts.ways import CohortWay, register_way


def init_attendance(app: Flask) -> None:
    """Take in what phones send, offer the ways into a class, and clear a phone at sign-out."""
    register_entry(app, KIND, take_in_mark)
    register_way(app, CohortWay("attendance.sessions", _l("Attendance"), 20))
    register_way(app, CohortWay("class_offline.offline", _l("The class on this phone, also without internet"), 22))
    app.after_request(forget_classes)
    app.jinja_env.filters["time_span"] = _time_span


def _time_span(seconds: int) -> str:
    """Write how long something is: 3 hours."""
    return str(format_timedelta(timedelta(seconds=seconds), granularity="minute"))
