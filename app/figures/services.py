"""Counts the figures anew: all sheets at once, so that they are of one moment and protected against each other."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select, text

from app.core import clock
from app.core.database import db, unit_of_work
from app.course.queries import course
from app.figures.counting import count_months, count_pairs
from app.figures.models import FigureSheet
from app.figures.sheets import make_sheets
from app.programme.queries import programme_or_none


def count_figures() -> int:
    """Count everything in the records and keep what may be told; give the number of sheets."""
    before, whole = _until(clock.now())
    _see_one_moment()
    modules = [module.id for module in course().modules]
    months, pairs = count_months(modules), count_pairs()
    counted_at = clock.now()
    sheets = [
        FigureSheet(period=sheet.period, base=sheet.base, content=sheet.to_content(), counted_at=counted_at)
        for sheet in make_sheets(months, pairs, before=before, whole=whole)
    ]
    db.session.rollback()
    with unit_of_work():
        db.session.execute(delete(FigureSheet))
        db.session.add_all(sheets)
    return len(sheets)


def count_due() -> bool:
    """Count once a month is over; an invented programme, which has no real people, every hour. Tell whether it did."""
    last = db.session.scalar(select(func.max(FigureSheet.counted_at)))
    now = clock.now()
    programme = programme_or_none()
    is_due = last is None or (last.year, last.month) < (now.year, now.month)
    if programme is None or not (is_due or programme.demo):
        return False
    count_figures()
    return True


def _until(now: datetime) -> tuple[str, frozenset[str]]:
    """Tell before which month is counted, and which years are whole.

    The present month and year are never told of: they would grow from one count to the next by people who could be
    made out. In an invented programme there is nobody to be made out, so it can be tried on its first day.
    """
    programme = programme_or_none()
    years = [f"{year:04}" for year in range(2000, now.year + 1)]
    if programme and programme.demo:
        return "9999-12", frozenset(years)
    return f"{now.year:04}-{now.month:02}", frozenset(years[:-1])


def _see_one_moment() -> None:
    """Have all queries of a count see the same records, although others write meanwhile; SQLite does so anyway."""
    if db.engine.dialect.name == "postgresql":
        db.session.rollback()
        db.session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
