"""Who may open which page of the reviewers: one table, asked of the running application."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.core.permissions import Role
from tests.accounts.test_roles import ASKED, IN, PEOPLE, REFUSED, arrive_as
from tests.reviewing.people import CARD

PAGES = ("/", "/km", "/km/contract", "/km/contract/1", f"/km/text/{CARD}")
ACTS = ("accept", "suggest", "comment", "back-translate", "take/1", "decline/1", "withdraw/1")


def wanted(who: str) -> int:
    return {"nobody": ASKED, "learner": ASKED, Role.REVIEWER: IN}.get(who, REFUSED)


@pytest.mark.parametrize("who", PEOPLE)
def test_reviewers_alone_read_the_texts(client: FlaskClient, who: str) -> None:
    arrive_as(client, who)
    found = {page: client.get(f"/en/staff/review{page}").status_code for page in PAGES}
    assert found == dict.fromkeys(PAGES, wanted(who))


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_reviews_a_language_they_were_not_given(client: FlaskClient, who: str) -> None:
    arrive_as(client, who)
    digests = {"source": "0" * 64, "own": "0" * 64}
    found = {act: client.post(f"/en/staff/review/km/{act}/{CARD}", data=digests).status_code for act in ACTS}
    ticked = {"right": f"{CARD}|{'0' * 64}|{'0' * 64}"}
    found["sheet"] = client.post("/en/staff/review/km/contract/2", data=ticked).status_code
    assert set(found.values()) == {ASKED if who in ("nobody", "learner") else REFUSED}
