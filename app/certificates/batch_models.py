"""What an officer decided about many requests at once, and what became of each."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.certificates.models import one_of
from app.core.database import Model, UtcDateTime

_OPEN = text("ended_at IS NULL")


class Decision(StrEnum):
    """What is done about each request of a batch."""

    APPROVE = "approve"
    RETURN = "return"


class Outcome(StrEnum):
    """What became of one request of a batch."""

    ISSUED = "issued"
    FIRST = "first"
    """Approved by the first of two officers."""
    RETURNED = "returned"
    OWN = "own"
    SAME_OFFICER = "same-officer"
    DECIDED = "decided"
    NOT_EARNED = "not-earned"
    NOT_PRINTABLE = "not-printable"
    NOT_ALLOWED = "not-allowed"
    FAULT = "fault"


DONE = frozenset({Outcome.ISSUED, Outcome.FIRST, Outcome.RETURNED})
"""The outcomes that were wanted."""


class DecisionBatch(Model):
    """One press of a button: an officer approves many requests, or returns them for one reason.

    Kept, since it tells what a press did. Personal data: who pressed, and a note that learners read.
    """

    __tablename__ = "decision_batch"
    __table_args__ = (
        CheckConstraint(one_of("act", Decision), name="act"),
        CheckConstraint("(act = 'return') = (reason IS NOT NULL)", name="reason"),
        Index("ix_decision_batch_open", "made_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    """Drawn when the page was shown: whoever presses twice makes one batch."""
    act: Mapped[str] = mapped_column(String(8))
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"))
    """The class on whose page it was pressed."""
    reason: Mapped[str | None] = mapped_column(String(24))
    note: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DecisionItem(Model):
    """One request of a batch; without an outcome it was not its turn yet."""

    __tablename__ = "decision_item"
    __table_args__ = (CheckConstraint(one_of("outcome", Outcome), name="outcome"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("decision_batch.id"), primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("certificate_request.id"), primary_key=True, index=True)
    outcome: Mapped[str | None] = mapped_column(String(16))
