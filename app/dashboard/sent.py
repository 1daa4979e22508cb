"""What an agency sees of the classes to which it sent people: names, and who is certified. Nothing else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flask import Blueprint, render_template
from sqlalchemy import select

from app.accounts.models import Staff
from app.accounts.session import signed_in_staff
from app.certificates.life import Stand
from app.certificates.models import Certificate
from app.certificates.queries import stands_of
from app.certificates.rules import Standing, standing
from app.cohorts.errors import NoSuchCohort
from app.cohorts.models import Cohort, CohortAgency
from app.cohorts.queries import members_of
from app.cohorts.services import note_look
from app.core import clock
from app.core.database import db
from app.core.permissions import Permission
from app.learners.models import Learner
from app.programme.centre_models import Centre
from app.programme.rules import Award
from app.web.access import requires

sent = Blueprint("sent", __name__, url_prefix="/<locale:locale>/staff/sent")
ENOUGH = {Award.CORE: (Award.CORE, Award.FULL), Award.FULL: (Award.FULL,)}
"""Which certificates are as much as a class leads to."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Somebody an agency sent, and whether they are certified."""

    learner: Learner
    is_certified: bool


@sent.get("")
@requires(Permission.SEE_CERTIFIED)
def index() -> str:
    """List the classes to which this agency sent people."""
    return render_template("dashboard/sent.html", listed=_classes_of(signed_in_staff()))


@sent.get("/<int:cohort_id>")
@requires(Permission.SEE_CERTIFIED)
def people(cohort_id: int) -> str:
    """Show who of a class is certified; the look is noted."""
    staff = signed_in_staff()
    cohort = _linked(staff, cohort_id)
    note_look(cohort=cohort, by=staff)
    return render_template("dashboard/sent-people.html", cohort=cohort, people=_people_of(cohort))


def _people_of(cohort: Cohort) -> list[Sent]:
    """List who is in a class by name, so that not even the order tells more."""
    learners = [member.learner for member in members_of(cohort)]
    certified = _certified([learner.id for learner in learners], Award(cohort.award))
    return [Sent(learner, learner.id in certified) for learner in sorted(learners, key=lambda one: one.name)]


def _certified(learner_ids: Collection[int], award: Award) -> set[int]:
    """Tell who holds a valid certificate of an award, or of more, with two queries."""
    query = select(Certificate.learner_id, Certificate.number, Certificate.valid_until).where(
        Certificate.learner_id.in_(learner_ids), Certificate.kind.in_([one.value for one in ENOUGH[award]])
    )
    held = db.session.execute(query).all()
    stands = stands_of([one.number for one in held])
    today = clock.today()
    return {
        one.learner_id
        for one in held
        if standing(stands.get(one.number, Stand()).status, one.valid_until, today) is Standing.ACTIVE
    }


def _classes_of(staff: Staff) -> list[tuple[Cohort, Centre]]:
    query = (
        select(Cohort, Centre)
        .join(CohortAgency, CohortAgency.cohort_id == Cohort.id)
        .join(Centre, Centre.id == Cohort.centre_id)
        .where(CohortAgency.staff_id == staff.id)
        .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
    )
    return [(cohort, centre) for cohort, centre in db.session.execute(query)]


def _linked(staff: Staff, cohort_id: int) -> Cohort:
    """Find a class to which this agency is linked; raise NoSuchCohort."""
    if db.session.get(CohortAgency, (cohort_id, staff.id)) is None:
        raise NoSuchCohort
    return db.session.get_one(Cohort, cohort_id)
