"""Reads and verbs about the places where cohorts meet."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.accounts.models import Staff
from app.audit.acts import named
from app.audit.rules import SYSTEM, Actor, Subject
from app.audit.services import record
from app.core.database import db, unit_of_work
from app.programme.centre_models import Centre
from app.programme.errors import NoSuchCentre

ADDED = named("centre-added", _l("Added a centre"))
CHANGED = named("centre-changed", _l("Changed a centre"))
CLOSED = named("centre-closed", _l("Closed a centre"))
REOPENED = named("centre-reopened", _l("Opened a centre again"))


def open_centres() -> Sequence[Centre]:
    """List the places where new cohorts may meet, by name."""
    return db.session.scalars(select(Centre).where(Centre.is_open).order_by(Centre.name, Centre.id)).all()


def all_centres() -> Sequence[Centre]:
    """List every place, by its code."""
    return db.session.scalars(select(Centre).order_by(Centre.code)).all()


def centre_by_id(centre_id: int) -> Centre:
    """Find a centre that is known to be there."""
    return db.session.get_one(Centre, centre_id)


def centre_by_code(code: str) -> Centre:
    """Find a centre by its code; raise NoSuchCentre."""
    found = db.session.scalar(select(Centre).where(Centre.code == code.strip().upper()))
    if found is None:
        raise NoSuchCentre
    return found


@unit_of_work()
def add_centre(*, code: str, name: str, province: str | None, time_zone: str, by: Staff | None = None) -> Centre:
    """Add a place, or give the one that has this code already."""
    found = db.session.scalar(select(Centre).where(Centre.code == code))
    if found is not None:
        return found
    centre = Centre(code=code, name=name, province=province, time_zone=time_zone)
    db.session.add(centre)
    db.session.flush()
    _tell(ADDED, centre, by)
    return centre


@unit_of_work()
def change_centre(*, centre: Centre, name: str, province: str | None, time_zone: str, by: Staff | None = None) -> None:
    """Name a place otherwise, or put it into another province or time zone; its code stays."""
    wanted = {"name": name, "province": province, "time_zone": time_zone}
    changed = {column: value for column, value in wanted.items() if value != getattr(centre, column)}
    for column, value in changed.items():
        setattr(centre, column, value)
    if changed:
        _tell(CHANGED, centre, by, what="/".join(sorted(changed)))


@unit_of_work()
def close_centre(*, centre: Centre, by: Staff | None = None) -> None:
    """Let no new cohort meet at a place; those that do go on."""
    if centre.is_open:
        centre.is_open = False
        _tell(CLOSED, centre, by)


@unit_of_work()
def reopen_centre(*, centre: Centre, by: Staff | None = None) -> None:
    """Let new cohorts meet at a place again."""
    if not centre.is_open:
        centre.is_open = True
        _tell(REOPENED, centre, by)


def _tell(act: str, centre: Centre, by: Staff | None, **detail: str) -> None:
    actor = Actor.staff(by.id) if by else SYSTEM
    record(act, actor=actor, subject=Subject("centre", centre.code), detail=detail)
