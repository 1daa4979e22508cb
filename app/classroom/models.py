"""What happens before one device: lessons shown, quizzes answered with raised cards, and the device handed over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.append_only import keep_for_ever
from app.core.database import Model, UtcDateTime

WHOLE = ""
"""In place of a question's id: the quiz as a whole."""


class GroupLesson(Model):
    """That a class went through a lesson together, and who was there; the database keeps it for ever.

    Personal data: the ids of the learners credited, which say nothing once the rows they point to are erased.
    """

    __tablename__ = "group_lesson"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("cohort_session.id"), index=True)
    lesson: Mapped[str] = mapped_column(String(80))
    """Key of the lesson: ``M03/what-for``."""
    course_version: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    learners: Mapped[list[int]] = mapped_column(JSON)


class ClassQuiz(Model):
    """One draw of a module's questions for a whole session; the database keeps it for ever and never changes it.

    The next round of the same module is drawn only when this one has ended, so nobody draws until the questions are
    easy. Personal data: none.
    """

    __tablename__ = "class_quiz"
    __table_args__ = (
        UniqueConstraint("session_id", "module", "round"),
        CheckConstraint("round >= 1", name="round"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    """Random, 128 bits: how a phone without a network names it."""
    session_id: Mapped[int] = mapped_column(ForeignKey("cohort_session.id"))
    module: Mapped[str] = mapped_column(String(20))
    round: Mapped[int]
    draw: Mapped[list[Any]] = mapped_column(JSON)
    """Question ids with their option ids in the order shown; the letters A, B, C stand for the places."""
    locale: Mapped[str] = mapped_column(String(10))
    course_version: Mapped[str] = mapped_column(String(20))
    prepared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class ClassAnswer(Model):
    """What one person answered to one question, as a trainer tapped it; a later row takes the place of an earlier.

    Personal data: what somebody answered, by the learner's id, which says nothing once that row is erased. The
    database keeps it for ever, as the evidence of the attempt.
    """

    __tablename__ = "class_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("class_quiz.id"), index=True)
    learner_id: Mapped[int] = mapped_column(index=True)
    question: Mapped[str] = mapped_column(String(20))
    options: Mapped[list[str]] = mapped_column(JSON)
    """Ids of the options; none where the answer was taken back."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    """By the clock of the phone it was tapped on; the last one counts."""
    true_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """The same by our clock."""
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class ClassQuizEnd(Model):
    """That a question was closed, or with no question named the whole quiz; the database keeps it for ever."""

    __tablename__ = "class_quiz_end"
    __table_args__ = (UniqueConstraint("quiz_id", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("class_quiz.id"))
    question: Mapped[str] = mapped_column(String(20), default=WHOLE)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    true_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class HandOver(Model):
    """A device that a trainer left to the members of one class, for hours and not longer.

    The device holds the key, we hold its digest. Personal data: none but the trainer.
    """

    __tablename__ = "hand_over"
    __table_args__ = (CheckConstraint("until > at", name="times"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key_digest: Mapped[str] = mapped_column(String(64), unique=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    shows_names: Mapped[bool]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


for _kept in (GroupLesson, ClassQuiz, ClassAnswer, ClassQuizEnd):
    keep_for_ever(_kept)
