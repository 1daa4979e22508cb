"""Thirty people before one phone: fast enough, undone where a thumb slipped, nothing lost when the network goes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from app.classroom.models import ClassAnswer, ClassQuiz
from app.classroom.queries import drawn_in
from app.cohorts.sync_models import SyncEntry
from app.core.database import db
from app.quizzes.models import Attempt
from tests.browser import Live, Visits, press
from tests.classroom.people import a_room
from tests.learners.people import PASSWORD
from tests.pages.test_accessibility import TOO_WIDE, _axe, _violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

CLASS = 30
ABSENT = 2
HUMAN_PACE = 0.5
"""Seconds between two taps."""
SLOWEST = 90.0
SMALL = "[...document.querySelectorAll('.class-quiz :is(button, a, summary)')].filter(one => one.offsetParent && one.getBoundingClientRect().height < 47.5).map(one => one.textContent)"  # noqa: E501


@dataclass
class Trainer:
    """A trainer before the quiz, who counts the taps."""

    page: Page
    address: str
    people: list[int]
    """Who is there."""
    absent: list[int]
    cohort: int
    questions: int
    taps: int = 0
    pace: float = 0.0

    def tap(self, selector: str) -> None:
        """Tap once, as fast as a person does."""
        self.page.locator(selector).click()
        self.taps += 1
        time.sleep(self.pace)

    def next(self) -> None:
        """Tap the way on."""
        self.tap(".class-quiz > .ends .go")

    def tile(self, learner: int) -> None:
        """Tap a person."""
        self.tap(f'.tile[data-learner="{learner}"]')

    def pick(self, letter: str) -> None:
        """Choose a letter."""
        self.tap(f'.pick[aria-label="{letter}"]')

    def answer(self, letters: str) -> None:
        """Tap for each letter everybody who holds it up, one by one, and close the question."""
        raised = dict(zip(self.people, cycle(letters), strict=False))
        for letter in sorted(set(letters)):
            self.pick(letter)
            for learner, own in raised.items():
                if own == letter:
                    self.tile(learner)
        self.next()

    def status(self) -> str:
        """Read what the phone says of what waits."""
        return self.page.locator(".class-quiz > .head .state").inner_text()

    def arrives(self) -> None:
        """Wait until everything is sent."""
        self.page.wait_for_function(
            "document.querySelector('.class-quiz .state')?.textContent.startsWith('All is sent')"
        )


@pytest.fixture
def trainer(live: Live, visits: Visits) -> Iterator[Trainer]:
    """A trainer who has signed in on a phone and opened the quiz of a session with thirty people."""
    with live.app.app_context():
        room = a_room(CLASS + ABSENT, present=CLASS)
        ids = [person.id for person in room.people]
        address = f"/en/staff/classes/{room.cohort.id}/quiz/{room.session.number}/contract"
        username, cohort, count = room.trainer.username, room.cohort.id, len(drawn_in(room.quiz()))
        db.session.remove()
    page = visits.phone(bypass_csp=True)
    page.context.add_init_script(_axe())
    page.goto("/en/staff/sign-in")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    press(page, "main form button[type=submit]")
    page.goto(address)
    yield Trainer(page, address, ids[:CLASS], ids[CLASS:], cohort, count)


def kept(live: Live, cohort: int) -> tuple[int, int, int]:
    """Count the answers, the entries and the attempts of a class."""
    with live.app.app_context():
        quiz = db.session.scalars(select(ClassQuiz).order_by(ClassQuiz.id.desc()).limit(1)).one()
        answers = db.session.scalar(select(func.count(ClassAnswer.id)).where(ClassAnswer.quiz_id == quiz.id)) or 0
        entries = db.session.scalar(select(func.count(SyncEntry.id)).where(SyncEntry.cohort_id == cohort)) or 0
        attempts = (  # Only this test's quiz is so new.
            db.session.scalar(
                select(func.count(Attempt.id)).where(Attempt.taken == "class", Attempt.started_at >= quiz.prepared_at)
            )
            or 0
        )
        db.session.remove()
    return answers, entries, attempts


@pytest.mark.long
def test_thirty_people_answer_a_question_in_well_under_ninety_seconds(
    trainer: Trainer,
) -> None:
    trainer.page.locator("[data-start]").click()
    trainer.next()
    trainer.taps, trainer.pace, began = 0, HUMAN_PACE, time.monotonic()
    trainer.answer("ABC")
    took = time.monotonic() - began
    print(f"one question, {CLASS} people, three letters mixed: {trainer.taps} taps, {took:.1f} s")
    expect(trainer.page.locator(".why")).to_be_visible()
    assert took < SLOWEST
    trainer.next()
    trainer.next()
    trainer.taps, began = 0, time.monotonic()
    trainer.pick("A")
    for learner in trainer.people[:6]:
        trainer.tile(learner)
    trainer.pick("B")
    trainer.tap(".class-quiz > .ends button:nth-of-type(2)")
    trainer.next()
    print(f"one question, most agree: {trainer.taps} taps, {time.monotonic() - began:.1f} s")
    assert trainer.taps <= 10


@pytest.mark.long
def test_a_whole_quiz_with_the_network_cut_half_way_loses_and_doubles_nothing(trainer: Trainer, live: Live) -> None:
    page = trainer.page
    page.locator("[data-start]").click()
    for number in range(trainer.questions):
        if number == 3:
            trainer.arrives()
            page.context.set_offline(True)
        assert page.locator(".why").count() == 0, "nothing is told before the question is closed"
        trainer.next()
        expect(page.locator("[data-answered]")).to_have_count(0)
        trainer.answer("ABC"[number % 3] + "B")
        page.locator(".letters .right").first.wait_for()
        trainer.next()
    assert "No network" in trainer.status() or "wait on this phone" in trainer.status()
    trainer.next()
    expect(page.locator(".class-quiz table tr")).to_have_count(CLASS)
    assert kept(live, trainer.cohort)[2] == 0
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    trainer.arrives()
    answers, entries, attempts = kept(live, trainer.cohort)
    assert answers == trainer.questions * CLASS
    assert entries == answers + trainer.questions + 1
    assert attempts == CLASS
    page.locator(".class-quiz > .ends button.quiet").click()
    page.goto(trainer.address)
    assert "/results/1" in page.url
    expect(page.locator("tbody tr")).to_have_count(CLASS)
    expect(page.locator("main")).to_contain_text("tapped by the trainer")


def test_a_slip_is_undone_and_a_tap_again_takes_back(trainer: Trainer) -> None:
    page = trainer.page
    page.locator("[data-start]").click()
    trainer.next()
    trainer.pick("B")
    trainer.tap(".class-quiz > .ends button:nth-of-type(2)")
    expect(page.locator("[data-answered]")).to_have_count(CLASS)
    trainer.tap(".class-quiz > .ends button:nth-of-type(1)")
    expect(page.locator("[data-answered]")).to_have_count(0)
    trainer.tile(trainer.people[4])
    expect(page.locator("[data-answered]")).to_have_count(1)
    trainer.tile(trainer.people[4])
    expect(page.locator("[data-answered]")).to_have_count(0)
    trainer.tile(trainer.people[4])
    trainer.next()
    expect(page.locator(".class-quiz > .ends .go")).to_contain_text("without an answer")
    trainer.next()
    expect(page.locator(".why")).to_be_visible()


def test_nobody_taps_for_who_is_absent_neither_here_nor_there(trainer: Trainer, live: Live) -> None:
    page = trainer.page
    page.locator("[data-start]").click()
    trainer.next()
    expect(page.locator(".people").first.locator(".tile")).to_have_count(CLASS)
    page.locator(".class-quiz summary").click()
    page.locator(f'.tile[data-learner="{trainer.absent[0]}"]').click(force=True)
    expect(page.locator(".class-quiz p.state")).to_contain_text("not marked as present")
    expect(page.locator("[data-answered]")).to_have_count(0)
    page.evaluate(
        """async ([cohort, quiz, learner, question]) => (await Outbox.open(cohort)).put(
             { kind: "class-answer", quiz, learner, question, options: ["a"] })""",
        [
            trainer.cohort,
            page.locator("[data-start]").get_attribute("data-start"),
            trainer.absent[0],
            question_of(page),
        ],
    )
    page.wait_for_function("document.querySelector('.class-quiz .state').textContent.includes('Not taken: 1')")
    assert "not marked as present" in trainer.status()
    assert kept(live, trainer.cohort)[0] == 0


def question_of(page: Page) -> str:
    name: str = page.evaluate(
        "JSON.parse(document.getElementById('class-quiz-data').dataset.value).sessions[0].quizzes[0].questions[0].id"
    )
    return name


def test_a_phone_that_was_closed_goes_on_where_it_was(trainer: Trainer) -> None:
    page = trainer.page
    page.locator("[data-start]").click()
    trainer.next()
    page.context.set_offline(True)
    trainer.answer("A")
    trainer.next()
    trainer.next()
    trainer.tile(trainer.people[0])
    page.context.set_offline(False)
    page.reload()
    page.locator("[data-start]").click()
    expect(page.locator(".class-quiz > .head")).to_contain_text("Question 2")
    trainer.next()
    expect(page.locator("[data-answered]")).to_have_count(1)


def test_axe_finds_nothing_and_nothing_leaves_the_screen(trainer: Trainer) -> None:
    page = trainer.page
    found: list[str] = []

    def look(name: str) -> None:
        found.extend(f"{name}: {one['id']}: {node['html']}" for one in _violations(page) for node in one["nodes"])
        found.extend(f"{name}: {what}" for what in page.evaluate(TOO_WIDE))
        found.extend(f"{name}: small: {what}" for what in page.evaluate(SMALL))

    look("start")
    page.locator("[data-start]").click()
    look("question")
    trainer.next()
    look("taking")
    trainer.answer("AB")
    look("counts")
    assert not found, "\n".join(found)
