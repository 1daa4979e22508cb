"""A centre, cohorts and who belongs to them."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.accounts.models import Staff
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.services import Plan, add_member, add_session, open_cohort
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.course.corridor import Corridor
from app.learners.models import Learner
from app.learners.numbering import new_number
from app.learners.rules import search_key
from app.programme.centre_models import Centre
from app.programme.centres import add_centre
from app.programme.rules import Award
from tests.learners.people import a_staff

MONDAY = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)
"""Eight in the morning in Phnom Penh."""


def a_centre(code: str = "PNH-01") -> Centre:
    return add_centre(code=code, name="Invented Centre", province="Kandal", time_zone="Asia/Phnom_Penh")


def a_trainer() -> Staff:
    return a_staff(Role.TRAINER)


def a_cohort(by: Staff | None = None, **changes: Any) -> Cohort:
    """A cohort of three weeks on the way from Cambodia to Thailand."""
    values: dict[str, Any] = {
        "title": "Monday group",
        "centre_id": a_centre().id,
        "award": Award.CORE,
        "locales": ("km", "en"),
        "starts_on": date(2026, 3, 9),
        "ends_on": date(2026, 3, 27),
        "corridor": Corridor("KH", "TH", None),
        "room": "Room 2",
    }
    return open_cohort(plan=Plan(**(values | changes)), by=by or a_trainer())


@unit_of_work()
def members(cohort: Cohort, count: int) -> list[Learner]:
    """So many learners without a PIN, made fast, all in a cohort."""
    return [a_member(cohort, native=None, latin=f"TESTPERSON {place}") for place in range(1, count + 1)]


@unit_of_work()
def a_member(cohort: Cohort, native: str | None = "សុខ ចាន់ធូ", latin: str | None = "SOK CHANTHOU") -> Learner:
    """A learner of a cohort, without a PIN."""
    learner = Learner(
        number=new_number(),
        name_native=native,
        name_latin=latin,
        name_key=search_key(native, latin),
        locale=cohort.locale,
        session_token=secrets.token_hex(8),
        created_at=clock.now(),
    )
    db.session.add(learner)
    db.session.flush()
    add_member(cohort=cohort, learner=learner)
    return learner


def a_session(
    cohort: Cohort, starts_at: datetime = MONDAY, hours: int = 3, modules: tuple[str, ...] = ("M01",)
) -> CohortSession:
    return add_session(cohort=cohort, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), modules=modules)
