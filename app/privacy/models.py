"""Who is to be forgotten and when, and what the ministry settled about terms and legal bases."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Model, UtcDateTime
from app.privacy.reasons import ErasureReason

_OPEN = text("stopped_at IS NULL AND done_at IS NULL")


class Erasure(Model):
    """That a learner is to be forgotten on a day: because they ask, or two members of staff agree.

    Until that day the learner may stop it. Personal data: the learner's id, which says nothing afterwards. Kept for
    good, because what was erased must be answered for.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        CheckConstraint("reason IN ({})".format(", ".join(f"'{one}'" for one in ErasureReason)), name="reason"),
        CheckConstraint("agreed_by_id <> asked_by_id", name="two_different"),
        CheckConstraint("asked_by_id IS NOT NULL OR agreed_by_id IS NULL", name="agreed"),
        CheckConstraint("done_at IS NULL OR due_on IS NOT NULL", name="due"),
        Index("uq_erasure_open", "learner_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    reason: Mapped[str] = mapped_column(String(16))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """None where the learner asked, or a term has passed."""
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    due_on: Mapped[date | None] = mapped_column(Date, index=True)
    """The first day on which it may be done; None while a second person has to agree."""
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stopped_by_learner: Mapped[bool | None]
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_open(self) -> bool:
        """Tell whether it has neither been done nor stopped."""
        return self.stopped_at is None and self.done_at is None

    @property
    def waits_for_second(self) -> bool:
        """Tell whether a second member of staff has to agree."""
        return self.is_open and self.asked_by_id is not None and self.agreed_by_id is None


class RetentionTerm(Model):
    """How many days the ministry keeps something, where it is not what Waymark proposes. Personal data: who set it."""

    __tablename__ = "retention_term"
    __table_args__ = (CheckConstraint("days >= 0", name="days"),)

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    days: Mapped[int]
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class LegalBasis(Model):
    """On what law a purpose rests, in the ministry's own words. Personal data: who wrote it."""

    __tablename__ = "legal_basis"

    purpose: Mapped[str] = mapped_column(String(16), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
