"""Reads for the pages of settings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.accounts.models import Staff, StaffRole
from app.cohorts.models import Cohort, CohortAgency, CohortMember, CohortSession
from app.core import clock
from app.core.database import db
from app.core.permissions import Role
from app.office.errors import NoSuchPerson
from app.office.models import LinkKind, StaffLink
from app.programme.centre_models import Centre
from app.reviewing.models import ReviewLanguage

MOST = 500
"""Lines of a list; who looks for one of more people writes a part of the name."""


@dataclass(frozen=True, slots=True)
class Use:
    """What goes on at a centre."""

    open_classes: Sequence[Cohort]
    sessions_ahead: int


def staff_without_code() -> int:
    """Count who may sign in and has no second factor."""
    query = select(func.count(Staff.id)).where(Staff.active, Staff.tf_primary_method.is_(None))
    return db.session.scalar(query) or 0


def people(*, name: str = "", role: Role | None = None) -> Sequence[Staff]:
    """List the staff by sign-in name, disabled ones last; narrowed by a part of the name, or by a role."""
    query = select(Staff).order_by(Staff.active.desc(), Staff.username).limit(MOST)
    if name:
        query = query.where(Staff.username.contains(name.strip().lower(), autoescape=True))
    if role:
        query = query.where(Staff.id.in_(select(StaffRole.staff_id).where(StaffRole.name == role.value)))
    return db.session.scalars(query).all()


def person_by_id(staff_id: int) -> Staff:
    """Find somebody of the staff; raise NoSuchPerson."""
    found = db.session.get(Staff, staff_id)
    if found is None:
        raise NoSuchPerson
    return found


def languages_of(staff_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Tell which languages people review, by their ids, with one query."""
    query = select(ReviewLanguage.staff_id, ReviewLanguage.locale).where(ReviewLanguage.staff_id.in_(staff_ids))
    found: dict[int, list[str]] = {}
    for staff_id, tag in db.session.execute(query.order_by(ReviewLanguage.locale)):
        found.setdefault(staff_id, []).append(tag)
    return found


def open_invites(*, role: Role | None = None) -> Sequence[StaffLink]:
    """List the invitations that can still be used, the newest first; those for one role alone where one is named."""
    query = select(StaffLink).where(
        StaffLink.kind == LinkKind.INVITE.value,
        StaffLink.used_at.is_(None),
        StaffLink.withdrawn_at.is_(None),
        StaffLink.ends_at > clock.now(),
    )
    found = db.session.scalars(query.order_by(StaffLink.id.desc()).limit(MOST)).all()
    return [link for link in found if role is None or link.roles == [role.value]]


def link_by_id(link_id: int) -> StaffLink:
    """Find a link by its row; raise NoSuchPerson."""
    found = db.session.get(StaffLink, link_id)
    if found is None:
        raise NoSuchPerson
    return found


def use_of(centre: Centre) -> Use:
    """Tell which classes are open at a centre, and how many of their sessions are still to come."""
    own = (Cohort.centre_id == centre.id, Cohort.closed_at.is_(None))
    classes = db.session.scalars(select(Cohort).where(*own).order_by(Cohort.starts_on.desc()).limit(MOST)).all()
    ahead = (
        select(func.count(CohortSession.id))
        .join(Cohort, Cohort.id == CohortSession.cohort_id)
        .where(*own, CohortSession.cancelled_at.is_(None), CohortSession.ends_at > clock.now())
    )
    return Use(classes, db.session.scalar(ahead) or 0)


def open_classes_by_centre() -> Mapping[int, int]:
    """Count the open classes of each centre."""
    query = select(Cohort.centre_id, func.count()).where(Cohort.closed_at.is_(None)).group_by(Cohort.centre_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def classes_by_agency() -> Mapping[int, int]:
    """Count the classes that each agency sees."""
    query = select(CohortAgency.staff_id, func.count()).group_by(CohortAgency.staff_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def classes_of_agency(agency: Staff) -> Sequence[tuple[Cohort, Centre]]:
    """List the classes that an agency sees, the newest first."""
    query = (
        select(Cohort, Centre)
        .join(CohortAgency, CohortAgency.cohort_id == Cohort.id)
        .join(Centre, Centre.id == Cohort.centre_id)
        .where(CohortAgency.staff_id == agency.id)
        .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
    )
    return [(cohort, centre) for cohort, centre in db.session.execute(query)]


def newest_open_classes(limit: int = 100) -> Sequence[Cohort]:
    """List open classes to choose from."""
    query = select(Cohort).where(Cohort.closed_at.is_(None)).order_by(Cohort.starts_on.desc(), Cohort.id.desc())
    return db.session.scalars(query.limit(limit)).all()


def members_in(cohort: Cohort) -> int:
    """Count who is in a class now."""
    query = select(func.count(CohortMember.id)).where(
        CohortMember.cohort_id == cohort.id, CohortMember.left_at.is_(None)
    )
    return db.session.scalar(query) or 0
