"""Single files of a run, drawn one by one so that they can be sent to people: the same that a holder downloads."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.core.database import Model, UtcDateTime


class SingleFiles(Model):
    """That somebody asked for the certificates of a run as single files.

    Personal data: none; gone with the files, fourteen days later.
    """

    __tablename__ = "print_singles"

    run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    fault: Mapped[str | None] = mapped_column(String(200))
    """Why it did not go on: a number and a sign, or that the keys are not in order."""


class SingleFile(Model):
    """One certificate as its holder would download it.

    Personal data: the drawn certificate; gone fourteen days after it was asked for.
    """

    __tablename__ = "print_single"

    run_id: Mapped[int] = mapped_column(ForeignKey("print_singles.run_id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
