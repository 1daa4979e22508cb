"""What was raised, and what the ministry made of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Model, UtcDateTime
from app.integrity.happenings import Kind


class Verdict(StrEnum):
    """What an officer decided about a signal."""

    EXPLAINED = "explained"
    CONFIRMED = "confirmed"


class IntegritySignal(Model):
    """A signal, raised once, with the figures of that moment; an officer's decision is added and says why.

    Personal data: the ids of the learners and of the trainer it names, and the officer's note. Kept with the register.
    """

    __tablename__ = "integrity_signal"
    __table_args__ = (
        UniqueConstraint("cohort_id", "kind", "key"),
        CheckConstraint("kind IN ({})".format(", ".join(f"'{kind}'" for kind in Kind)), name="kind"),
        CheckConstraint("verdict IN ({})".format(", ".join(f"'{verdict}'" for verdict in Verdict)), name="verdict"),
        CheckConstraint("(verdict IS NULL) = (decided_at IS NULL)", name="decided_at"),
        CheckConstraint("(verdict IS NULL) = (note IS NULL)", name="note"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(120))
    """What tells it from other signals of its kind in the class."""
    learners: Mapped[list[int]] = mapped_column(JSON)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The trainer it is about, where it is about one."""
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    verdict: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
