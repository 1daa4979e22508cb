"""Where cohorts meet. Personal data: none."""

from __future__ import annotations

from sqlalchemy import String, true
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Model


class Centre(Model):
    """A place where people are trained: a resource centre, a school, a union's office."""

    __tablename__ = "centre"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    """Short and for good, in capitals: ``PNH-01``."""
    name: Mapped[str] = mapped_column(String(120))
    province: Mapped[str | None] = mapped_column(String(80))
    time_zone: Mapped[str] = mapped_column(String(40))
    """As the IANA names it: ``Asia/Phnom_Penh``; sessions are planned and printed in it."""
    is_open: Mapped[bool] = mapped_column(default=True, server_default=true())
