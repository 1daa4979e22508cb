"""What an office writes down of a learner beyond the name, and the card it hands out."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Model, UtcDateTime

SEXES = ("female", "male", "other")


class LearnerRecord(Model):
    """What a roster tells of a learner.

    Personal data: all of it. Telephone and document number are sealed under a key that is not in the database
    (``app.core.sealing``); their digests, keyed as well, find the same one again. Kept as long as the account.
    """

    __tablename__ = "learner_record"
    __table_args__ = (
        CheckConstraint("sex IN ({})".format(", ".join(f"'{sex}'" for sex in SEXES)), name="sex"),
        CheckConstraint("born_year BETWEEN 1900 AND 2100", name="born_year"),
    )

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True)
    sex: Mapped[str | None] = mapped_column(String(8))
    born_on: Mapped[date | None] = mapped_column(Date)
    born_year: Mapped[int | None]
    """Known where the day is not, as many people have it."""
    province: Mapped[str | None] = mapped_column(String(80))
    phone_sealed: Mapped[str | None] = mapped_column(Text)
    phone_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    document_sealed: Mapped[str | None] = mapped_column(Text)
    document_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    document_end_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    """Finds a document by its last four signs, which stand nowhere in clear."""
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SpentNumber(Model):
    """The number of a learner who was forgotten, so that nobody else is ever given it.

    Personal data: none; nothing tells whose it was, and the row that stays of the person has another number.
    """

    __tablename__ = "spent_number"

    number: Mapped[str] = mapped_column(String(9), primary_key=True)


class LearnerCard(Model):
    """A card with the learner's number and a key in its square; with it a person who has no PIN chooses one, once.

    The key itself is kept nowhere, only its digest. Personal data: the learner; gone with the account.
    """

    __tablename__ = "learner_card"

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), index=True)
    key_digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its PIN was chosen; from then on it only fills in the number."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a newer card took its place."""
