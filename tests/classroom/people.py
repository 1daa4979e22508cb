"""A class in its room: a session with people in it, a quiz, and what they answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.accounts.models import Staff
from app.attendance.rules import Choice, Status
from app.attendance.services import mark_list
from app.classroom.models import ClassQuiz
from app.classroom.queries import drawn_in
from app.classroom.services import Moment, prepare_quiz, take_answer
from app.cohorts.models import Cohort, CohortSession
from app.core import clock
from app.course.catalogue import Module
from app.course.queries import course
from app.learners.models import Learner
from tests.cohorts.people import a_cohort, a_session, a_trainer, members


@dataclass(frozen=True, slots=True)
class Room:
    """A trainer before a class in a session that goes on now."""

    trainer: Staff
    cohort: Cohort
    session: CohortSession
    people: Sequence[Learner]

    @property
    def module(self) -> Module:
        """Give the module the session is about."""
        return course().module_by_id("M03")

    def quiz(self, *, again: bool = False) -> ClassQuiz:
        """Draw the quiz, or give the one there is."""
        return prepare_quiz(cohort=self.cohort, session=self.session, module=self.module, by=self.trainer, again=again)

    def mark(self, status: Status, people: Iterable[Learner], why: str | None = None) -> None:
        """Mark people in the session."""
        minutes = 5 if status in (Status.LATE, Status.LEFT_EARLY) else None
        choices = {person.id: Choice(status, minutes) for person in people}
        mark_list(cohort=self.cohort, session=self.session, choices=choices, why=why, by=self.trainer)

    def answer(
        self, quiz: ClassQuiz, person: Learner, question: str, options: Sequence[str], at: datetime | None = None
    ) -> None:
        """Tap an answer, now or when the phone's clock says."""
        when = Moment(at, at) if at else Moment.now()
        take_answer(
            cohort=self.cohort,
            quiz=quiz,
            learner_id=person.id,
            question=question,
            options=options,
            when=when,
            by=self.trainer,
        )

    def answer_all(self, quiz: ClassQuiz, person: Learner, *, right: bool = True) -> None:
        """Tap one person's answers to every question."""
        for drawn in drawn_in(quiz):
            self.answer(quiz, person, drawn.question, right_or_wrong(drawn.question, right=right))


def right_or_wrong(question: str, *, right: bool) -> list[str]:
    """Give the right options of a question, or as many others as it takes."""
    asked = course().question(question)
    wrong = [option for option in asked.options if option not in asked.right]
    return list(asked.right) if right else [*wrong, *asked.right][: len(asked.right)]


def a_room(count: int = 4, present: int | None = None, modules: tuple[str, ...] = ("M03",)) -> Room:
    """A class in a session that began ten minutes ago; the first so many are marked as present."""
    trainer = a_trainer()
    cohort = a_cohort(by=trainer)
    session = a_session(cohort, clock.now() - timedelta(minutes=10), modules=modules)
    room = Room(trainer, cohort, session, members(cohort, count))
    room.mark(Status.PRESENT, room.people[: count if present is None else present])
    return room
