"""Who looked at a learner or changed something of theirs, told by office and never by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, String, and_, cast, or_, select

from app.accounts.models import StaffRole
from app.audit.models import AuditEvent
from app.audit.rules import ActorKind
from app.cohorts.models import CohortMember
from app.core.database import db
from app.core.permissions import Role
from app.learners.models import Learner
from app.privacy.finding import done_to
from app.privacy.look_words import OF_A_CLASS, said_to_learner
from app.privacy.words import ROLE_WORDS, SOMEBODY, WAYMARK, YOURSELF

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

AT_ONCE = 400
"""The most events that are read for one page."""


@dataclass(frozen=True, slots=True)
class Look:
    """What some office did on a day, and how often."""

    day: date
    who: tuple[LazyString, ...]
    what: LazyString | str
    count: int


def looks_at(learner: Learner, limit: int = AT_ONCE) -> tuple[Look, ...]:
    """List what was done by others, the last day first."""
    others = or_(AuditEvent.actor_kind != ActorKind.LEARNER.value, AuditEvent.actor_id != learner.id)
    query = select(AuditEvent).where(_about(learner), others).order_by(AuditEvent.id.desc()).limit(limit)
    events = db.session.scalars(query).all()
    roles = roles_of(event.actor_id for event in events if event.actor_kind == ActorKind.STAFF)
    counted = Counter((event.at.date(), _roles(event, roles), event.act) for event in events)
    return tuple(
        Look(day, tuple(words_of(kind, own)), said_to_learner(act), count)
        for (day, (kind, own), act), count in counted.items()
    )


def roles_of(staff_ids: Iterable[int | None]) -> dict[int, tuple[str, ...]]:
    """Give the roles that members of staff have today, by id."""
    wanted = {one for one in staff_ids if one is not None}
    query = select(StaffRole).where(StaffRole.staff_id.in_(wanted)).order_by(StaffRole.name)
    found: dict[int, tuple[str, ...]] = {}
    for role in db.session.scalars(query):
        found[role.staff_id] = (*found.get(role.staff_id, ()), role.name)
    return found


def words_of(kind: str, roles: Sequence[str]) -> list[LazyString]:
    """Say which office acted."""
    if kind == ActorKind.STAFF:
        return [ROLE_WORDS[Role(name)] for name in roles] or [SOMEBODY]
    return [YOURSELF if kind == ActorKind.LEARNER else WAYMARK]


def _roles(event: AuditEvent, roles: dict[int, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    own = roles.get(event.actor_id or 0, ()) if event.actor_kind == ActorKind.STAFF else ()
    return event.actor_kind, own


def _about(learner: Learner) -> ColumnElement[bool]:
    """Find what was done to the learner, to something of theirs, or to a class while they were in it."""
    here = select(CohortMember.id).where(
        CohortMember.learner_id == learner.id,
        cast(CohortMember.cohort_id, String) == AuditEvent.subject_id,
        CohortMember.joined_at <= AuditEvent.at,
        or_(CohortMember.left_at.is_(None), CohortMember.left_at >= AuditEvent.at),
    )
    to_the_class = and_(AuditEvent.subject_kind == "cohort", AuditEvent.act.in_(OF_A_CLASS), here.exists())
    return or_(done_to(learner.id), to_the_class)
