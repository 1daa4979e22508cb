"""Cohorts, who leads them, who belongs to them, and when they meet."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.append_only import keep_for_ever
from app.core.database import Model, UtcDateTime
from app.programme.rules import Award

_HERE = text("left_at IS NULL")


class CohortAct(StrEnum):
    """What can happen to a cohort as a whole."""

    OPENED = "opened"
    CHANGED = "changed"
    CLOSED = "closed"
    REOPENED = "reopened"


class Cohort(Model):
    """A group that follows the course together, towards one award, in one place.

    Personal data: none but the links to its people. Kept with the register, because certificates lean on it.
    """

    __tablename__ = "cohort"
    __table_args__ = (
        CheckConstraint("award IN ({})".format(", ".join(f"'{award}'" for award in Award)), name="award"),
        CheckConstraint("ends_on >= starts_on", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    """What people type to join: six signs of the alphabet in which no two look alike."""
    title: Mapped[str] = mapped_column(String(80))
    """What the centre calls it: "Monday group, fish factory"."""
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    award: Mapped[str] = mapped_column(String(8))
    locales: Mapped[list[str]] = mapped_column(JSON)
    """Tags of the languages of the class, the first of them that of its posters and sheets."""
    origin: Mapped[str | None] = mapped_column(String(2))
    destination: Mapped[str | None] = mapped_column(String(2))
    sector: Mapped[str | None] = mapped_column(String(16))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    """The last planned day."""
    room: Mapped[str | None] = mapped_column(String(80))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def is_open(self) -> bool:
        """Tell whether people may still join it and marks may still be made."""
        return self.closed_at is None

    @property
    def locale(self) -> str:
        """Give the tag of the language its papers are in."""
        return self.locales[0]


class CohortEvent(Model):
    """That a cohort was opened, changed, closed or opened again, by whom and why; the database keeps it for ever."""

    __tablename__ = "cohort_event"
    __table_args__ = (
        CheckConstraint("act IN ({})".format(", ".join(f"'{act}'" for act in CohortAct)), name="act"),
        CheckConstraint("act <> 'reopened' OR why IS NOT NULL", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    act: Mapped[str] = mapped_column(String(10))
    why: Mapped[str | None] = mapped_column(Text)


class CohortTrainer(Model):
    """Somebody who leads a cohort; who does sees its learners, and no other trainer does."""

    __tablename__ = "cohort_trainer"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True, index=True)
    is_lead: Mapped[bool]


class CohortAgency(Model):
    """An agency that sent people to a cohort; it sees who is certified and nothing else."""

    __tablename__ = "cohort_agency"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True, index=True)


class CohortMember(Model):
    """A learner in a cohort, from joining until leaving; who comes back gets a new row and keeps the old one.

    Personal data: the learner. Kept with the register as the evidence of a certificate.
    """

    __tablename__ = "cohort_member"
    __table_args__ = (
        Index(
            "uq_cohort_member_here",
            "cohort_id",
            "learner_id",
            unique=True,
            sqlite_where=_HERE,
            postgresql_where=_HERE,
        ),
        Index("uq_cohort_member_seat", "cohort_id", "seat", unique=True, sqlite_where=_HERE, postgresql_where=_HERE),
        CheckConstraint("seat >= 1", name="seat"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), index=True)
    seat: Mapped[int]
    """The number on the learner's card in class quizzes, counted from 1; no two present members share one."""
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """None where they joined by themselves."""
    own_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When somebody whom a trainer had put on the list joined by themselves as well."""
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moved_to_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"))

    @property
    def is_own(self) -> bool:
        """Tell whether the person joined by themselves, at once or later."""
        return self.added_by_id is None or self.own_at is not None


class CohortSession(Model):
    """One meeting of a cohort."""

    __tablename__ = "cohort_session"
    __table_args__ = (
        UniqueConstraint("cohort_id", "number"),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("number >= 1", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    number: Mapped[int]
    """Its place in the plan, counted from 1."""
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    modules: Mapped[list[str]] = mapped_column(JSON)
    """Ids of the modules it is about: ``M03``."""
    room: Mapped[str | None] = mapped_column(String(80))
    board_secret: Mapped[str] = mapped_column(String(64))
    """From this the code on the board is made, a new one each minute."""
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


keep_for_ever(CohortEvent)
