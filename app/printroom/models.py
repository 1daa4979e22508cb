"""Runs, the order of their certificates, and the parts that are drawn.

What is drawn lies in the database, so that any host can serve it. It is forgotten fourteen days after the run was
drawn, or at once when a run is cancelled; order, sheets and ledger stay with the register.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.core.append_only import keep_for_ever
from app.core.database import Model, UtcDateTime
from app.printroom.rules import Ordering, PartState, State


def _one_of(column: str, values: Any) -> str:
    return "{} IN ({})".format(column, ", ".join(f"'{value}'" for value in values))


class PrintRun(Model):
    """Certificates that are drawn and printed together, in an order that never changes.

    Personal data: none; kept with the register, because the ledger of the sheets leans on it.
    """

    __tablename__ = "print_run"
    __table_args__ = (
        CheckConstraint(_one_of("state", State), name="state"),
        CheckConstraint(_one_of("ordering", Ordering), name="ordering"),
        CheckConstraint("size > 0", name="size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    layout: Mapped[str] = mapped_column(String(32))
    options: Mapped[dict[str, float]] = mapped_column(JSON)
    chosen: Mapped[dict[str, Any]] = mapped_column(JSON)
    """How the certificates were chosen: the source, and ids or days; never names."""
    ordering: Mapped[str] = mapped_column(String(10))
    collated: Mapped[str] = mapped_column(String(10))
    """Tag of the language in whose order names stand."""
    size: Mapped[int]
    sheets: Mapped[int]
    pages_a_file: Mapped[int | None]
    """The most pages of a file; None for one file."""
    state: Mapped[str] = mapped_column(String(10), index=True)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    """When it was drawn, or cancelled, or failed."""
    digest: Mapped[str | None] = mapped_column(String(64))
    """Of all that was drawn the first time; drawn again it must come out the same."""


class PrintPlace(Model):
    """Which certificate lies at a place of a run, and on which of its sheets; the database keeps it for ever.

    Personal data: a number, which leads to its holder; kept with the register.
    """

    __tablename__ = "print_place"

    run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(ForeignKey("certificate.number"), index=True)
    sheet: Mapped[int]


class PrintPart(Model):
    """Some sheets of a run that are drawn at once; a worker takes it for a while and gives it back drawn.

    Personal data: the drawn certificates, until the run is forgotten.
    """

    __tablename__ = "print_part"
    __table_args__ = (
        CheckConstraint(_one_of("state", PartState), name="state"),
        CheckConstraint("(state = 'taken') = (lease_until IS NOT NULL)", name="lease"),
        Index("ix_print_part_state", "state", "lease_until"),
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("print_run.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_place: Mapped[int]
    last_place: Mapped[int]
    first_sheet: Mapped[int]
    last_sheet: Mapped[int]
    state: Mapped[str] = mapped_column(String(8))
    holder: Mapped[str | None] = mapped_column(String(120))
    """Host, process and start of the worker that has it."""
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str | None] = mapped_column(Text)
    """Why it could not be drawn; numbers and signs, no names."""
    seconds: Mapped[float | None]
    digest: Mapped[str | None] = mapped_column(String(64))
    pages: Mapped[int | None]
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    """The objects of its pages, ready to be joined with those of other parts."""
    objects: Mapped[dict[str, Any] | None] = deferred(mapped_column(JSON(none_as_null=True)))
    """Where each object begins, and which are the pages of each sheet."""


keep_for_ever(PrintPlace)
