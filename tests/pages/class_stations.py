"""The pages of a class: what its trainer, its agency and those who join it meet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from flask import Flask

from app.accounts.models import Staff
from app.accounts.queries import staff_by_username
from app.cohorts.models import Cohort
from app.cohorts.queries import members_of
from app.cohorts.services import add_member
from app.core import clock
from app.core.database import db
from app.dashboard.demo import STAFF, demo_sign_ins
from app.learners.cards import keep_cards, new_card_key
from app.learners.enrolling import Told, enrol
from tests.pages.class_desk_stations import desk_stations
from tests.pages.visitor import Answer, Visitor

NATIVE, LATIN, PIN = "សុខ ចាន់ធូ", "SOK CHANTHOU", "482915"


def class_stations(app: Flask, locale: str) -> Iterator[tuple[str, Answer]]:
    """Open a class, plan it, fill it and close it; then join one, by code and by card."""
    yield from _Class(app, locale).all()


class _Class:
    def __init__(self, app: Flask, locale: str) -> None:
        self.app, self.locale = app, locale
        self.trainer = self.signed_in("trainer")
        self.page = ""
        self.code = ""

    def signed_in(self, who: str) -> Visitor:
        with self.app.app_context():
            entry = next(one for one in demo_sign_ins() if one.who == who)
        assert entry.name == STAFF[who][0]
        visitor = Visitor(self.app, self.locale)
        visitor.sends(visitor.goes_to("/staff/sign-in"), username=entry.name, password=entry.secret)
        return visitor

    def all(self) -> Iterator[tuple[str, Answer]]:
        yield "my classes", self.trainer.goes_to("/staff/classes")
        yield from self.opening()
        yield from self.planning()
        yield from self.joining()
        yield from self.leading()
        yield from self.cards()
        yield from desk_stations(self.app, self.locale, self.trainer, self.page, self.signed_in("ministry officer"))
        yield from self.agency()
        yield from self.closing()

    def opening(self) -> Iterator[tuple[str, Answer]]:
        form = self.trainer.goes_to("/staff/classes/new")
        yield "new class", form
        yield "new class refused", self.trainer.sends(form, title="", ends_on="x", origin="KH", award=[])
        last = str(clock.today() + timedelta(days=30))
        opened = self.trainer.sends(
            form, title="ក្រុមថ្ងៃចន្ទ", award="core", language="km", origin="KH", destination="TH", ends_on=last
        )
        self.page = opened.address.removeprefix(f"/{self.locale}")
        yield "empty class", opened

    def planning(self) -> Iterator[tuple[str, Answer]]:
        plan = self.trainer.goes_to(f"{self.page}/plan")
        yield "plan proposed", plan
        yield "plan refused", self.trainer.sends(plan, "/plan", weekdays=[])
        yield "plan", self.trainer.sends(plan, "/plan")
        session = self.trainer.goes_to(f"{self.page}/plan/1")
        yield "session", session
        yield "session refused", self.trainer.sends(session, begins="11:00", ends="08:00")
        yield "session cancelled", self.trainer.sends(session, "/cancel")
        yield "new session", self.trainer.goes_to(f"{self.page}/plan/new")

    def joining(self) -> Iterator[tuple[str, Answer]]:
        poster = self.trainer.goes_to(f"{self.page}/poster")
        yield "how people join", poster
        with self.app.app_context():
            cohort = db.session.get_one(Cohort, self.cohort_id)
            self.code = cohort.code
        me = Visitor(self.app, self.locale)
        yield "class by code", me.goes_to("/class")
        yield "class unknown", me.goes_to("/class/ZZZZZZ")
        offer = me.goes_to(f"/class/{self.code}")
        yield "class offered", offer
        names = me.sends(offer, self.code)
        yield "join for a class", names
        me.sends(me.sends(names, name_native=NATIVE, name_latin=LATIN), "/join", new_pin=PIN, pin_again=PIN)
        yield "class joined", me.goes_to(f"/class/{self.code}")
        other = Visitor(self.app, self.locale)
        other.joins()
        yield "class offered to a learner", other.goes_to(f"/class/{self.code}")

    def leading(self) -> Iterator[tuple[str, Answer]]:
        yield "class", self.trainer.goes_to(self.page)
        trainers = self.trainer.goes_to(f"{self.page}/trainers")
        yield "trainers", trainers
        yield "trainers refused", self.trainer.sends(trainers, "/trainers", username="nobody")
        yield "agencies", self.trainer.sends(trainers, "/agencies", agency=STAFF["agency"][0])
        with self.app.app_context():
            learner = members_of(db.session.get_one(Cohort, self.cohort_id))[0].learner.id
        yield "person of a class", self.trainer.goes_to(f"{self.page}/people/{learner}")

    def cards(self) -> Iterator[tuple[str, Answer]]:
        yield "cards", self.trainer.goes_to(f"{self.page}/cards")
        key = self.card()
        holder = Visitor(self.app, self.locale)
        first = holder.goes_to(f"/card/{key}")
        yield "first pin", first
        yield "first pin refused", holder.sends(first, new_pin="111111", pin_again="1")
        holder.sends(first, new_pin=PIN, pin_again=PIN)
        yield "sign in with a card", Visitor(self.app, self.locale).goes_to(f"/card/{key}")
        yield "card of nobody", holder.goes_to(f"/card/{new_card_key()}")

    def card(self) -> str:
        """Write a person down for the class and make them a card."""
        key = new_card_key()
        with self.app.app_context():
            cohort = db.session.get_one(Cohort, self.cohort_id)
            learner = enrol(people=[Told(native=NATIVE, latin=LATIN)], locale="km")[0]
            member = add_member(cohort=cohort, learner=learner)
            trainer = self.lead()
            keep_cards(keys={member.learner_id: key}, by=trainer)
        return key

    def lead(self) -> Staff:
        return staff_by_username(STAFF["trainer"][0])

    def agency(self) -> Iterator[tuple[str, Answer]]:
        agency = self.signed_in("agency")
        yield "sent", agency.goes_to("/staff/sent")
        yield "people sent", agency.goes_to(f"/staff/sent/{self.cohort_id}")

    def closing(self) -> Iterator[tuple[str, Answer]]:
        change = self.trainer.goes_to(f"{self.page}/change")
        yield "change the class", change
        yield "closed class", self.trainer.sends(change, "/close")
        reopen = self.trainer.goes_to(f"{self.page}/reopen")
        yield "open the class again", reopen
        yield "opened without a reason", self.trainer.sends(reopen, why=" ")
        yield "closed class offered", Visitor(self.app, self.locale).goes_to(f"/class/{self.code}")

    @property
    def cohort_id(self) -> int:
        """Read the id of the class in its address."""
        return int(self.page.rsplit("/", 1)[1])
