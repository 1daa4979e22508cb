"""From the roster to being forgotten, the log tells operators what happened and never to whom."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.core import clock
from app.core.database import db
from app.core.permissions import Role
from app.learners.models import Learner
from app.privacy.applying import apply_terms
from tests.certificates.people import a_programme, complete, core_modules
from tests.learners.people import OTHER_PIN, PIN, a_staff, sign_in, sign_in_staff
from tests.learners.test_logs import everything_said
from tests.rosters.bringing import a_class, bring_in
from tests.rosters.making import as_csv

ROSTER = [["Latin", "Passport", "Phone"], ["MEAS ROTHANA", "N7391QXZ", "012993377"]]


def test_a_whole_journey_leaves_no_name_pin_document_telephone_number_or_code(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    a_programme()
    cohort, trainer = a_class()
    bring_in(cohort, as_csv(ROSTER), trainer)
    learner = db.session.scalars(select(Learner)).one()
    sign_in_staff(client, trainer)
    page = client.post(f"/en/staff/classes/{cohort.id}/people/{learner.id}/new-pin")
    assert page.status_code == 200
    pin = page.text.split('id="new-pin">')[1].split("<")[0]
    client.post("/en/staff/sign-out")
    sign_in(client, learner, pin)
    client.post("/en/me/pin", data={"pin": pin, "new_pin": PIN, "pin_again": PIN})
    complete(learner, core_modules())
    said = [learner.number, learner.shown_number, pin, PIN, OTHER_PIN, "MEAS", "ROTHANA", "N7391QXZ", "1QXZ", "993377"]
    client.get("/en/me/copy")
    client.post("/en/me/copy", data={"pin": OTHER_PIN})
    client.post("/en/me/copy", data={"pin": PIN})
    client.get("/en/me/looks")
    client.post("/en/me/forget", data={"understood": "y", "pin": PIN})
    sign_in_staff(client, a_staff(Role.ADMINISTRATOR))
    client.post("/en/staff/privacy/person", data={"number": learner.number})
    client.post("/en/staff/privacy/person/copy", data={"number": learner.number, "copy_reason": "court"})
    clock.move(timedelta(days=100))
    assert apply_terms()["cooling-off"] == 1
    log = everything_said(caplog)
    assert "privacy.copy" in log
    assert not [word for word in said if word in log]
