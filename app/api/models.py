"""Systems of other authorities, the tokens that let them in, and the webhooks that tell them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.api.rules import DeliveryState
from app.core.database import Model, UtcDateTime

_WAITING = text("state = 'waiting'")


class ApiClient(Model):
    """A system of an authority. Personal data: none; the contact is an office's."""

    __tablename__ = "api_client"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    contact: Mapped[str | None] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """None where a command made it."""


class ApiToken(Model):
    """What lets a system in; only its digest is kept. Personal data: none."""

    __tablename__ = "api_token"
    __table_args__ = (CheckConstraint("per_minute > 0", name="per_minute"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("api_client.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    start: Mapped[str] = mapped_column(String(16))
    """Its first signs, by which people tell it from others."""
    scopes: Mapped[list[str]] = mapped_column(JSON)
    per_minute: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """To the minute, so that using it costs no write most of the time."""

    def is_good_at(self, moment: datetime) -> bool:
        """Tell whether it opens anything at a moment."""
        return self.revoked_at is None and moment < self.expires_at


class Webhook(Model):
    """Where a system wants to be told of changes. Personal data: none; its secrets are sealed."""

    __tablename__ = "webhook"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("api_client.id"), index=True)
    address: Mapped[str] = mapped_column(String(500))
    events: Mapped[list[str]] = mapped_column(JSON)
    secret_sealed: Mapped[str] = mapped_column(Text)
    old_secret_sealed: Mapped[str | None] = mapped_column(Text)
    """The one before, by which is signed as well until ``old_until``."""
    old_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WebhookDelivery(Model):
    """One event on its way to one webhook; made in the transaction of the event, so none is ever lost.

    Personal data: the number of a certificate, as in the log. Kept for 30 days after it arrived or was given up.
    """

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        CheckConstraint("state IN ({})".format(", ".join(f"'{one}'" for one in DeliveryState)), name="state"),
        CheckConstraint("(state = 'waiting') = (next_at IS NOT NULL)", name="next_at"),
        UniqueConstraint("webhook_id", "event_id"),
        Index("ix_webhook_delivery_due", "next_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhook.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("certificate_event.id"))
    message_id: Mapped[str] = mapped_column(String(40), unique=True)
    """The same at each try, so that the other side can tell that it had it already."""
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    tries: Mapped[int] = mapped_column(Integer, default=0)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_answer: Mapped[str | None] = mapped_column(String(40))
    """A status, or one word for what went wrong."""
