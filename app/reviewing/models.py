"""Tables of who may sign which language, and of what reviewers did."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.append_only import keep_for_ever
from app.core.database import Model, UtcDateTime
from app.reviewing.rules import Act


class ReviewLanguage(Model):
    """A language whose texts a member of staff may sign.

    Personal data: the link to the person, and the name to print beside a sign-off where the person wants one. Kept
    until the right is taken away.
    """

    __tablename__ = "review_language"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    locale: Mapped[str] = mapped_column(String(16), primary_key=True)
    signs_as: Mapped[str | None] = mapped_column(String(120))


class TextReview(Model):
    """One act of a reviewer on a unit of text, with the digests of the words that were before their eyes.

    An act that ends another (a suggestion taken, declined or withdrawn) points to it, and an act is ended once.
    Personal data: who did it; the passages and the words are about the course. Kept for good, because a sign-off
    must be answered for; the database itself refuses to change or delete a row.
    """

    __tablename__ = "text_review"
    __table_args__ = (
        CheckConstraint("act IN ({})".format(", ".join(f"'{act}'" for act in Act)), name="act"),
        CheckConstraint("(act IN ('take', 'decline', 'withdraw')) = (ends_id IS NOT NULL)", name="ends"),
        UniqueConstraint("ends_id", name="uq_text_review_ends_id"),
        Index("ix_text_review_unit", "locale", "unit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", name="fk_text_review_staff_id_staff"))
    locale: Mapped[str] = mapped_column(String(16))
    unit: Mapped[str] = mapped_column(String(128))
    act: Mapped[str] = mapped_column(String(16))
    source_digest: Mapped[str] = mapped_column(String(64))
    own_digest: Mapped[str] = mapped_column(String(64))
    ends_id: Mapped[int | None] = mapped_column(ForeignKey("text_review.id", name="fk_text_review_ends_id_text_review"))
    passages: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    """The suggested passages by their names; those that stay as they are are left out."""
    words: Mapped[str | None] = mapped_column(Text)
    """A comment, the reason for a suggestion, or a back-translation."""


keep_for_ever(TextReview)
