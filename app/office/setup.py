"""What the office tells the other rooms: that a code is demanded, and how much waits for the staff."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from app.accounts.second_factor import demand_second_factor
from app.core.database import db
from app.integrity.models import IntegritySignal
from app.programme.queries import programme_or_none
from app.web.waiting import register_waiting


def init_office(app: Flask) -> None:
    """Connect the settings with what they rule."""
    demand_second_factor(app, _is_code_demanded)
    register_waiting(app, "integrity.index", _signals)


def _is_code_demanded() -> bool:
    programme = programme_or_none()
    return programme is not None and programme.staff_second_factor


def _signals() -> int:
    waiting = IntegritySignal.verdict.is_(None)
    return db.session.scalar(select(func.count(IntegritySignal.id)).where(waiting)) or 0
