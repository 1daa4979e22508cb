"""What a leaflet says: the course's own words, and of a journey only what is known, fresh and named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from app.course.catalogue import CardKind
from app.course.corridor import Corridor
from app.course.queries import course, facts
from app.handouts.calls import calls_of
from app.handouts.leaflet import FactLine, Leaflet
from tests.handouts.leaflets import CHECKED, SLUGS, TAGS, THERE, said


@pytest.fixture(autouse=True)
def at_work(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def facts_of(leaflet: Leaflet) -> list[FactLine]:
    return [fact for part in leaflet.parts for line in part.lines for fact in line.facts]


@pytest.mark.parametrize("slug", sorted(set(SLUGS)))
def test_every_card_of_a_module_is_on_its_leaflet(slug: str) -> None:
    leaflet, module = said(slug, "en"), course().module(slug)
    cards = [[card for card in lesson.cards if card.kind is not CardKind.FACTS] for lesson in module.lessons]
    lines = [[line for line in part.lines if line.kind != CardKind.FACTS] for part in leaflet.parts]
    assert list(map(len, lines)) == list(map(len, cards))
    assert leaflet.must_know is not None
    assert len(leaflet.outcomes) == len(module.outcomes)


def test_each_lesson_ends_with_one_thing_to_do_now() -> None:
    for tag in TAGS:
        for part in said("rights", tag).parts:
            assert [line.kind for line in part.lines].count("do-now") == 1


def test_without_a_journey_it_says_what_to_ask_and_claims_nothing() -> None:
    leaflet = said("contract", "en")
    asks = [ask.text for part in leaflet.parts for line in part.lines for ask in line.asks]
    assert "Minimum wage" in asks
    assert facts_of(leaflet) == []
    assert leaflet.news == ()
    assert leaflet.day is None
    assert leaflet.help_box is not None and leaflet.help_box.calls == ()


def test_a_fact_of_the_journey_comes_with_its_source_and_day() -> None:
    leaflet = said("contract", "km", THERE)
    assert facts_of(leaflet)
    assert all(fact.source in leaflet.sources for fact in facts_of(leaflet))
    assert all(source[-10:-6].isdigit() for source in leaflet.sources)
    assert leaflet.day == CHECKED


def test_what_is_stale_stays_off_the_paper() -> None:
    late = said("contract", "en", THERE, CHECKED + timedelta(days=3000))
    assert all(
        fact.text.text not in {one.text.text for one in late.news} for fact in said("contract", "en", THERE).news
    )
    assert len(facts_of(late)) < len(facts_of(said("contract", "en", THERE)))


def test_a_leaflet_speaks_its_own_language_whoever_prints_it(app: Flask) -> None:
    with app.test_request_context("/en/staff/handouts"):
        leaflet = said("contract", "vi")
    assert leaflet.words["draft"] != said("contract", "en").words["draft"]
    assert leaflet.address.endswith("/vi/course/contract")


@pytest.mark.parametrize(
    "journey", [("KH", "TH"), ("MM", "MY"), ("VN", "TW"), ("LA", "TH"), ("TH", "KR"), ("CN", "SG")]
)
def test_no_number_stands_without_its_country(journey: tuple[str, str]) -> None:
    countries = {facts().word("countries", code, "my").text for code in journey}
    calls = calls_of(Corridor(*journey), "my", CHECKED)
    assert calls
    assert all(call.country.text in countries for call in calls)
    assert all(sign.isascii() for call in calls for sign in call.number)


def test_emergency_numbers_come_first_and_a_charity_before_police_and_embassy() -> None:
    calls = calls_of(THERE, "en", CHECKED)
    places = [call.is_emergency for call in calls]
    assert places == sorted(places, reverse=True) and any(places)
    who = [part.text for call in calls if not call.is_emergency for part in call.about]
    assert who.index("Charity") < min(
        (who.index(one) for one in who if one.startswith(("Embassy", "Police"))), default=99
    )


def test_each_number_stands_once() -> None:
    numbers = [(call.number, call.country) for call in calls_of(THERE, "km", CHECKED)]
    assert len(set(numbers)) == len(numbers)
