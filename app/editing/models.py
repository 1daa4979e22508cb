"""The table of what editors decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.append_only import keep_for_ever
from app.core.database import Model, UtcDateTime
from app.course.fact_catalogue import Confidence
from app.editing.rules import Act, Manner


class FactEdit(Model):
    """One decision of an editor about one fact.

    The edits of a fact are numbered without a gap, so that of two editors at once only one comes in. Personal data:
    who decided. Kept for ever, because people act on what facts say; the database itself refuses to change or delete
    an edit.
    """

    __tablename__ = "fact_edit"
    __table_args__ = (
        CheckConstraint("act IN ({})".format(", ".join(f"'{act}'" for act in Act)), name="act"),
        CheckConstraint("manner IN ({})".format(", ".join(f"'{way}'" for way in Manner)), name="manner"),
        CheckConstraint("confidence IN ({})".format(", ".join(f"'{sure}'" for sure in Confidence)), name="confidence"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint(
            "act NOT IN ('check', 'change') OR (checked_on IS NOT NULL AND manner IS NOT NULL)", name="checked"
        ),
        CheckConstraint("act <> 'change' OR (new IS NOT NULL AND old IS NOT NULL)", name="changed"),
        CheckConstraint("act = 'check' OR act = 'change' OR note IS NOT NULL", name="reason"),
        UniqueConstraint("fact", "number", name="uq_fact_edit_fact"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    fact: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    act: Mapped[str] = mapped_column(String(8))
    seen: Mapped[str] = mapped_column(String(64))
    """Digest of the fact as the editor saw it, with its translations and its last check."""
    words: Mapped[str] = mapped_column(String(64))
    """Digest of its words alone."""
    checked_on: Mapped[date | None]
    manner: Mapped[str | None] = mapped_column(String(8))
    confidence: Mapped[str | None] = mapped_column(String(8))
    note: Mapped[str | None] = mapped_column(Text)
    settles: Mapped[bool] = mapped_column(default=False)
    """Whether the editor found that the sources no longer disagree."""
    new: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Value, text, source, phones and translations as they are from now on."""
    old: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The same as they were."""
    still_right: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """The languages whose words the editor called still right after the English changed."""


keep_for_ever(FactEdit)
