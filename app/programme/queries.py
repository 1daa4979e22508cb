"""Reads of the programme."""

from __future__ import annotations

from sqlalchemy import select

from app.core.database import db
from app.programme.errors import NoProgramme
from app.programme.models import Programme


def programme_or_none() -> Programme | None:
    """Give the programme of this installation, if it was set up."""
    return db.session.scalar(select(Programme).order_by(Programme.id).limit(1))


def current_programme() -> Programme:
    """Give the programme of this installation; raise NoProgramme where none was set up."""
    programme = programme_or_none()
    if programme is None:
        raise NoProgramme
    return programme
