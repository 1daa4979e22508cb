"""The printers of an office, and by how much each is off."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Model, UtcDateTime
from app.printroom.printer_rules import MOST_OFF


class Printer(Model):
    """A printer as the office calls it, and how a page must be moved so that things land where they should.

    Personal data: who measured it; kept as long as the printer.
    """

    __tablename__ = "printer"
    __table_args__ = (
        CheckConstraint(f"dx BETWEEN -{MOST_OFF} AND {MOST_OFF}", name="dx"),
        CheckConstraint(f"dy BETWEEN -{MOST_OFF} AND {MOST_OFF}", name="dy"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    """The office and the printer: Phnom Penh, window 3."""
    for_cards: Mapped[bool]
    dx: Mapped[float]
    """Millimetres to the right."""
    dy: Mapped[float]
    """Millimetres down."""
    measured_at: Mapped[datetime] = mapped_column(UtcDateTime)
    measured_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
