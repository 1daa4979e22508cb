"""Every page a learner, a checker or a newcomer to the staff may meet, in each state it can be in.

One person walks through all of them with a text browser; what the server answered is kept under a name, for tests of
the craft of pages and for the real browser, which shows the same answers again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

from flask import Flask

from app.certificates.models import CertificateRequest
from app.certificates.numbering import Number
from app.certificates.queries import held_by
from app.certificates.statement import Statement
from app.core import clock
from app.core.database import db, unit_of_work
from app.core.permissions import Role
from app.course.catalogue import Course, QuestionKind
from app.learners.queries import learner_by_number
from app.learning.services import record_seen
from app.programme.rules import Award
from app.quizzes.queries import attempt_by_token
from app.quizzes.rules import PAUSE
from app.quizzes.services import draw_of
from app.web.errors import problem_page
from tests.certificates.people import core_modules, passed
from tests.learners.people import PASSWORD, a_staff
from tests.pages.class_stations import class_stations
from tests.pages.markup import read
from tests.pages.visitor import Answer, Visitor

Stations = dict[str, Answer]
NATIVE, LATIN, PIN = "សុខ ចាន់ធូ", "SOK CHANTHOU", "482915"
CORE, OTHER = "contract", "decide"
FACTS = "/course/contract/2/3"
WRONG = "wrong"


def walk(app: Flask, locale: str) -> Stations:
    """Walk through all pages in one language."""
    return dict(_Walk(app, locale).all())


class _Walk:
    def __init__(self, app: Flask, locale: str) -> None:
        self.app, self.locale = app, locale
        self.course: Course = app.extensions["course"]
        self.me = Visitor(app, locale)
        self.number = ""

    def all(self) -> Iterator[tuple[str, Answer]]:
        """Go through the pages in the order in which a person might."""
        yield from self.beginning()
        yield from self.reading()
        yield from self.check_before()
        yield from self.quiz()
        yield from self.joining()
        yield from self.own_pages()
        yield from self.certificates()
        yield from self.deciding()
        yield from self.requests()
        yield from self.signing_in()
        yield from self.checking()
        yield from class_stations(self.app, self.locale)
        yield from self.problems()

    def beginning(self) -> Iterator[tuple[str, Answer]]:
        yield "languages", self.me.goes_to("//languages")
        yield "home", self.me.goes_to("/")
        yield "help before a journey", self.me.goes_to("/help")
        yield "course before a journey", self.me.goes_to("/course")
        yield "facts before a journey", self.me.goes_to(FACTS)
        journey = self.me.goes_to("/journey")
        yield "journey", journey
        yield "journey home", self.me.sends(journey, origin="TH", destination="TH")
        yield "course", self.me.sends(journey, origin="KH", destination="TH", sector="home")
        yield "help", self.me.goes_to("/help")
        yield "home, begun", self.me.goes_to("/")

    def reading(self) -> Iterator[tuple[str, Answer]]:
        yield "core module", self.me.goes_to(f"/course/{CORE}")
        yield "other module", self.me.goes_to(f"/course/{OTHER}")
        yield "first card", self.me.goes_to(f"/course/{CORE}/1/1")
        yield "facts", self.me.goes_to(FACTS)
        last = self.course.module(CORE).lessons[-1]
        yield "last card", self.me.goes_to(f"/course/{CORE}/{last.number}/{last.cards[-1].number}")

    def check_before(self) -> Iterator[tuple[str, Answer]]:
        check = self.me.goes_to("/check/before")
        yield "check", check
        first = self.me.sends(check)
        yield "question of the check", first
        yield "check counted", self.answers_all(first, right=False)

    def quiz(self) -> Iterator[tuple[str, Answer]]:
        intro = self.me.goes_to(f"/course/{CORE}/quiz")
        yield "quiz", intro
        first = self.me.sends(intro)
        yield "question refused", self.me.sends(first, option=[])
        yield from self.questions(first)
        yield "nothing answered", self.me.goes_to(_path(first).rsplit("/", 1)[0])
        yield "not yet", self.answers_all(first, right=False)
        yield "quiz begun", self.begun(intro)
        self.answers_all(self.me.sends(intro), right=False)
        yield "rest", self.me.goes_to(f"/course/{CORE}/quiz")
        clock.move(PAUSE + timedelta(seconds=1))
        first = self.me.sends(intro)
        yield "passed", self.answers_all(first, right=True)

    def begun(self, intro: Answer) -> Answer:
        self.me.sends(intro)
        return self.me.goes_to(f"/course/{CORE}/quiz")

    def questions(self, first: Answer) -> Iterator[tuple[str, Answer]]:
        """Show one question of each kind, where the draw has it."""
        for number, question in enumerate(self.drawn(first), 1):
            asked = self.course.question(question)
            page = self.me.goes_to(f"{_path(first).rsplit('/', 1)[0]}/{number}")
            if asked.must_know:
                yield "star question", page
            elif asked.kind is QuestionKind.TWO:
                yield "question for two", page
            else:
                yield "question", page

    def drawn(self, page: Answer) -> list[str]:
        with self.app.app_context():
            attempt = attempt_by_token(page.address.split("/quiz/")[1].split("/")[0])
            assert attempt
            return [drawn.question for drawn in draw_of(attempt)]

    def answers_all(self, first: Answer, *, right: bool) -> Answer:
        """Answer every question and send the quiz."""
        page = first
        for question in map(self.course.question, self.drawn(first)):
            wrong = [option for option in question.options if option not in question.right]
            options = list(question.right) if right else [*wrong, *question.right][: len(question.right)]
            page = self.me.sends(page, option=options)
        return self.me.sends(page)

    def joining(self) -> Iterator[tuple[str, Answer]]:
        names = self.me.goes_to("/join")
        yield "join", names
        yield "join refused", self.me.sends(names, name_native="", name_latin=NATIVE)
        yield "join in doubt", self.me.sends(names, name_native="Sok 7")
        pin = self.me.sends(names, name_native=NATIVE, name_latin=LATIN)
        yield "pin", pin
        yield "pin refused", self.me.sends(pin, new_pin="123456", pin_again="123456")
        number = self.me.sends(pin, new_pin=PIN, pin_again=PIN)
        self.number = next(one.text for one in number.page.every("bdi"))
        yield "number", number

    def own_pages(self) -> Iterator[tuple[str, Answer]]:
        yield "home, signed in", self.me.goes_to("/")
        yield "course, signed in", self.me.goes_to("/course")
        yield "me", self.me.goes_to("/me")
        names = self.me.goes_to("/me/names")
        yield "my names", names
        yield "my names refused", self.me.sends(names, name_native="😀", name_latin="")
        pin = self.me.goes_to("/me/pin")
        yield "my pin", pin
        yield "my pin refused", self.me.sends(pin, pin="111111", new_pin="12", pin_again="1")

    def certificates(self) -> Iterator[tuple[str, Answer]]:
        yield "no certificate yet", self.me.goes_to("/certificates")
        self.completes_the_core()
        earned = self.me.goes_to("/certificates")
        yield "certificate earned", earned
        yield "certificate held", self.me.sends(earned, "/core")
        self.passes_everything()
        yield "course, all done", self.me.goes_to("/course")
        check = self.me.goes_to("/check/after")
        yield "check after", check
        yield "check after counted", self.answers_all(self.me.sends(check), right=True)

    def deciding(self) -> Iterator[tuple[str, Answer]]:
        """Go through the life of the certificate as two officers see it, to its replacement."""
        one, other, number = self.officer(), self.officer(), self.paper().number
        yield "find a certificate", one.goes_to("/staff/certificates/")
        yield "no such certificate", one.goes_to(f"/staff/certificates/?number={Number('XX-TEST', 26, 9_999_999)}")
        life = one.goes_to(f"/staff/certificates/{number}")
        yield "life", life
        yield "new one refused", one.sends(life, "/replace")
        yield "taking back refused", one.sends(life, "/revoked")
        yield "waits for another", one.sends(life, "/revoked", **{"revoked-reason": "issued-in-error"})
        yield "find, one waits", other.goes_to("/staff/certificates/")
        waiting = other.goes_to(f"/staff/certificates/{number}")
        yield "waits for me", waiting
        taken_back = other.sends(waiting, "/confirm")
        yield "taken back", taken_back
        yield "my certificate, taken back", self.me.goes_to("/certificates")
        other.sends(taken_back, "/reinstated", **{"reinstated-reason": "revoked-in-error"})
        again = one.sends(one.goes_to(f"/staff/certificates/{number}"), "/confirm")
        yield "counts again", again
        yield "life of the new one", one.sends(again, "/replace", **{"superseded-reason": "lost-paper"})
        yield "replaced", one.goes_to(f"/staff/certificates/{number}")
        yield "my certificate, replaced", self.me.goes_to("/certificates")

    def requests(self) -> Iterator[tuple[str, Answer]]:
        """Have a request wait, as it does where officers approve, and say no to it."""
        officer, waiting = self.officer(), self.a_request()
        yield "requests", officer.goes_to("/staff/requests")
        yield "my request", self.me.goes_to("/certificates")
        decline = officer.goes_to(f"/staff/requests/{waiting}/decline")
        yield "decline", decline
        yield "decline refused", officer.sends(decline)
        yield "declined", officer.sends(decline, reason="names")

    def officer(self) -> Visitor:
        """Let an officer sign in."""
        with self.app.app_context():
            username = a_staff(Role.OFFICER).username
        officer = Visitor(self.app, self.locale)
        officer.sends(officer.goes_to("/staff/sign-in"), username=username, password=PASSWORD)
        return officer

    def a_request(self) -> int:
        """Ask for the full certificate without tapping through the course."""
        with self.app.app_context(), unit_of_work():
            learner = learner_by_number(self.number.replace("-", ""))
            assert learner
            request = CertificateRequest(
                learner_id=learner.id,
                kind=Award.FULL.value,
                locale=self.locale,
                help_lines=True,
                asked_at=clock.now(),
            )
            db.session.add(request)
            db.session.flush()
            return request.id

    def passes_everything(self) -> None:
        """Have the person pass every quiz without tapping through them."""
        with self.app.app_context():
            learner = learner_by_number(self.number.replace("-", ""))
            assert learner
            for module in self.course.modules:
                passed(learner, module)

    def completes_the_core(self) -> None:
        """Have the person read and pass the core modules without tapping through them."""
        with self.app.app_context():
            learner = learner_by_number(self.number.replace("-", ""))
            assert learner
            for module in core_modules():
                seen = {lesson.key: [card.id for card in lesson.cards] for lesson in module.lessons}
                record_seen(learner=learner, course_version=self.course.version, lessons=seen)
                passed(learner, module)

    def paper(self) -> Statement:
        with self.app.app_context():
            learner = learner_by_number(self.number.replace("-", ""))
            assert learner
            return Statement.from_json(held_by(learner)[0].certificate.statement)

    def signing_in(self) -> Iterator[tuple[str, Answer]]:
        other = Visitor(self.app, self.locale)
        sign_in = other.goes_to("/sign-in")
        yield "sign in", sign_in
        yield "sign in refused", other.sends(sign_in, number=self.number, pin="730264")
        yield "sign in, sent from a page", other.goes_to("/me")
        names = self.me.goes_to("/me/names")
        clock.move(timedelta(minutes=31))
        yield "locked", self.me.sends(names)
        yield "staff sign-in", other.goes_to("/staff/sign-in")

    def checking(self) -> Iterator[tuple[str, Answer]]:
        form = self.me.goes_to("/verify")
        yield "form to check", form
        yield "check refused", self.me.sends(form, number="XX-TEST", code="1")
        yield "check in vain", self.me.sends(form, number=str(Number("XX-TEST", 26, 9_999_999)), code="7Q4F-2M9X")
        paper = self.paper()
        yield "checked", self.me.sends(form, number=paper.number, code=paper.code)

    def problems(self) -> Iterator[tuple[str, Answer]]:
        yield "not found", self.me.goes_to("/nothing")
        yield "send again", self.me.sends(self.me.goes_to("/sign-in"), csrf_token=WRONG)
        for status in (HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
            yield status.phrase.lower(), self.problem(status)

    def problem(self, status: HTTPStatus) -> Answer:
        """Draw the page of a fault that is hard to bring about."""
        address = f"/{self.locale}/me"
        with self.app.test_request_context(address):
            html = problem_page(status).get_data(as_text=True)
        return Answer(status, address, html, read(html))


def _path(answer: Answer) -> str:
    """Give an address without its language."""
    return "/" + answer.address.split("/", 2)[2]
