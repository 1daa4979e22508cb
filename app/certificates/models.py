"""The register of certificates, its counters, and the requests that wait for an officer."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.certificates.numbering import LAST_SERIAL
from app.certificates.register_guards import guard_when_made
from app.core.database import Model, UtcDateTime
from app.programme.rules import Award

_WAITING = text("status = 'waiting'")


class RequestStatus(StrEnum):
    """How far a request for a certificate has come."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"


def one_of(column: str, values: type[StrEnum]) -> str:
    """Write the condition that a column holds one of a closed set."""
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class Certificate(Model):
    """A statement, dated and numbered, that may be superseded or revoked but is never deleted or changed.

    The database itself refuses it; how a certificate stands is told by its events. The statement is everything
    printed, as JSON, and is written once. The names are copied from the learner on the day of issue: a later
    correction of the register must not alter a document that is already in someone's passport. Personal data: both
    names, the learner; kept with the register, unless the person is forgotten: then both columns become empty.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint(one_of("kind", Award), name="kind"),
        CheckConstraint(f"serial BETWEEN 1 AND {LAST_SERIAL}", name="serial"),
        CheckConstraint("length(code) = 8", name="code"),
        UniqueConstraint("issuer", "year", "serial"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    issuer: Mapped[str] = mapped_column(String(11))
    year: Mapped[int] = mapped_column(Integer)
    """The two last digits of the year of issue, as in the number."""
    serial: Mapped[int] = mapped_column(Integer)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    learner_id: Mapped[int | None] = mapped_column(ForeignKey("learner.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    course_version: Mapped[str] = mapped_column(String(20))
    course_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    """Which words were taught under that version; None where it was issued before anybody kept it."""
    statement: Mapped[str] = mapped_column(Text, nullable=True)
    """Empty only where ``is_forgotten``."""
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The officer who approved it; None where the programme issues by itself."""
    valid_until: Mapped[date | None] = mapped_column(Date)
    """The last valid day."""

    @property
    def is_forgotten(self) -> bool:
        """Tell whether the person was erased from the register: number and days are left."""
        return self.statement is None


class CertificateCurrent(Model):
    """Which certificate counts for a learner, a kind and a version of the course: one, however many ask at once.

    A replacement takes the row over within its transaction; one that was revoked keeps it, so that nobody gets a new
    one by asking again. Personal data: the learner; gone with the account.
    """

    __tablename__ = "certificate_current"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    course_version: Mapped[str] = mapped_column(String(20), primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), unique=True)


class CertificateCounter(Model):
    """How many numbers an issuer has taken in a year; the row is locked from taking a number to the commit."""

    __tablename__ = "certificate_counter"
    __table_args__ = (CheckConstraint(f"taken BETWEEN 0 AND {LAST_SERIAL}", name="taken"),)

    issuer: Mapped[str] = mapped_column(String(11), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    taken: Mapped[int] = mapped_column(Integer)


class CertificateRequest(Model):
    """A learner, or the trainer of their class, asks for a certificate and an officer decides.

    Personal data: the learner; kept with the register.
    """

    __tablename__ = "certificate_request"
    __table_args__ = (
        CheckConstraint(one_of("kind", Award), name="kind"),
        CheckConstraint(one_of("status", RequestStatus), name="status"),
        CheckConstraint("(status = 'waiting') = (decided_at IS NULL)", name="decided_at"),
        CheckConstraint("(status = 'waiting') = (decided_by_id IS NULL)", name="decided_by"),
        CheckConstraint("(status = 'approved') = (certificate_id IS NOT NULL)", name="certificate"),
        CheckConstraint("(cohort_id IS NULL) = (asked_by_id IS NULL)", name="asked_by"),
        CheckConstraint("(first_approved_by_id IS NULL) = (first_approved_at IS NULL)", name="first_approved"),
        CheckConstraint("status <> 'approved' OR first_approved_by_id <> decided_by_id", name="two_persons"),
        Index(
            "uq_certificate_request_waiting",
            "learner_id",
            "kind",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index(
            "ix_certificate_request_queue",
            "cohort_id",
            "asked_at",
            "id",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    locale: Mapped[str] = mapped_column(String(10))
    help_lines: Mapped[bool]
    """Whether the corridor's help lines go on the back."""
    status: Mapped[str] = mapped_column(String(10), default=RequestStatus.WAITING.value)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    first_approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The officer who approved it first, where a second one has to; nobody issues what they approved first."""
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), unique=True)
    declined_for: Mapped[str | None] = mapped_column(String(24))
    """Why an officer said no, which the learner reads."""
    note: Mapped[str | None] = mapped_column(Text)
    """What the officer adds to it."""
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"), index=True)
    """The class for which a trainer asked; None where the learner asked."""
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The trainer who asked."""


class CertificateCheck(Model):
    """How often a certificate was checked on line on a day, from a country where the operator's proxy tells it.

    Beside the log and not in its chain, for it is forgotten after two years. No address, no moment and nothing about
    who checked. Personal data: a number, which leads to its holder, who alone is shown it.
    """

    __tablename__ = "certificate_check"
    __table_args__ = (
        CheckConstraint("count > 0", name="count"),
        CheckConstraint("length(country) IN (0, 2)", name="country"),
    )

    number: Mapped[str] = mapped_column(String(24), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    """Two capital letters (ISO 3166-1), or empty where it is not known."""
    count: Mapped[int] = mapped_column(Integer)


guard_when_made(Certificate)
