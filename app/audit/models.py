"""The audit's table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.rules import ActorKind, Detail
from app.core.append_only import keep_for_ever
from app.core.database import Model, UtcDateTime


class AuditEvent(Model):
    """Something somebody did.

    Personal data: the ids of the one who did it and of the one it was done to, which say nothing once the rows they
    point to are erased. Kept for good; the database itself refuses to change or delete an event.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        CheckConstraint("actor_kind IN ({})".format(", ".join(f"'{kind}'" for kind in ActorKind)), name="actor_kind"),
        # Each way to search has an index in the order of the page, so that a page costs the same in a million events.
        Index("ix_audit_event_moment", "at", "id"),
        Index("ix_audit_event_act_moment", "act", "at", "id"),
        Index("ix_audit_event_subject_moment", "subject_kind", "subject_id", "at", "id"),
        Index("ix_audit_event_actor_moment", "actor_kind", "actor_id", "at", "id"),
        Index("ix_audit_event_actor_act_moment", "actor_kind", "actor_id", "act", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_kind: Mapped[str] = mapped_column(String(8))
    actor_id: Mapped[int | None]
    act: Mapped[str] = mapped_column(String(64))
    subject_kind: Mapped[str | None] = mapped_column(String(32))
    subject_id: Mapped[str | None] = mapped_column(String(64))
    detail: Mapped[Detail] = mapped_column(JSON)


keep_for_ever(AuditEvent)
