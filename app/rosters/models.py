"""What is kept of rosters: a draft until it is confirmed, that one was brought in, and whom each line was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.append_only import keep_for_ever
from app.core.database import Model, UtcDateTime


class RosterDraft(Model):
    """A file that was read and is not confirmed yet.

    Personal data: the whole list, sealed under a key that is not in the database. Gone when it is brought in or
    thrown away, and after a day at the latest.
    """

    __tablename__ = "roster_draft"

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    """Who sent the file; nobody else sees it."""
    sealed: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class RosterImport(Model):
    """That a roster was brought in and changed something, by whom and when; the database keeps it for ever.

    Personal data: none; the digest tells whether a file that somebody has is the one.
    """

    __tablename__ = "roster_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    """Of the draft that was confirmed, so that a form sent twice is known."""
    file_digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the file."""
    rows: Mapped[int]
    """Lines that were about a person."""
    made: Mapped[int]
    """Learners who were new to the register."""
    joined: Mapped[int]
    """Known learners who came into the class."""
    filled: Mapped[int]
    """Known learners of whom more is written down now."""
    left_out: Mapped[int]


class RosterLine(Model):
    """Which learner a line of a class's rosters was, so that the same line is never anybody else.

    Personal data: the learner, and a keyed digest of the line; gone with the account.
    """

    __tablename__ = "roster_line"
    __table_args__ = (UniqueConstraint("cohort_id", "digest", "occurrence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    digest: Mapped[str] = mapped_column(String(64))
    occurrence: Mapped[int]
    """Of lines that are all alike, the how manieth in its file, counted from 0."""
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), index=True)


keep_for_ever(RosterImport)
