"""A person learns on a small phone, passes, and holds a certificate that a stranger checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from app.certificates.codes import shown_code
from app.certificates.signed import unverified
from app.core import clock
from app.core.digits import native_digits
from app.course.catalogue import Course, Module
from app.quizzes.rules import PAUSE
from tests.browser import Album, Live, Visits
from tests.journeys.learner import Learner
from tests.journeys.stranger import Stranger, picture_of

NATIVE, LATIN, PIN = "សុខ ចាន់ធូ", "SOK CHANTHOU", "482915"
LARGE = {"home": "/", "course": "/course", "card": "/course/contract/1/1", "help": "/help", "check": "/verify"}


@dataclass
class Journey:
    """One person's way, in one language, with pictures of its stations."""

    live: Live
    visits: Visits
    pictures: Album
    locale: str
    folder: Path

    def __post_init__(self) -> None:
        self.course: Course = self.live.app.extensions["course"]
        self.page = self.visits.phone(self.locale)
        self.learner = Learner(self.page, self.locale, self.course)
        self.core = [module for module in self.course.modules if module.core]

    def picture(self, name: str, *, whole: bool = False) -> None:
        """Take a picture, once of each station."""
        if name not in self.pictures.names:
            self.pictures.add(self.page, name, whole=whole)

    def begins(self) -> None:
        """Choose a language and a journey."""
        self.page.goto("/")
        self.picture("languages")
        self.learner.chooses_the_language()
        self.picture("home")
        self.learner.chooses_a_journey("KH", "TH", "home")
        self.picture("course")

    def learns(self) -> None:
        """Read the core modules and pass their quizzes, the first one only after a rest."""
        for number, module in enumerate(self.core):
            assert self.learner.opens_the_module_where_the_path_stands() == module
            self.picture("module", whole=True)
            self.reads(module)
            if number == 0:
                self.fails_twice_and_rests(module)
            self.passes(module)
        assert self.page.locator(".path .done").count() == len(self.core)
        self.picture("core-done", whole=True)

    def reads(self, module: Module) -> None:
        self.learner.goes_on()
        self.picture("card")
        cards = self.learner.reads_card_by_card()
        assert cards == sum(len(lesson.cards) for lesson in module.lessons)
        self.picture("questions")

    def fails_twice_and_rests(self, module: Module) -> None:
        self.learner.starts_the_questions()
        self.picture("question")
        first = self.learner.answers_every_question(module, right=False)
        self.learner.sends_the_answers()
        self.picture("not-yet", whole=True)
        self.learner.tap(".foot form button")
        self.page.wait_for_url("**/1")
        second = self.learner.answers_every_question(module, right=False)
        assert first != second, "the second try asks afresh"
        self.learner.sends_the_answers()
        assert self.page.locator(".foot form").count() == 0, "there is no third try before the pause"
        self.page.goto(f"/{self.locale}/course/{module.slug}/quiz")
        assert self.page.locator("main form").count() == 0
        self.picture("rest")
        clock.move(PAUSE + timedelta(seconds=1))
        self.page.reload()

    def passes(self, module: Module) -> None:
        self.learner.starts_the_questions()
        self.learner.answers_every_question(module)
        self.picture("review", whole=True)
        self.learner.sends_the_answers()
        assert self.page.locator(".note.safe h1").is_visible()
        self.picture("passed")
        self.learner.goes_on()

    def makes_an_account(self) -> str:
        """Join from the course page; what was done before is in the account, on any phone."""
        self.learner.tap("main .ways a[href$='/join']")
        self.page.wait_for_url("**/join")
        self.picture("join")
        number = self.learner.joins(native=NATIVE, latin=LATIN, pin=PIN)
        self.picture("number")
        self.learner.goes_on()
        assert self.page.locator(".path .done").count() == len(self.core)
        return number

    def signs_in_elsewhere(self, number: str) -> None:
        """Sign in on another phone, which has never seen a card, and find everything done."""
        other = Learner(self.visits.phone(self.locale), self.locale, self.course)
        other.page.goto(f"/{self.locale}/sign-in")
        self.pictures.add(other.page, "sign-in")
        other.signs_in(number=number, pin=PIN)
        other.page.wait_for_url("**/course")
        assert other.page.locator(".path .done").count() == len(self.core)

    def takes_the_certificate(self) -> Path:
        """Get the core statement and carry the paper away."""
        self.learner.tap("main .ways a[href$='/certificates']")
        self.page.wait_for_url("**/certificates")
        self.picture("certificate-earned", whole=True)
        self.page.locator("form[action$='/certificates/core'] [name=locale]").select_option(self.locale)
        self.learner.tap("form[action$='/certificates/core'] button")
        self.page.wait_for_selector("a[href$='.pdf']")
        self.picture("certificate-held", whole=True)
        with self.page.expect_download() as carried:
            self.learner.tap("a[href$='.pdf']")
        paper = self.folder / carried.value.suggested_filename
        carried.value.save_as(paper)
        assert paper.read_bytes().startswith(b"%PDF")
        picture_of(paper).save(self.pictures.next_path("paper"))
        return paper

    def looks_at_a_large_screen(self) -> None:
        """Open some pages on a desk, for people to look at."""
        page = self.visits.desktop(self.locale)
        for name, path in LARGE.items():
            page.goto(f"/{self.locale}{path}")
            self.pictures.add(page, f"desktop-{name}")

    def leaves(self) -> None:
        """Sign out; the phone shows nothing of the person any more."""
        self.learner.signs_out()
        self.page.goto(f"/{self.locale}/certificates")
        assert self.page.locator("#sign-in").is_visible()
        self.picture("signed-out")

    def is_checked_by_a_stranger(self, paper: Path) -> None:
        """Scan the square, then type number and code in another script, case and spacing."""
        stranger = Stranger(self.visits.phone(self.locale), self.locale)
        signed = unverified(stranger.scans(paper))
        assert signed.number == paper.stem
        printed = {NATIVE, LATIN, signed.number, shown_code(signed.code)}
        stranger.page.wait_for_selector("#result[data-result=test]")
        assert printed <= set(stranger.reads())
        self.pictures.add(stranger.page, "checked", whole=True)
        stranger.types(native_digits(signed.number.lower(), "km"), " ".join(signed.code.lower()))
        assert printed <= set(stranger.reads())
        assert stranger.page.locator(".note.care .badge").text_content() == "SAMPLE"
        self.pictures.add(stranger.page, "checked-by-hand")


@pytest.mark.parametrize("locale", [pytest.param("en", marks=pytest.mark.long), "km"])
def test_a_person_learns_passes_and_holds_a_certificate_that_a_stranger_checks(
    live: Live, visits: Visits, album: Callable[[str], Album], tmp_path: Path, locale: str
) -> None:
    journey = Journey(live, visits, album(locale), locale, tmp_path)
    journey.begins()
    journey.learns()
    number = journey.makes_an_account()
    journey.signs_in_elsewhere(number)
    paper = journey.takes_the_certificate()
    journey.leaves()
    journey.is_checked_by_a_stranger(paper)
    journey.looks_at_a_large_screen()
