"""A person who learns, with a phone in hand: each verb is what a thumb does on the pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.course.catalogue import Course, Module, Question

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

WAY_ON = ".foot .go"


@dataclass
class Learner:
    """A learner before a page, in a language of their own."""

    page: Page
    locale: str
    course: Course

    def chooses_the_language(self) -> None:
        self.page.goto("/")
        self.tap(f".languages a[lang='{self.locale}']")
        self.page.wait_for_url(f"**/{self.locale}/")

    def chooses_a_journey(self, origin: str, destination: str, sector: str) -> None:
        self.tap(".hero .go")
        for field, value in (("origin", origin), ("destination", destination), ("sector", sector)):
            self.chooses(field, value)
        self.tap(WAY_ON)
        self.page.wait_for_url("**/course")

    def opens_the_module_where_the_path_stands(self) -> Module:
        self.tap(".path .here a")
        self.page.wait_for_selector("ol.path")
        return self.course.module(self.page.url.rsplit("/", 1)[1])

    def reads_card_by_card(self) -> int:
        """Tap the way on until it leads to the questions; count the cards."""
        cards = 0
        while not self.page.url.endswith("/quiz"):
            cards += self.page.locator("article.card").count()
            self.goes_on()
        return cards

    def goes_on(self) -> None:
        """Tap the way on and arrive somewhere else.

        The tap goes to the button's place on the glass, whatever lies there; Playwright's own look at the button
        before it would take half as long again, two hundred times.
        """
        before = self.page.url
        self.page.locator(WAY_ON).first.tap(force=True)
        self.page.wait_for_url(lambda address: address != before)

    def starts_the_questions(self) -> None:
        self.tap("main form .go")
        self.page.wait_for_url(re.compile(r"/quiz/[\w-]+/1$"))

    def answers_every_question(self, module: Module, *, right: bool = True) -> list[str]:
        """Answer as the course says, or otherwise; return what was asked, as ids of questions."""
        asked = []
        while self.page.locator("#answer").count():
            question = self.question_before_me(module)
            asked.append(question.id)
            for option in question.right if right else _wrong(question):
                self.chooses("option", option)
            self.goes_on()
        return asked

    def sends_the_answers(self) -> None:
        self.tap(WAY_ON)
        self.page.wait_for_url("**/result")

    def question_before_me(self, module: Module) -> Question:
        """Find in the course which question the page asks."""
        shown = self.words("legend h1")
        return next(
            question
            for question in module.questions
            if shown.endswith(self.course.question_text(question, self.locale).text)
        )

    def joins(self, *, native: str, latin: str, pin: str) -> str:
        """Make an account and return its number."""
        self.page.fill("[name=name_native]", native)
        self.page.fill("[name=name_latin]", latin)
        self.tap(WAY_ON)
        self.page.fill("[name=new_pin]", pin)
        self.page.fill("[name=pin_again]", pin)
        self.tap(WAY_ON)
        self.page.wait_for_url("**/me/number")
        return self.words("#learner-number")

    def signs_in(self, *, number: str, pin: str) -> None:
        self.page.fill("[name=number]", number)
        self.page.fill("[name=pin]", pin)
        self.tap(WAY_ON)

    def signs_out(self) -> None:
        self.page.goto(f"/{self.locale}/me")
        self.tap("form[action$='/sign-out'] button")
        self.page.wait_for_url(f"**/{self.locale}/")

    def chooses(self, field: str, value: str) -> None:
        """Tap a choice on its words, as people do, and see that it took."""
        choice = self.page.locator(f"label.choice:has(input[name={field}][value='{value}'])")
        choice.tap()
        assert choice.locator("input").is_checked()

    def tap(self, what: str) -> None:
        self.page.locator(what).first.tap()

    def words(self, what: str) -> str:
        return words(self.page.locator(what).first)


def words(where: Locator) -> str:
    """Read what stands somewhere, in one line."""
    return re.sub(r"\s+", " ", where.text_content() or "").strip()


def _wrong(question: Question) -> list[str]:
    others = [option for option in question.options if option not in question.right]
    return [*others, *question.right][: len(question.right)]
