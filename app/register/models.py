"""The entries by which the register is searched. All of it is made of the register and can be made anew from it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from app.certificates.models import one_of
from app.certificates.rules import Status
from app.core.database import Model

_GONE = text("status <> 'active'")


def by_signs(length: int) -> TypeEngine[str]:
    """Hold text in the order of its code points on both databases, so that a range finds what begins alike."""
    return String(length).with_variant(postgresql.VARCHAR(length, collation="C"), "postgresql")


class RegisterEntry(Model):
    """One certificate as it is found and listed.

    Personal data: both names, as on the paper. Emptied with the certificate when a person is forgotten.
    """

    __tablename__ = "register_entry"
    __table_args__ = (
        CheckConstraint(one_of("status", Status), name="status"),
        Index("ix_register_entry_day", "issued_on", "id"),
        Index("ix_register_entry_cohort", "cohort_id", "issued_on", "id"),
        Index("ix_register_entry_centre", "centre_id", "issued_on", "id"),
        Index("ix_register_entry_centre_status", "centre_id", "status", "issued_on", "id"),
        Index("ix_register_entry_end", "valid_until", "id"),
        Index("ix_register_entry_gone", "status", "issued_on", "id", sqlite_where=_GONE, postgresql_where=_GONE),
    )

    id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    ending: Mapped[str] = mapped_column(by_signs(24), index=True)
    """The number without its dashes, from its last sign to its first; O, I and L as the digits they look like."""
    counter_ending: Mapped[str] = mapped_column(by_signs(7), index=True)
    """The seven digits of the counter, from the last to the first."""
    serial: Mapped[int] = mapped_column(Integer, index=True)
    kind: Mapped[str] = mapped_column(String(8))
    name_native: Mapped[str | None] = mapped_column(String(400))
    name_latin: Mapped[str | None] = mapped_column(String(400))
    issued_on: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    status: Mapped[str] = mapped_column(String(10))
    """What the log says; whether the time is over follows from the last day."""
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"))
    """The class in which it was earned; None where the learner learned alone."""
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centre.id"))


class RegisterName(Model):
    """A whole name, once however many carry it. Personal data: the name; gone with the last who carries it."""

    __tablename__ = "register_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(by_signs(801), unique=True)


class RegisterNamed(Model):
    """Which certificates carry a name, in either script. Personal data: the name; gone with it."""

    __tablename__ = "register_named"

    name_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, index=True)


class RegisterPart(Model):
    """A name from one of its words on, so that it is found by the beginning of any word. Personal data: the name."""

    __tablename__ = "register_part"
    __table_args__ = (Index("ix_register_part_name", "name_id", "part"),)

    part: Mapped[str] = mapped_column(by_signs(801), primary_key=True)
    name_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


class RegisterNear(Model):
    """A mark that names share which differ in one sign (``app.register.keys``). Personal data: as the name."""

    __tablename__ = "register_near"
    __table_args__ = ({"sqlite_with_rowid": False},)

    mark: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    name_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
