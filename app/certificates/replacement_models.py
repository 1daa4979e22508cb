"""What an officer proposes to put in a certificate's place, where two officers decide."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.certificates.models import one_of
from app.core.database import Model, UtcDateTime

_OPEN = text("answer IS NULL")


class Answer(StrEnum):
    """What became of a proposal."""

    DONE = "done"
    DROPPED = "dropped"


class ReplacementProposal(Model):
    """That an officer wants a new certificate in an older one's place, with these names.

    Beside the log of the register, which holds no names. Personal data: both names, until a second officer answers;
    then they become empty. The rest is kept with the register.
    """

    __tablename__ = "replacement_proposal"
    __table_args__ = (
        CheckConstraint(one_of("answer", Answer), name="answer"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_at"),
        CheckConstraint("(answer IS NULL) = (answered_by_id IS NULL)", name="answered_by"),
        CheckConstraint("answer IS NULL OR answer <> 'done' OR answered_by_id <> by_id", name="two_persons"),
        CheckConstraint("answer IS NULL OR (name_native IS NULL AND name_latin IS NULL)", name="names"),
        Index(
            "uq_replacement_proposal_open", "certificate_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    name_native: Mapped[str | None] = mapped_column(String(100))
    name_latin: Mapped[str | None] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(String(24))
    note: Mapped[str | None] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer: Mapped[str | None] = mapped_column(String(8))
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
