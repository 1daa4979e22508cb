"""What a learner has seen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Model, UtcDateTime


class LessonProgress(Model):
    """The cards of one lesson that a learner has seen, under the version they were last seen in.

    Personal data: what somebody read; kept with the learner's record and erased with it.
    """

    __tablename__ = "lesson_progress"
    __table_args__ = (UniqueConstraint("learner_id", "lesson"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"))
    lesson: Mapped[str] = mapped_column(String(80))
    """Key of the lesson: ``M03/what-for``."""
    seen: Mapped[str] = mapped_column(Text)
    """Ids of the cards seen, joined by a space; ids never change, places may."""
    course_version: Mapped[str] = mapped_column(String(20))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
