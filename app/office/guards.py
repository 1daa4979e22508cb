"""What keeps an office safe from one person: somebody always administers, and nobody takes over another's account."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Staff, StaffRole
from app.audit.models import AuditEvent
from app.audit.rules import ActorKind
from app.core import clock
from app.core.database import db
from app.core.permissions import Role
from app.office.errors import AnotherPerson, LastAdministrator
from app.office.rules import APART

CODE_TAKEN = "staff-second-factor-reset"


def check_administrator_left(without: Staff) -> None:
    """Raise LastAdministrator where nobody else could manage people.

    The accounts are locked in one order, so that two administrators who disable each other at once do not both succeed.
    """
    query = (
        select(Staff.id)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(StaffRole.name == Role.ADMINISTRATOR.value, Staff.active)
        .order_by(Staff.id)
        .with_for_update(of=Staff)
    )
    if not set(db.session.scalars(query)) - {without.id}:
        raise LastAdministrator


def check_apart(staff: Staff, by: Staff, *, other: str) -> None:
    """Raise AnotherPerson where the same one did the other of two acts to this account a short while ago.

    Whoever replaces a password and takes the second factor away signs in as that person. So each of them takes another
    administrator, or the operator's command.
    """
    query = select(AuditEvent.act).where(
        AuditEvent.subject_kind == "staff",
        AuditEvent.subject_id == str(staff.id),
        AuditEvent.actor_kind == ActorKind.STAFF.value,
        AuditEvent.actor_id == by.id,
        AuditEvent.at > clock.now() - APART,
        AuditEvent.act == other,
    )
    if db.session.scalar(query.limit(1)) is not None:
        raise AnotherPerson
