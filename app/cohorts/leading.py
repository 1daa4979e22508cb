"""Verbs of those who lead a class: change it, close it, open it again, and say who else may see it."""

from __future__ import annotations

from sqlalchemy import delete, select

from app.accounts.errors import NoSuchStaff
from app.accounts.models import Staff
from app.accounts.queries import staff_by_username
from app.audit.rules import SYSTEM, Actor
from app.audit.services import record
from app.cohorts.acts import (
    AGENCY_ADDED,
    AGENCY_REMOVED,
    COHORT_CHANGED,
    COHORT_CLOSED,
    COHORT_REOPENED,
    TRAINER_ADDED,
    TRAINER_REMOVED,
)
from app.cohorts.errors import CohortClosed, LastLead, NoSuchAgency, NoSuchTrainer, NotTheLead
from app.cohorts.models import Cohort, CohortAct, CohortAgency, CohortEvent, CohortTrainer
from app.cohorts.services import Plan, columns_of, subject_of
from app.core import clock
from app.core.database import db, insert_unless_there, unit_of_work
from app.core.permissions import Permission


@unit_of_work()
def change_cohort(*, cohort: Cohort, plan: Plan, by: Staff) -> None:
    """Decide otherwise about a class; raise CohortClosed."""
    if not cohort.is_open:
        raise CohortClosed
    changed = {name: value for name, value in columns_of(plan).items() if value != getattr(cohort, name)}
    for name, value in changed.items():
        setattr(cohort, name, value)
    if changed:
        _note(cohort, CohortAct.CHANGED, by)
        told = "/".join(sorted(name.removesuffix("_id") for name in changed))[:64]
        record(COHORT_CHANGED, actor=Actor.staff(by.id), subject=subject_of(cohort), detail={"what": told})


@unit_of_work()
def close_cohort(*, cohort: Cohort, by: Staff) -> None:
    """Close a class: nobody joins and no mark is made any more."""
    if cohort.is_open:
        cohort.closed_at = clock.now()
        _note(cohort, CohortAct.CLOSED, by)
        record(COHORT_CLOSED, actor=Actor.staff(by.id), subject=subject_of(cohort))


@unit_of_work()
def reopen_cohort(*, cohort: Cohort, why: str, by: Staff) -> None:
    """Open a closed class again, and keep why."""
    if not cohort.is_open:
        cohort.closed_at = None
        _note(cohort, CohortAct.REOPENED, by, why)
        record(COHORT_REOPENED, actor=Actor.staff(by.id), subject=subject_of(cohort))


@unit_of_work()
def add_trainer(*, cohort: Cohort, username: str, by: Staff) -> Staff:
    """Let another trainer lead a class as well; raise NotTheLead or NoSuchTrainer."""
    check_lead(cohort, by)
    trainer = _staff_who(username, Permission.LEAD_COHORTS)
    if trainer is None:
        raise NoSuchTrainer
    insert_unless_there(CohortTrainer, cohort_id=cohort.id, staff_id=trainer.id, is_lead=False)
    _tell(TRAINER_ADDED, cohort, by, trainer.id)
    return trainer


@unit_of_work()
def remove_trainer(*, cohort: Cohort, staff_id: int, by: Staff) -> None:
    """Let a trainer see a class no more: the lead says so, or the trainer; raise NotTheLead or LastLead."""
    if staff_id != by.id:
        check_lead(cohort, by)
    place = db.session.get(CohortTrainer, (cohort.id, staff_id))
    if place is None:
        return
    if place.is_lead:
        raise LastLead
    db.session.delete(place)
    _tell(TRAINER_REMOVED, cohort, by, staff_id)


@unit_of_work()
def link_agency(*, cohort: Cohort, username: str, by: Staff | None = None) -> Staff:
    """Let an agency see who of a class is certified; raise NotTheLead or NoSuchAgency.

    The trainer who opened the class does it, or whoever manages agencies; without ``by`` the operator.
    """
    _check_may_link(cohort, by)
    agency = _staff_who(username, Permission.SEE_CERTIFIED)
    if agency is None:
        raise NoSuchAgency
    insert_unless_there(CohortAgency, cohort_id=cohort.id, staff_id=agency.id)
    _tell(AGENCY_ADDED, cohort, by, agency.id)
    return agency


@unit_of_work()
def unlink_agency(*, cohort: Cohort, staff_id: int, by: Staff | None = None) -> None:
    """Let an agency see a class no more; raise NotTheLead."""
    _check_may_link(cohort, by)
    db.session.execute(
        delete(CohortAgency).where(CohortAgency.cohort_id == cohort.id, CohortAgency.staff_id == staff_id)
    )
    _tell(AGENCY_REMOVED, cohort, by, staff_id)


def check_lead(cohort: Cohort, staff: Staff) -> None:
    """Raise NotTheLead for everybody but the trainer who opened a class."""
    if not is_lead(cohort, staff):
        raise NotTheLead


def _check_may_link(cohort: Cohort, by: Staff | None) -> None:
    if by and Permission.MANAGE_AGENCIES not in by.permissions:
        check_lead(cohort, by)


def is_lead(cohort: Cohort, staff: Staff) -> bool:
    """Tell whether somebody opened a class."""
    place = db.session.get(CohortTrainer, (cohort.id, staff.id))
    return place is not None and place.is_lead


def trainers_of(cohort: Cohort) -> list[tuple[Staff, bool]]:
    """List who leads a class, the one who opened it first."""
    query = (
        select(Staff, CohortTrainer.is_lead)
        .join(CohortTrainer, CohortTrainer.staff_id == Staff.id)
        .where(CohortTrainer.cohort_id == cohort.id)
        .order_by(CohortTrainer.is_lead.desc(), Staff.username)
    )
    return [(staff, lead) for staff, lead in db.session.execute(query)]


def agencies_of(cohort: Cohort) -> list[Staff]:
    """List the agencies that see who of a class is certified."""
    query = (
        select(Staff)
        .join(CohortAgency, CohortAgency.staff_id == Staff.id)
        .where(CohortAgency.cohort_id == cohort.id)
        .order_by(Staff.username)
    )
    return list(db.session.scalars(query))


def _staff_who(username: str, permission: Permission) -> Staff | None:
    """Find a member of staff who may do something and is not disabled."""
    try:
        staff = staff_by_username(username)
    except NoSuchStaff:
        return None
    return staff if staff.active and permission in staff.permissions else None


def _note(cohort: Cohort, act: CohortAct, by: Staff, why: str | None = None) -> None:
    db.session.add(CohortEvent(cohort_id=cohort.id, at=clock.now(), staff_id=by.id, act=act.value, why=why))


def _tell(act: str, cohort: Cohort, by: Staff | None, whom: int) -> None:
    record(act, actor=Actor.staff(by.id) if by else SYSTEM, subject=subject_of(cohort), detail={"staff": whom})
