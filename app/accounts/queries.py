"""Reads of staff."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.accounts.errors import NoSuchStaff
from app.accounts.models import Staff
from app.accounts.rules import read_username
from app.core.database import db


def staff_by_username(typed: str) -> Staff:
    """Find a member of staff by sign-in name; raise NoSuchStaff."""
    staff = db.session.scalars(select(Staff).where(Staff.username == read_username(typed))).one_or_none()
    if staff is None:
        raise NoSuchStaff
    return staff


def all_staff() -> Sequence[Staff]:
    """List everybody, disabled ones too, by sign-in name."""
    return db.session.scalars(select(Staff).order_by(Staff.username)).all()
