"""The journey chosen on a phone goes into the account made there, where the certificate reads it."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from app.learners.models import Learner
from tests.learners.people import join, sign_in

Db = scoped_session[Session]
JOURNEY = {"origin": "KH", "destination": "TH", "sector": "home"}
OTHER_JOURNEY = {"origin": "KH", "destination": "MY", "sector": "farm"}


def journeys_kept(session: Db) -> list[tuple[str | None, str | None, str | None]]:
    session.expire_all()
    return [(one.origin, one.destination, one.sector) for one in session.query(Learner)]


def test_a_journey_chosen_before_joining_is_kept_on_the_account(client: FlaskClient, session: Db) -> None:
    client.post("/en/journey", data=JOURNEY)
    join(client)
    assert journeys_kept(session) == [("KH", "TH", "home")]


def test_who_skipped_the_journey_has_none_on_the_account(client: FlaskClient, session: Db) -> None:
    join(client)
    assert journeys_kept(session) == [(None, None, None)]


def test_the_account_s_own_journey_holds_on_a_phone_where_another_was_chosen(client: FlaskClient, session: Db) -> None:
    client.post("/en/journey", data=JOURNEY)
    join(client)
    client.post("/en/sign-out")
    client.post("/en/journey", data=OTHER_JOURNEY)
    sign_in(client, session.query(Learner).one(), add_unsaved="y")
    assert journeys_kept(session) == [("KH", "TH", "home")]
    page = client.get("/en/journey").text
    assert re.search(r'value="TH" checked|checked[^>]*value="TH"', page)
    assert not re.search(r'value="MY" checked|checked[^>]*value="MY"', page)
