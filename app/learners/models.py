"""The learners' table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Model, UtcDateTime
from app.core.permissions import LEARNER_PERMISSIONS, Permission
from app.learners.numbering import shown_number


class Learner(Model):
    """A person who learns, entered by themselves or by a trainer.

    Personal data: both names with their search key, the journey, and the PIN as a keyed argon2 hash. Kept as long as
    the account; nothing else about the person is asked. What a certificate says it keeps itself. The row of a person
    who was forgotten stays and is empty, for the audit and the log name its id, and no id may be given twice.
    """

    __tablename__ = "learner"
    __table_args__ = (CheckConstraint("name_native IS NOT NULL OR name_latin IS NOT NULL", name="has_a_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(9), unique=True)
    name_native: Mapped[str | None] = mapped_column(String(400))
    name_latin: Mapped[str | None] = mapped_column(String(400))
    """As in the passport."""
    name_key: Mapped[str] = mapped_column(String(801), index=True)
    """The search keys of the names, with a space between them."""
    locale: Mapped[str] = mapped_column(String(8))
    origin: Mapped[str | None] = mapped_column(String(2))
    destination: Mapped[str | None] = mapped_column(String(2))
    sector: Mapped[str | None] = mapped_column(String(16))
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    """None for a person who has no sign-in."""
    pin_is_given: Mapped[bool] = mapped_column(default=False)
    """A trainer made this PIN and has seen it; the learner is asked to choose another."""
    session_token: Mapped[str] = mapped_column(String(32))
    """What every session of this person carries; a new one signs all of them out."""
    joined_with: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Digest of the key of the page they joined on: sent twice on a bad network, it makes one account."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    forgotten_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the person was forgotten; all else of the row is empty then."""

    @property
    def permissions(self) -> frozenset[Permission]:
        """Tell what a learner may do: use their own account."""
        return LEARNER_PERMISSIONS

    @property
    def name(self) -> str:
        """Give the name in the person's own letters, or the only one there is."""
        return self.name_native or self.name_latin or ""

    @property
    def is_forgotten(self) -> bool:
        """Tell whether the person was forgotten and only the row's id is left."""
        return self.forgotten_at is not None

    @property
    def has_journey(self) -> bool:
        """Tell whether any part of a journey is kept on the account."""
        return bool(self.origin or self.destination or self.sector)

    @property
    def shown_number(self) -> str:
        """Give the number as people read it."""
        return shown_number(self.number)
