"""The table of marks."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.attendance.rules import MOST_MINUTES, PARTLY, How, Status
from app.core.append_only import keep_for_ever
from app.core.database import Model, UtcDateTime


def _listed(values: type[StrEnum] | list[Status]) -> str:
    return ", ".join(f"'{value}'" for value in values)


class AttendanceMark(Model):
    """That somebody was marked at a session, once, by whom, when and how; the database keeps it for ever.

    Personal data: the learner, by the id alone and without a foreign key: when the account is erased the mark stays,
    as evidence of what the trainer did, and names nobody.
    """

    __tablename__ = "attendance_mark"
    __table_args__ = (
        Index("ix_attendance_mark_session_learner", "session_id", "learner_id"),
        CheckConstraint(f"status IN ({_listed(Status)})", name="status"),
        CheckConstraint(f"how IN ({_listed(How)})", name="how"),
        CheckConstraint(f"(status IN ({_listed(sorted(PARTLY))})) = (minutes IS NOT NULL)", name="minutes_where_due"),
        CheckConstraint(f"minutes BETWEEN 1 AND {MOST_MINUTES}", name="minutes"),
        CheckConstraint("(how = 'code') = (staff_id IS NULL)", name="whose_hand"),
        CheckConstraint("corrects_id IS NULL OR why IS NOT NULL", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(36), unique=True)
    """A random id: of the entry that a phone sent, or made here. A phone names by it what it corrects."""
    session_id: Mapped[int] = mapped_column(ForeignKey("cohort_session.id"))
    learner_id: Mapped[int] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(String(10))
    minutes: Mapped[int | None]
    """How many were missed, of who came late or left early."""
    how: Mapped[str] = mapped_column(String(4))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    """By the clock of the device it was made on."""
    clock_off: Mapped[int] = mapped_column(default=0)
    """Seconds by which that clock was ahead of ours when it sent the mark."""
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """By our clock, when we heard of it."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """None where the learner typed the code on the board."""
    device: Mapped[str | None] = mapped_column(String(36))
    """The number of the trainer's phone; None for a mark made on a page here."""
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_mark.id"), index=True)
    why: Mapped[str | None] = mapped_column(Text)


keep_for_ever(AttendanceMark)
