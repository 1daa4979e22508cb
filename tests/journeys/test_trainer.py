"""A trainer with one small phone: from the worst roster to the request of twenty-seven certificates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Select, func, select

from app.attendance.models import AttendanceMark
from app.certificates.models import Certificate, CertificateRequest
from app.classroom.models import ClassAnswer, ClassQuiz
from app.cohorts.models import Cohort, CohortSession
from app.cohorts.queries import members_of
from app.cohorts.sync_models import SyncEntry
from app.core import clock
from app.core.database import Model, db, unit_of_work
from app.course.catalogue import Course, Lesson
from app.course.queries import course
from app.learners.models import Learner
from app.learning.models import LessonProgress
from app.quizzes.models import Attempt
from tests.browser import Album, Live, Visits, serve
from tests.certificates.people import complete, core_modules
from tests.cohorts.people import a_trainer
from tests.journeys.trainer import Trainer
from tests.pages.test_accessibility import TOO_WIDE
from tests.rosters.files import WORST_PEOPLE, worst_roster

MODULE, SLUG = "M03", "contract"
LATE_BY = 45
"""Minutes: more than somebody may miss of a session."""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server of its own, since the people of this roster come to other classes as well."""
    live = serve(tmp_path_factory.mktemp("trainer"))
    yield live
    live.stop()


@dataclass
class Kept:
    """What the database has of one class."""

    live: Live
    cohort_id: int

    def learners(self) -> list[int]:
        with self.live.app.app_context():
            found = [one.learner.id for one in members_of(db.session.get_one(Cohort, self.cohort_id))]
            db.session.remove()
        return found

    def count(self, model: type[Model], *where: object) -> int:
        with self.live.app.app_context():
            found = db.session.scalar(select(func.count()).select_from(model).where(*where))  # type: ignore[arg-type]
            db.session.remove()
        return found or 0

    def sessions(self) -> Select[int]:
        return select(CohortSession.id).where(CohortSession.cohort_id == self.cohort_id)

    def marks(self) -> int:
        return self.count(AttendanceMark, AttendanceMark.session_id.in_(self.sessions()))

    def answers(self) -> int:
        quizzes = select(ClassQuiz.id).where(ClassQuiz.session_id.in_(self.sessions()))
        return self.count(ClassAnswer, ClassAnswer.quiz_id.in_(quizzes))

    def attempts(self, people: list[int]) -> int:
        return self.count(Attempt, Attempt.learner_id.in_(people), Attempt.taken == "class")

    def seen(self, people: list[int]) -> int:
        taught: Course = self.live.app.extensions["course"]
        first = taught.module_by_id(MODULE).lessons[0].key
        return self.count(LessonProgress, LessonProgress.learner_id.in_(people), LessonProgress.lesson == first)

    def entries(self) -> int:
        return self.count(SyncEntry, SyncEntry.cohort_id == self.cohort_id)

    def requests(self) -> int:
        return self.count(CertificateRequest, CertificateRequest.cohort_id == self.cohort_id)


@pytest.fixture
def trainer(live: Live, visits: Visits) -> Trainer:
    """A trainer who has signed in on a small phone."""
    with live.app.app_context():
        username = a_trainer().username
        db.session.remove()
    trainer = Trainer(visits.phone(), username)
    trainer.signs_in()
    return trainer


def finish_the_rest(live: Live, people: list[int], unfinished: int) -> None:
    """Have everybody do at home what the class did not do together; one has not done the last module."""
    with live.app.app_context():
        others = [module for module in core_modules() if module.id != MODULE]
        with unit_of_work():
            for one in people:
                learner = db.session.get_one(Learner, one)
                complete(learner, others[:-1] if one == unfinished else others)
                db.session.add_all(all_seen(one, lesson) for lesson in course().module_by_id(MODULE).lessons[1:])
        db.session.remove()


