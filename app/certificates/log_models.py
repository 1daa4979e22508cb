"""The log of the register and its daily checkpoints: rows are added and never changed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.rules import ActorKind
from app.certificates.life import Act, Reason
from app.certificates.models import one_of
from app.certificates.register_guards import guard_when_made
from app.core.database import Model, UtcDateTime


class CertificateEvent(Model):
    """Something that happened to a certificate; the hash covers it and the event before, so the log is one chain.

    Personal data: the ids of who did it and of the learner, which say nothing once the rows they point to are erased.
    Kept for good.
    """

    __tablename__ = "certificate_event"
    __table_args__ = (
        CheckConstraint(one_of("act", Act), name="act"),
        CheckConstraint(one_of("actor_kind", ActorKind), name="actor_kind"),
        CheckConstraint(one_of("reason", Reason), name="reason"),
        CheckConstraint("(act = 'superseded') = (replacement IS NOT NULL)", name="replacement"),
        CheckConstraint("(act IN ('issued', 'copied')) = (payload_digest IS NOT NULL)", name="payload"),
        CheckConstraint("(act = 'issued') = (statement_digest IS NOT NULL)", name="statement"),
        CheckConstraint("(act = 'issued') = (row_digest IS NOT NULL)", name="row"),
        CheckConstraint(
            "act IN ('issued', 'reprinted', 'downloaded', 'copied', 'withdrew-proposal') OR reason IS NOT NULL",
            name="why",
        ),
        CheckConstraint("(act IN ('revoked', 'reinstated')) = (second_id IS NOT NULL)", name="two_persons"),
        CheckConstraint("second_id <> actor_id", name="two_different"),
        CheckConstraint(
            "(act IN ('revoked', 'reinstated', 'withdrew-proposal')) = (answers_id IS NOT NULL)", name="answers"
        ),
        UniqueConstraint("answers_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Its place in the log, counted from one without gaps."""
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    number: Mapped[str] = mapped_column(String(24), index=True)
    """Of the certificate."""
    act: Mapped[str] = mapped_column(String(24), index=True)
    actor_kind: Mapped[str] = mapped_column(String(8))
    actor_id: Mapped[int | None]
    """Who did it; of what needs two persons, who proposed it."""
    second_id: Mapped[int | None]
    """Who confirmed it."""
    learner_id: Mapped[int | None]
    """To whom it was issued."""
    reason: Mapped[str | None] = mapped_column(String(24))
    note: Mapped[str | None] = mapped_column(Text)
    replacement: Mapped[str | None] = mapped_column(String(24), index=True)
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("certificate_event.id"))
    """The proposal that this confirms or withdraws; each is answered once."""
    payload_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    """SHA-256 of what the square holds behind its number sign: that of the issue, or of a copy that says less."""
    statement_digest: Mapped[str | None] = mapped_column(String(64))
    row_digest: Mapped[str | None] = mapped_column(String(64))
    prev: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class RegisterCheckpoint(Model):
    """The root over all events up to one, signed: what stood in the log on a day. Holds no personal data."""

    __tablename__ = "register_checkpoint"
    __table_args__ = (CheckConstraint("size >= 0", name="size"),)

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    size: Mapped[int] = mapped_column(Integer)
    """How many events it covers."""
    root: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text)
    """The signed text, as it is published."""


guard_when_made(CertificateEvent)
guard_when_made(RegisterCheckpoint)
