"""Attempts at quizzes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Model, UtcDateTime
from app.quizzes.rules import Purpose, Taken

_OPEN = text("submitted_at IS NULL")


class Attempt(Model):
    """One try at a module's quiz, or at the check before or after the course.

    It belongs to a learner or to somebody without an account (a visitor). The draw holds question ids with their
    option ids in the order shown; responses hold the chosen option ids by question id. Personal data: what somebody
    answered; kept with the learner's record and erased with it, and thirty days when nobody made an account of it.
    Answers are never shown to an employer or agency.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint("learner_id IS NULL OR visitor IS NULL", name="one_owner"),
        CheckConstraint("right_count <= asked", name="right_within_asked"),
        Index(
            "uq_attempt_open_learner",
            "learner_id",
            "purpose",
            "module",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "uq_attempt_open_visitor",
            "visitor",
            "purpose",
            "module",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    """Random, 128 bits: the attempt's name in addresses."""
    learner_id: Mapped[int | None] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"), index=True)
    visitor: Mapped[str | None] = mapped_column(String(64))
    """Digest of the key in the visitor's cookie."""
    purpose: Mapped[str] = mapped_column(String(10), default=Purpose.QUIZ.value, server_default=Purpose.QUIZ.value)
    taken: Mapped[str] = mapped_column(String(6), default=Taken.OWN.value, server_default=Taken.OWN.value)
    """How it was taken; in a class and on paper a trainer sent it."""
    module: Mapped[str] = mapped_column(String(20))
    """Id of the module (``M03``); empty in a check, which is about all of them."""
    course_version: Mapped[str] = mapped_column(String(20))
    course_digest: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(10))
    draw: Mapped[list[Any]] = mapped_column(JSON)
    responses: Mapped[dict[str, Any]] = mapped_column(JSON)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked: Mapped[int] = mapped_column(Integer)
    right_count: Mapped[int] = mapped_column(Integer, default=0)
    must_know_right: Mapped[bool] = mapped_column(Boolean, default=False)
    passed: Mapped[bool] = mapped_column(Boolean, default=False)
