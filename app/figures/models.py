"""What may be told of the figures, as it was counted last. Personal data: none, and none can be reckoned from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Model, UtcDateTime


class FigureSheet(Model):
    """What may be told of the people of one base in one month or year.

    Made from the records by ``flask figures count`` and by the worker, all sheets at once, and never written by hand.
    """

    __tablename__ = "figure_sheet"

    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    """``2026-03``, or ``2026`` once the year is over."""
    base: Mapped[str] = mapped_column(String(40), primary_key=True)
    """Who is counted: ``joined``, or ``quiz:M03``."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """As ``app.figures.sheets`` writes it; hidden cells are not in it."""
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime)
