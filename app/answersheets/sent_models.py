"""Photographs and scans on their way: kept from when they were sent until they are read, no longer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Model, UtcDateTime


class SentFile(Model):
    """A file that a trainer sent, and what became of each of its pages.

    Personal data: whose sheet a page shows. The pictures go as soon as they are read, the row after a day.
    """

    __tablename__ = "answer_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    batch: Mapped[str] = mapped_column(String(32))
    """What was sent at once has one."""
    name: Mapped[str] = mapped_column(String(200))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    """How often a worker began to read it."""
    taken_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Until then a worker has it; who dies lets others have it after that."""
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    pages: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """For each page read so far: the sheet's code, what was wrong, and whether the sheet had been taken in before."""


class SentPart(Model):
    """A piece of a file's content, small enough that no process holds a whole file."""

    __tablename__ = "answer_file_part"

    file_id: Mapped[int] = mapped_column(ForeignKey("answer_file.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
