"""One-time links by which people get into an account of their own."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Model, UtcDateTime


class LinkKind(StrEnum):
    """What a link is for."""

    INVITE = "invite"
    """A new account."""
    PASSWORD = "password"  # noqa: S105 - the name of a kind, and no password.
    """A new password for an account that is there."""


class StaffLink(Model):
    """A link that one person may use once, before it ends; its secret is handed over and only its digest kept.

    Personal data: who made it and whose account it is for. Kept with the account, because it says who let whom in.
    """

    __tablename__ = "staff_link"
    __table_args__ = (
        CheckConstraint("kind IN ({})".format(", ".join(f"'{kind}'" for kind in LinkKind)), name="kind"),
        CheckConstraint("kind <> 'password' OR staff_id IS NOT NULL", name="whose"),
        CheckConstraint("used_at IS NULL OR staff_id IS NOT NULL", name="used"),
        CheckConstraint("used_at IS NULL OR withdrawn_at IS NULL", name="one_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(8))
    roles: Mapped[list[str]] = mapped_column(JSON)
    """What an invited person will be; empty for a new password."""
    languages: Mapped[list[str]] = mapped_column(JSON)
    """Which languages an invited reviewer will review."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    """Whose account it is; of an invitation only once it was used."""
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