def taps_for(question: dict[str, Any]) -> int:
    """Count what a question leaves behind: a letter for who is wrong, and each right one for everybody else."""
    right: int = sum(option["is_right"] for option in question["options"])
    return 1 + (WORST_PEOPLE - 1) * right


def all_seen(learner_id: int, lesson: Lesson) -> LessonProgress:
    return LessonProgress(
        learner_id=learner_id,
        lesson=lesson.key,
        seen=" ".join(card.id for card in lesson.cards),
        course_version=course().version,
        updated_at=clock.now(),
    )


def test_a_class_of_thirty_on_one_phone_with_the_network_cut_half_way(
    live: Live, trainer: Trainer, album: Callable[[str], Album]
) -> None:
    page, pictures, too_wide = trainer.page, album("trainer"), list[str]()

    def look(name: str) -> None:
        pictures.add(page, name)
        too_wide.extend(f"{name}: {what}" for what in page.evaluate(TOO_WIDE))

    trainer.opens_a_class("Fish factory, spring")
    look("class")
    trainer.plans_a_session_that_goes_on_now(MODULE)
    trainer.brings_in(worst_roster())
    look("roster")
    assert trainer.answers_what_is_asked() >= 1
    assert f"New learners: {WORST_PEOPLE}." in trainer.words()
    kept = Kept(live, trainer.cohort)
    people = kept.learners()
    assert len(people) == WORST_PEOPLE
    late, wrong, unfinished = people[3], people[11], people[20]

    trainer.opens_the_class_on_the_phone()
    for learner in people[:15]:
        trainer.marks(learner, "late", LATE_BY) if learner == late else trainer.marks(learner, "present")
    trainer.is_sent()
    trainer.loses_the_network()
    for learner in people[15:]:
        trainer.marks(learner, "present")
    look("marked-without-network")
    assert kept.marks() == 15
    trainer.finds_the_network()
    assert kept.marks() == kept.entries() == WORST_PEOPLE

    assert trainer.shows_a_lesson(SLUG) >= 1
    look("lesson-done")
    assert kept.seen(people) == WORST_PEOPLE

    trainer.opens_the_class_on_the_phone()
    questions = trainer.begins_the_quiz()
    for place, question in enumerate(questions):
        if place == len(questions) // 2:
            trainer.is_sent()
            trainer.loses_the_network()
            page.reload()
            page.wait_for_selector("html[data-ready]")
            trainer.begins_the_quiz()
        trainer.asks(question, wrong, by_names=people if place == 0 else None)
        if place == 1:
            look("quiz")
    trainer.goes_on()
    page.wait_for_selector(".class-quiz table tr")
    assert page.locator(".class-quiz table tr").count() == WORST_PEOPLE
    look("quiz-over-without-network")
    assert kept.answers() == sum(taps_for(question) for question in questions[: len(questions) // 2])
    assert kept.attempts(people) == 0
    trainer.finds_the_network()
    assert kept.answers() == sum(taps_for(question) for question in questions)
    assert kept.attempts(people) == WORST_PEOPLE
    page.reload()
    page.wait_for_selector("html[data-ready]")
    trainer.is_sent()
    assert kept.marks() == kept.attempts(people) == WORST_PEOPLE
    assert kept.entries() == kept.marks() + kept.answers() + len(questions) + 1

    finish_the_rest(live, people, unfinished)
    trainer.asks_for_the_certificates()
    look("certificates-due")
    assert "27 certificates are due" in trainer.words()
    assert "3 are not due yet" in trainer.words()
    why = page.locator("section[aria-labelledby=not-due] > ul > li").all_inner_texts()
    assert "at 0 of 1 session; 1 needed" in why[0]
    assert "1 quiz to pass" in why[1]
    assert "lessons to read · 1 quiz to pass" in " ".join(why[2].split())
    trainer.sends()
    assert "27 wait for an officer" in trainer.words()
    look("certificates-requested")
    assert kept.requests() == WORST_PEOPLE - 3
    assert kept.count(Certificate, Certificate.learner_id.in_(people)) == 0
    assert too_wide == []
