"""Numbered sheets: the boxes an office holds, which sheets a run took, and what became of each.

Nothing here is changed or deleted; the database refuses it. So the ledger is computed and never kept by hand.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.append_only import keep_for_ever
from app.core.database import Model, UtcDateTime
from app.printroom.rules import Outcome, Why

_USED = text("outcome <> 'returned' AND box_id IS NOT NULL")


class SheetBox(Model):
    """A box of sheets with printed numbers that follow one another. Personal data: none."""

    __tablename__ = "sheet_box"
    __table_args__ = (
        CheckConstraint("first >= 0 AND last >= first", name="numbers"),
        CheckConstraint("digits BETWEEN 1 AND 12", name="digits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    prefix: Mapped[str] = mapped_column(String(12), index=True)
    first: Mapped[int]
    last: Mapped[int]
    digits: Mapped[int]
    """How many digits the numbers have on the paper, zeros in front."""
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centre.id"))
    """Where the box stands; None for the office."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))

    def named(self, serial: int) -> str:
        """Write a sheet's number as it stands on the paper."""
        return f"{self.prefix}{serial:0{self.digits}d}"


class SheetTaking(Model):
    """Sheets that a run took from a box, in their order; without a box they are plain paper, counted from 1.

    Personal data: none.
    """

    __tablename__ = "sheet_taking"
    __table_args__ = (CheckConstraint("last >= first", name="numbers"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id"), index=True)
    box_id: Mapped[int | None] = mapped_column(ForeignKey("sheet_box.id"), index=True)
    first: Mapped[int]
    last: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class SheetOutcome(Model):
    """What became of one sheet, and which sheet of the run was on it; one that was printed may turn out spoiled later.

    Personal data: none of its own; with the run's places it leads to the holders of what was printed.
    """

    __tablename__ = "sheet_outcome"
    __table_args__ = (
        CheckConstraint("outcome IN ({})".format(", ".join(f"'{one}'" for one in Outcome)), name="outcome"),
        CheckConstraint("why IN ({})".format(", ".join(f"'{one}'" for one in Why)), name="why"),
        CheckConstraint("(outcome = 'spoiled') = (why IS NOT NULL)", name="why_spoiled"),
        CheckConstraint("(outcome = 'returned') = (sheet IS NULL)", name="sheet"),
        Index("uq_sheet_outcome_taking", "taking_id", "serial", "outcome", unique=True),
        Index(
            "uq_sheet_outcome_used",
            "box_id",
            "serial",
            "outcome",
            unique=True,
            sqlite_where=_USED,
            postgresql_where=_USED,
        ),
        Index("ix_sheet_outcome_sheet", "run_id", "sheet"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    taking_id: Mapped[int] = mapped_column(ForeignKey("sheet_taking.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id"))
    box_id: Mapped[int | None] = mapped_column(ForeignKey("sheet_box.id"))
    serial: Mapped[int]
    sheet: Mapped[int | None]
    """Which sheet of the run was on it; None where it went back blank."""
    outcome: Mapped[str] = mapped_column(String(8))
    why: Mapped[str | None] = mapped_column(String(12))
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


for _model in (SheetBox, SheetTaking, SheetOutcome):
    keep_for_ever(_model)
