"""A person who teaches, with one phone for thirty people: each verb is what a thumb does on the pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.browser import press
from tests.learners.people import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

ZONE = ZoneInfo("Asia/Phnom_Penh")
"""Where the centre of the demo is."""
QUIZ = ".class-quiz"


@dataclass
class Trainer:
    """A trainer before a page, in English."""

    page: Page
    username: str
    cohort: int = 0

    @property
    def home(self) -> str:
        """Give the address of the class."""
        return f"/en/staff/classes/{self.cohort}"

    def signs_in(self) -> None:
        self.page.goto("/en/staff/sign-in")
        self.page.fill("[name=username]", self.username)
        self.page.fill("[name=password]", PASSWORD)
        self.sends()

    def opens_a_class(self, title: str) -> None:
        """Open a class for the core statement, on the way from Myanmar to Thailand, that begins today."""
        today = datetime.now(ZONE).date()
        self.page.goto("/en/staff/classes/new")
        self.page.fill("#title", title)
        self.page.check("input[name=award][value=core]")
        for field, value in (("language", "my"), ("origin", "MM"), ("destination", "TH")):
            self.page.select_option(f"#{field}", value)
        self.page.fill("#starts_on", today.isoformat())
        self.page.fill("#ends_on", (today + timedelta(days=7)).isoformat())
        self.sends()
        self.cohort = int(self.page.url.rsplit("/", 1)[1])

    def plans_a_session_that_goes_on_now(self, module: str) -> None:
        begins, ends = hours_around(datetime.now(ZONE))
        self.page.goto(f"{self.home}/plan/new")
        self.page.fill("#begins", begins)
        self.page.fill("#ends", ends)
        self.page.check(f"input[name=modules][value={module}]")
        self.sends()

    def brings_in(self, roster: bytes) -> None:
        """Send a roster, take all its sheets, and answer what is asked until nothing is."""
        self.page.goto(f"{self.home}/roster")
        self.page.set_input_files("#file", {"name": "roster.xlsx", "mimeType": "application/zip", "buffer": roster})
        self.sends()
        if self.page.locator("input[name=sheet]").count():
            self.sends()

    def answers_what_is_asked(self) -> int:
        """Take the first reading of each name, and another person for a namesake; count the questions."""
        asked = 0
        while open_ones := self.open_questions():
            for question in open_ones:
                namesake = question.locator("input[value=another]")
                (namesake if namesake.count() else question.locator("input[type=radio]").first).check()
            asked += len(open_ones)
            self.sends()
        return asked

    def open_questions(self) -> list[Locator]:
        """List what is asked and not answered yet; on another page nothing is."""
        every = self.page.locator("section.unit fieldset.choices").all()
        return [one for one in every if not one.locator("input:checked").count()]

    def opens_the_class_on_the_phone(self) -> None:
        self.page.goto(f"{self.home}/offline")
        self.page.wait_for_selector("html[data-ready]")

    def marks(self, learner: int, status: str, minutes: int | None = None) -> None:
        """Tap how somebody is here; what is less common is folded away."""
        row = self.page.locator(f"[data-learner='{learner}']").first
        if minutes is not None:
            row.locator("summary").click()
            row.locator(".minutes").fill(str(minutes))
        row.locator(f".tap[data-status='{status}']").click()
        self.page.wait_for_selector(f".attendee[data-learner='{learner}'][data-status='{status}']")

    def loses_the_network(self) -> None:
        self.page.context.set_offline(True)

    def finds_the_network(self) -> None:
        """Have the network again, and wait until the phone has sent everything."""
        self.page.context.set_offline(False)
        self.page.evaluate("dispatchEvent(new Event('online'))")
        self.is_sent()

    def is_sent(self) -> None:
        self.page.wait_for_selector("#post[data-pending='0'][data-state='sent']", state="attached", timeout=60_000)

    def shows_a_lesson(self, module: str) -> int:
        """Go through the cards of a module's first lesson with the class, and say so; count the cards."""
        self.page.goto(f"{self.home}/show")
        self.follows("main a.row >> nth=0")
        self.follows(f"main a.row[href*='/{module}/'] >> nth=0")
        cards = 0
        while self.page.locator("article.card").count():
            cards += 1
            self.follows(".foot .go")
        self.sends()
        return cards

    def begins_the_quiz(self) -> list[dict[str, Any]]:
        """Begin the quiz, or go on with it; give its questions as the phone has them."""
        data = json.loads(self.page.get_attribute("#class-quiz-data", "data-value") or "")
        self.page.locator("[data-start]").click()
        questions: list[dict[str, Any]] = data["sessions"][0]["quizzes"][0]["questions"]
        return questions

    def asks(self, question: dict[str, Any], wrong: int, *, by_names: list[int] | None = None) -> None:
        """Show a question, tap that one person is wrong and all others are right, close it and go on.

        With ``by_names`` each person is tapped, else the others at once where a question has one right answer.
        """
        right = [one["letter"] for one in question["options"] if one["is_right"]]
        false = [one["letter"] for one in question["options"] if not one["is_right"]]
        self.goes_on()
        self.picks(false[0])
        self.taps(wrong)
        for letter in right:
            self.picks(letter)
            if len(right) == 1 and by_names is None:
                self.page.locator(f"{QUIZ} > .ends button:nth-of-type(2)").click()
            else:
                for learner in by_names or self.tiles():
                    if learner != wrong:
                        self.taps(learner)
        self.goes_on()
        if not self.page.locator(f"{QUIZ} .why").count():
            self.goes_on()  # It was asked whether a question without all answers may be closed.
        self.goes_on()

    def picks(self, letter: str) -> None:
        self.page.locator(f"{QUIZ} .pick[aria-label='{letter}']").click()

    def taps(self, learner: int) -> None:
        self.page.locator(f"{QUIZ} .tile[data-learner='{learner}']").click()

    def tiles(self) -> list[int]:
        names: list[int] = self.page.eval_on_selector_all(
            f"{QUIZ} .tile:not([aria-disabled])", "all => all.map(one => Number(one.dataset.learner))"
        )
        return names

    def goes_on(self) -> None:
        self.page.locator(f"{QUIZ} > .ends .go").click()

    def asks_for_the_certificates(self) -> None:
        self.page.goto(f"{self.home}/certificates")

    def follows(self, link: str) -> None:
        """Tap a link and arrive somewhere else."""
        before = self.page.url
        self.page.locator(link).click()
        self.page.wait_for_url(lambda address: address != before)

    def sends(self) -> None:
        """Send the form of the page, and wait for the answer."""
        press(self.page, "main form button.go")

    def words(self) -> str:
        """Read what the page says."""
        return " ".join(self.page.inner_text("main").split())


def hours_around(now: datetime) -> tuple[str, str]:
    """Choose from when to when a session goes on now, on the same day also around midnight."""
    first, last = now.replace(hour=0, minute=0), now.replace(hour=23, minute=59)
    begins, ends = max(first, now - timedelta(minutes=5)), min(last, now + timedelta(hours=3))
    return f"{begins:%H:%M}", f"{ends:%H:%M}"
