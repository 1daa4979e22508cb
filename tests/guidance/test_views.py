"""Numbers to call: for this journey, charities before embassy and police, never without their country."""

from __future__ import annotations

from flask.testing import FlaskClient


def help_page(client: FlaskClient, origin: str, destination: str) -> str:
    client.post("/en/journey", data={"origin": origin, "destination": destination})
    return client.get("/en/help").text


def test_without_a_journey_the_page_asks_for_one(client: FlaskClient) -> None:
    assert "Say where you are from and where you go" in client.get("/en/help").text


def test_charities_stand_before_the_government_and_the_embassy(client: FlaskClient) -> None:
    page = help_page(client, "VN", "TH")
    assert page.index("Charities and help centres") < page.index("Government help lines") < page.index("Your embassy")


def test_the_situation_stands_first(client: FlaskClient) -> None:
    page = help_page(client, "KH", "TH")
    assert page.index("News you must know") < page.index("In danger now")


def test_numbers_can_be_touched_and_say_their_country_source_and_day(client: FlaskClient) -> None:
    page = help_page(client, "KH", "TH")
    assert 'href="tel:191"' in page
    assert "Thailand" in page
    assert "Last checked: 21 November 2026" in page


def test_the_lao_police_number_never_stands_without_its_country(client: FlaskClient) -> None:
    page = help_page(client, "LA", "TH")
    for part in page.split("1191")[1:]:
        assert "Lao PDR" in part[:400]
