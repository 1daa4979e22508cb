"""The class of the demo: an invented centre and six invented people, with sessions around today."""

from __future__ import annotations

from datetime import time, timedelta

from app.accounts.models import Staff
from app.cohorts.leading import link_agency
from app.cohorts.models import Cohort
from app.cohorts.planning import modules_of, plan_session
from app.cohorts.services import Plan, add_member, open_cohort
from app.cohorts.times import moment_at, today_at
from app.course.corridor import Corridor
from app.learners.enrolling import Told, enrol
from app.learners.models import Learner
from app.programme.centre_models import Centre
from app.programme.centres import add_centre
from app.programme.rules import Award

CENTRE = "DEMO-01"
INVENTED = (
    ("lo", "ສົມ ຕົວຢ່າງ", "SOM SAMPLE"),
    ("my", "မောင် နမူနာ", "MAUNG SAMPLE"),
    ("th", "สมศรี ตัวอย่าง", "SOMSI SAMPLE"),
    ("vi", "Nguyễn Thị Thí Dụ", "NGUYEN THI SAMPLE"),
    ("zh-Hans", "张样本", "ZHANG SAMPLE"),
)
"""Beside the demo's learner; every family name means sample."""
BEGINS, HOURS = time(8), 3


def open_demo_class(*, trainer: Staff, agency: str, learner: Learner) -> Cohort:
    """Open the class with its people and a session of each core module, the first of them yesterday."""
    centre = add_centre(code=CENTRE, name="Demo Centre (invented)", province=None, time_zone="Asia/Phnom_Penh")
    cohort = open_cohort(plan=_plan(centre), by=trainer)
    add_member(cohort=cohort, learner=learner, by=trainer)
    for locale, native, latin in INVENTED:
        person = enrol(people=[Told(native=native, latin=latin)], locale=locale)[0]
        add_member(cohort=cohort, learner=person, by=trainer)
    for place, module in enumerate(modules_of(cohort)):
        begins = moment_at(centre, cohort.starts_on + timedelta(days=place), BEGINS)
        times = (begins, begins + timedelta(hours=HOURS))
        plan_session(cohort=cohort, times=times, modules=[module.id], room=None, by=trainer)
    link_agency(cohort=cohort, username=agency, by=trainer)
    return cohort


def _plan(centre: Centre) -> Plan:
    today = today_at(centre)
    return Plan(
        title="ថ្នាក់គំរូ · Demo class",
        centre_id=centre.id,
        award=Award.CORE,
        locales=("km", "en"),
        starts_on=today - timedelta(days=1),
        ends_on=today + timedelta(days=6),
        corridor=Corridor("KH", "TH", None),
        room="1",
    )
