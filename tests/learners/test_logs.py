"""Logs tell operators what happened and never to whom."""

from __future__ import annotations

import logging

import pytest
from flask.testing import FlaskClient

from app.core.permissions import Role
from app.learners import services
from app.learners.models import Learner
from tests.learners.people import OTHER_PIN, PASSWORD, PIN, a_learner, a_staff, join, sign_in, sign_in_staff


def everything_said(caplog: pytest.LogCaptureFixture) -> str:
    return "\n".join([caplog.text, *(str(record.__dict__) for record in caplog.records)])


def assert_silent(caplog: pytest.LogCaptureFixture, learner: Learner) -> None:
    said = everything_said(caplog)
    assert "learners." in said
    secret = (learner.number, learner.shown_number, PIN, OTHER_PIN, "CHANTHOU", "ចាន់ធូ", "សុខ", PASSWORD)
    assert not [word for word in secret if word in said]


def test_joining_signing_in_and_mistyping_leave_no_name_number_or_pin(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    join(client, "សុខ ចាន់ធូ", "SOK CHANTHOU")
    client.post("/en/me/names", data={"name_native": "ចាន់ធូ", "name_latin": "CHANTHOU"})
    client.post("/en/me/pin", data={"pin": OTHER_PIN, "new_pin": PIN, "pin_again": PIN})
    client.get("/en/me/number")
    client.post("/en/sign-out")
    learner = a_learner()
    for pin in (OTHER_PIN,) * 7:
        sign_in(client, learner, pin)
    client.get(f"/en/sign-in?next=/en/me?number={learner.number}")
    assert_silent(caplog, learner)


def test_the_trainers_desk_leaves_none_either(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    learner = a_learner()
    sign_in_staff(client, a_staff(Role.TRAINER))
    client.post("/en/staff/learner", data={"number": learner.number})
    shown = client.post("/en/staff/learner/new-pin", data={"number": learner.number})
    pin = shown.text.split('id="new-pin">')[1].split("<")[0]
    sign_in(client, learner, pin)
    assert pin not in everything_said(caplog)
    assert_silent(caplog, learner)


def test_a_fault_in_the_middle_of_joining_is_logged_without_what_was_typed(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_names: str) -> None:
        raise ValueError("SOK CHANTHOU 482915")

    monkeypatch.setattr(services, "search_key", fail)
    assert join(client, "សុខ ចាន់ធូ", "SOK CHANTHOU").status_code == 500
    said = everything_said(caplog)
    assert "CHANTHOU" not in said
    assert PIN not in said
