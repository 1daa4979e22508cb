"""A person whose browser runs no scripts goes the same way: language, lesson, quiz, account, certificate."""

from __future__ import annotations

from pathlib import Path

from app.course.catalogue import Course, Module
from app.course.queries import course
from app.learners.queries import learner_by_number
from app.learning.services import record_seen
from tests.browser import Live, Visits
from tests.certificates.people import core_modules, passed
from tests.journeys.learner import Learner

PIN = "482915"


def test_a_person_without_scripts_goes_the_whole_way(live: Live, visits: Visits, tmp_path: Path) -> None:
    loaded: Course = live.app.extensions["course"]
    page = visits.phone("en", java_script_enabled=False)
    learner = Learner(page, "en", loaded)
    learner.chooses_the_language()
    learner.chooses_a_journey("KH", "TH", "home")
    module = learner.opens_the_module_where_the_path_stands()
    learner.goes_on()
    lesson = module.lessons[0]
    for _card in lesson.cards:
        learner.goes_on()
    assert page.url.endswith(f"/{module.slug}/2/1")
    takes_the_quiz(learner, module)
    page.goto("/en/join")
    number = learner.joins(native="សុខ ចាន់ធូ", latin="SOK CHANTHOU", pin=PIN)
    learner.goes_on()
    assert learner.words(".path li .what") == "1 of 5 lessons · questions done"
    does_the_rest(live, number)
    learner.tap("main .ways a[href$='/certificates']")
    learner.tap("form[action$='/certificates/core'] button")
    with page.expect_download() as carried:
        learner.tap("a[href$='.pdf']")
    carried.value.save_as(tmp_path / "paper.pdf")
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    learner.signs_out()


def takes_the_quiz(learner: Learner, module: Module) -> None:
    learner.page.goto(f"/en/course/{module.slug}/quiz")
    learner.starts_the_questions()
    learner.tap(".foot .go")
    assert learner.words("#answer-error").startswith("Please choose")
    learner.answers_every_question(module)
    learner.sends_the_answers()
    assert learner.words("main h1") == "You did it"


def does_the_rest(live: Live, number: str) -> None:
    """Read the other lessons and pass the other quizzes, which scripts have no part in either."""
    with live.app.app_context():
        learner = learner_by_number(number.replace("-", ""))
        assert learner
        for position, module in enumerate(core_modules()):
            seen = {lesson.key: [card.id for card in lesson.cards] for lesson in module.lessons}
            record_seen(learner=learner, course_version=course().version, lessons=seen)
            if position:
                passed(learner, module)
