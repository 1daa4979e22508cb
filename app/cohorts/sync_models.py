"""What a trainer's phone did without a network and has handed in since."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.append_only import keep_for_ever
from app.core.database import Model, UtcDateTime


class SyncEntry(Model):
    """That an entry was taken in, under the id its phone gave it; the database keeps it for ever.

    What the entry did is kept by the room it belongs to. Personal data: none of learners.
    """

    __tablename__ = "sync_entry"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    device: Mapped[str] = mapped_column(String(36))
    """A random number that the phone made up for itself."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    """By the clock of the phone."""
    clock_off: Mapped[int]
    """Seconds by which that clock was ahead of ours when the entry was sent; below nought where it was behind."""
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)


keep_for_ever(SyncEntry)
