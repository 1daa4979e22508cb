"""Reads the sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from app.core.database import db
from app.figures.models import FigureSheet
from app.figures.rules import quiz_base
from app.figures.sheets import Sheet, Told


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of a period, and of the months of its year."""

    period: str
    counted_at: datetime
    now: Mapping[str, Sheet]
    """Of the period itself, by base."""
    months: Mapping[str, Mapping[str, Sheet]]
    """Of each month of the year, then by base."""

    @property
    def is_year(self) -> bool:
        """Tell whether the period is a year."""
        return len(self.period) == len("2026")

    def told(self, base: str, dimension: str = "", group: str = "", *, month: str = "") -> Told | None:
        """Tell of everybody or of one group; None where that is not told."""
        sheet = (self.months.get(month, {}) if month else self.now).get(base)
        if sheet is None:
            return None
        return sheet.groups.get(dimension, {}).get(group) if dimension else sheet.everybody

    def quiz(self, module: str, dimension: str = "", group: str = "") -> Told | None:
        """Tell of those who tried a module's quiz."""
        return self.told(quiz_base(module), dimension, group)


def periods() -> list[str]:
    """List the periods that are told of, the newest first; a year before its months."""
    found = db.session.scalars(select(FigureSheet.period).distinct())
    return sorted(found, key=lambda period: (period[:4], len(period) == len("2026"), period), reverse=True)


def sheets_of(period: str) -> Sheets | None:
    """Read the sheets of a period and of the months of its year, with one query; None where there are none."""
    year = period[:4]
    rows = db.session.scalars(
        select(FigureSheet).where(or_(FigureSheet.period == year, FigureSheet.period.like(f"{year}-%")))
    ).all()
    by_period: dict[str, dict[str, Sheet]] = {}
    for row in rows:
        by_period.setdefault(row.period, {})[row.base] = Sheet.from_content(row.period, row.base, row.content)
    if period not in by_period:
        return None
    months = {month: sheets for month, sheets in sorted(by_period.items()) if month != year}
    return Sheets(period, rows[0].counted_at, by_period[period], months)


def all_sheets() -> list[Sheet]:
    """Read all sheets there are."""
    rows = db.session.scalars(select(FigureSheet).order_by(FigureSheet.period, FigureSheet.base))
    return [Sheet.from_content(row.period, row.base, row.content) for row in rows]


def counted_at() -> datetime | None:
    """Tell when the figures were counted; None where there are none."""
    return db.session.scalar(select(FigureSheet.counted_at).limit(1))
