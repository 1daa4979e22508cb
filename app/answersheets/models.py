"""Printed answer sheets, and what photographs of them were taken to say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Model, UtcDateTime

_OPEN = text("taken_in_at IS NULL AND replaced_at IS NULL")


class AnswerSheet(Model):
    """A sheet printed for one learner: the draw it asks, in the numbers and letters of the class's question sheet.

    Personal data: whose sheet it is; gone with the learner's account.
    """

    __tablename__ = "answer_sheet"
    __table_args__ = (
        Index(
            "uq_answer_sheet_open",
            "cohort_id",
            "learner_id",
            "module",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    """What its square holds: ten random signs."""
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), index=True)
    module: Mapped[str] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(10))
    draw: Mapped[list[Any]] = mapped_column(JSON)
    """Question ids in the order of their rows, each with its option ids in the order of their letters."""
    course_version: Mapped[str] = mapped_column(String(20))
    course_digest: Mapped[str] = mapped_column(String(64))
    printed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    printed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When another was printed in its place, because the course had changed."""
    taken_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SheetReading(Model):
    """What the newest photograph of a sheet was taken to say, until it is taken in.

    Personal data: somebody's answers, and pictures of their marks; gone when the sheet is taken in, and after thirty
    days at the latest.
    """

    __tablename__ = "sheet_reading"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("answer_sheet.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    rows: Mapped[list[Any]] = mapped_column(JSON)
    """For each row: the places chosen, and whether that is clear: ``[[1], true]``."""
    pictures: Mapped[dict[str, str]] = mapped_column(JSON)
    """By the row's place, counted from 0, what is not clear: a PNG in base 64."""
