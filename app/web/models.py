"""Counts against guessing."""

from __future__ import annotations

from sqlalchemy import Float, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Model


class GuessCount(Model):
    """How often a network or an account tried within a window of time.

    Personal data: none that can be read; the key is a keyed digest. Kept until the window ends, an hour at most.
    """

    __tablename__ = "guess_count"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    ends_at: Mapped[float] = mapped_column(Float, index=True)
    """Seconds since 1970, as the limits library counts."""
