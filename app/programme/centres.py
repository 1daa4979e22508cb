"""Reads and verbs about the places where cohorts meet."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.core.database import db, unit_of_work
from app.programme.centre_models import Centre


def open_centres() -> Sequence[Centre]:
    """List the places where new cohorts may meet, by name."""
    return db.session.scalars(select(Centre).where(Centre.is_open).order_by(Centre.name, Centre.id)).all()


def all_centres() -> Sequence[Centre]:
    """List every place, by its code."""
    return db.session.scalars(select(Centre).order_by(Centre.code)).all()


def centre_by_id(centre_id: int) -> Centre:
    """Find a centre that is known to be there."""
    return db.session.get_one(Centre, centre_id)


@unit_of_work()
def add_centre(*, code: str, name: str, province: str | None, time_zone: str) -> Centre:
    """Add a place, or give the one that has this code already."""
    found = db.session.scalar(select(Centre).where(Centre.code == code))
    if found is not None:
        return found
    centre = Centre(code=code, name=name, province=province, time_zone=time_zone)
    db.session.add(centre)
    db.session.flush()
    return centre


@unit_of_work()
def close_centre(*, centre: Centre) -> None:
    """Let no new cohort meet at a place; those that do go on."""
    centre.is_open = False
