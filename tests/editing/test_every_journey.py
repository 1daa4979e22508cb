"""Every card asks for facts on every journey, in every kind of work and language, also after each kind of edit."""

from __future__ import annotations

from itertools import cycle, product

import pytest
from flask.testing import FlaskClient

from app.core.i18n import LOCALES
from app.course.catalogue import Course
from app.course.corridor import Corridor
from app.course.fact_loader import load_facts
from app.course.facts import SITUATION_PLACE, FactBook
from app.course.loader import load_course
from app.course.phones import Who
from app.editing.journeys import Stand, report_on
from app.editing.rules import Edit, revised
from app.editing.watch import PAIRS, spots_by_placeholder
from tests.editing import edits
from tests.editing.edits import ROOT, SECTORS, TODAY

KINDS = ("none", "check", "change", "retire", "restore", "note")


@pytest.fixture(scope="module")
def book() -> FactBook:
    return load_facts(ROOT, SECTORS)


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT)


def after(book: FactBook, kind: str) -> FactBook:
    """Make one edit of a kind to every fact that learners see."""
    found: list[Edit] = []
    for fact in book.shown():
        match kind:
            case "check":
                found.append(edits.check(book, fact.id))
            case "change":
                found.append(edits.change(book, fact.id, text=f"{fact.text} So it is now.", texts={}))
            case "retire" | "restore":
                found.append(edits.retire(book, fact.id))
            case "note":
                found.append(edits.note(book, fact.id))
        if kind == "restore":
            found.append(edits.restore(book, fact.id, 2))
    return revised(book, found)


@pytest.mark.parametrize(
    "kind", [kind if kind == "change" else pytest.param(kind, marks=pytest.mark.long) for kind in KINDS]
)
def test_every_card_has_an_answer_on_every_journey(book: FactBook, course: Course, kind: str) -> None:
    edited, names = after(book, kind), [*spots_by_placeholder(course), SITUATION_PLACE]
    for pair, sector, locale, name in product(PAIRS, SECTORS, LOCALES, names):
        corridor = Corridor(pair.origin, pair.destination, sector)
        found = edited.resolve(name, corridor, locale.tag, TODAY)
        assert found.label.text
        assert found.facts or (found.fallback and found.fallback.text)
        assert all(fact.text.text and fact.source.url for fact in found.facts)
        assert not (kind == "retire" and found.facts)


def test_warnings_come_first_in_whatever_they_stand(book: FactBook) -> None:
    for kind in ("none", "check", "change"):
        edited = after(book, kind)
        for corridor in PAIRS:
            for name in edited.placeholders:
                facts = edited.resolve(name, corridor, "en", TODAY).facts
                lives = [edited.facts[fact.id].shelf_life == "situation" for fact in facts]
                assert lives == sorted(lives, reverse=True)


def test_charities_stand_before_the_police_and_the_embassy(book: FactBook) -> None:
    for corridor in PAIRS:
        for name in book.placeholders:
            facts = [book.facts[fact.id] for fact in book.resolve(name, corridor, "en", TODAY).facts]
            feared = [index for index, fact in enumerate(facts) if fact.who & {Who.POLICE, Who.EMBASSY}]
            friends = [index for index, fact in enumerate(facts) if fact.who & {Who.CHARITY, Who.UNION}]
            assert not feared or not friends or min(friends) < min(feared)


def test_a_report_orders_what_is_lacking_by_risk(book: FactBook) -> None:
    report = report_on(book, Corridor("KH", "TH"), "en", TODAY)
    risks = [one.placeholder.risk for one in report.lacking]
    assert risks == sorted(risks)
    assert "pair.embassy" in [one.placeholder.name for one in report.missing_help]
    assert [fact.id for one in report.lacking for fact in one.held_back if one.placeholder.name == "pair.embassy"] == [
        "kh.embassy.bangkok"
    ]
    assert report.warnings[0].id == "kh.th.border_closed"
    assert sum(report.count(stand) for stand in Stand) == len(report.answers) == len(book.placeholders) - 1


def test_pages_of_every_journey_are_drawn(client: FlaskClient, course: Course) -> None:
    spots = cycle([spot for found in spots_by_placeholder(course).values() for spot in found])
    locales = cycle([locale.tag for locale in LOCALES])
    for corridor in PAIRS:
        locale, spot = next(locales), next(spots)
        journey = {"origin": corridor.origin, "destination": corridor.destination, "sector": "farm"}
        assert client.post(f"/{locale}/journey", data=journey).status_code == 302
        card = f"/{locale}/course/{spot.module.slug}/{spot.lesson.number}/{spot.card.number}"
        assert {client.get(f"/{locale}/help").status_code, client.get(card).status_code} == {200}
