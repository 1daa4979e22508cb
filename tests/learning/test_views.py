"""Reading cards: progress is kept after each, with an account and without; pages are revalidated, not sent again."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.core.i18n import LOCALES, Locale
from app.course.queries import course
from app.course.rules import spots

CARD = "/en/course/contract/1/1"


def test_a_lesson_goes_on_at_the_first_unseen_card(client: FlaskClient) -> None:
    assert client.get("/en/course/contract/1").location.endswith("/contract/1/1")
    client.get(CARD)
    client.get("/en/course/contract/1/2")
    assert client.get("/en/course/contract/1").location.endswith("/contract/1/3")


def test_progress_shows_on_the_module_page_without_an_account(client: FlaskClient) -> None:
    client.get(CARD)
    assert "1 of 7 cards" in client.get("/en/course/contract").text


def test_a_page_fetched_in_advance_was_not_seen(client: FlaskClient) -> None:
    client.get(CARD, headers={"Sec-Purpose": "prefetch"})
    assert "1 of 7 cards" not in client.get("/en/course/contract").text


def test_the_same_page_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get(CARD)
    again = client.get(CARD, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_readers_of_two_journeys_get_two_pages(client: FlaskClient) -> None:
    page = "/en/course/contract/2/3"
    before = client.get(page).headers["ETag"]
    client.post("/en/journey", data={"origin": "KH", "destination": "MY", "sector": "factory"})
    assert client.get(page).headers["ETag"] != before


def test_a_journey_home_is_refused_in_words(client: FlaskClient) -> None:
    answer = client.post("/en/journey", data={"origin": "TH", "destination": "TH"})
    assert answer.status_code == 200
    assert "Please choose another country than your own" in answer.text


def test_the_situation_comes_before_the_facts(client: FlaskClient) -> None:
    client.post("/en/journey", data={"origin": "KH", "destination": "TH"})
    page = client.get("/en/course/contract/2/3").text
    assert page.index("News you must know") < page.index('class="fact')
    assert "Last checked" in page
    assert "Source" in page


def test_without_a_journey_a_fact_asks_for_one(client: FlaskClient) -> None:
    page = client.get("/en/course/contract/2/3").text
    assert "Choose where you come from" in page
    assert "/en/journey" in page


@pytest.mark.parametrize(
    "address", ["/en/course/nothing", "/en/course/contract/9/1", "/en/course/contract/1/99", "/xx/course"]
)
def test_what_does_not_exist_says_so_in_words(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Page not found" in answer.text


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.tag)
def test_every_card_of_the_course_can_be_read(client: FlaskClient, locale: Locale) -> None:
    tag = locale.tag
    client.post(f"/{tag}/journey", data={"origin": "KH", "destination": "TH", "sector": "fishing"})
    for module in course().modules:
        for spot in spots(module)[:: 1 if tag in ("en", "km") else 9]:
            answer = client.get(f"/{tag}/course/{module.slug}/{spot.lesson.number}/{spot.card.number}")
            assert answer.status_code == 200, spot.card.key
            assert "{{" not in answer.text


def test_copied_text_of_a_khmer_page_holds_no_marks(client: FlaskClient) -> None:
    page = client.get("/km/course/contract/1/1").text
    assert "<wbr>" in page
    assert "\u200b" not in page
