"""Who may open which page: one table, asked of the running application."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.core.permissions import Role
from tests.learners.people import a_learner, a_staff, sign_in, sign_in_staff
from tests.sampling import sampled

IN, ASKED, REFUSED = 200, 302, 403
PEOPLE = ("nobody", "learner", Role.TRAINER, Role.REVIEWER, Role.EDITOR, Role.OFFICER, Role.ADMINISTRATOR)
TABLE = {
    # address                  nobody learner  trainer  reviewer editor   officer  administrator
    "/en/join":               (IN,      302,     IN,      IN,      IN,      IN,      IN),
    "/en/sign-in":            (IN,      IN,      IN,      IN,      IN,      IN,      IN),
    "/en/me":                 (ASKED,   IN,      ASKED,   ASKED,   ASKED,   ASKED,   ASKED),
    "/en/me/number":          (ASKED,   IN,      ASKED,   ASKED,   ASKED,   ASKED,   ASKED),
    "/en/me/names":           (ASKED,   IN,      ASKED,   ASKED,   ASKED,   ASKED,   ASKED),
    "/en/me/pin":             (ASKED,   IN,      ASKED,   ASKED,   ASKED,   ASKED,   ASKED),
    "/en/staff/":             (ASKED,   ASKED,   IN,      IN,      IN,      IN,      IN),
    "/en/staff/sign-in":      (IN,      IN,      302,     302,     302,     302,     302),
    "/en/staff/learner":      (ASKED,   ASKED,   IN,      REFUSED, REFUSED, REFUSED, REFUSED),
    "/en/staff/audit":        (ASKED,   ASKED,   REFUSED, REFUSED, REFUSED, IN,      IN),
    "/en/staff/password":     (ASKED,   ASKED,   IN,      IN,      IN,      IN,      IN),
    "/en/staff/second-factor": (302,     302,     IN,      IN,      IN,      IN,      IN),
    "/en/staff/recovery-codes": (ASKED,   ASKED,   IN,      IN,      IN,      IN,      IN),
    "/en/staff/code":         (302,     302,     302,     302,     302,     302,     302),
}  # fmt: skip


def arrive_as(client: FlaskClient, who: str) -> None:
    if who == "learner":
        sign_in(client, a_learner())
    elif who != "nobody":
        sign_in_staff(client, a_staff(Role(who)))


@pytest.mark.parametrize("who", sampled(PEOPLE, "learner"))
def test_each_page_opens_to_those_it_is_for(client: FlaskClient, who: str) -> None:
    column = PEOPLE.index(who)
    found = {}
    for address in TABLE:
        client.delete_cookie("waymark")
        arrive_as(client, who)
        found[address] = client.get(address).status_code
    assert found == {address: row[column] for address, row in TABLE.items()}


@pytest.mark.parametrize("who", PEOPLE)
def test_only_a_trainer_sends_for_a_new_pin(client: FlaskClient, who: str) -> None:
    learner = a_learner()
    arrive_as(client, who)
    status = client.post("/en/staff/learner/new-pin", data={"number": learner.number}).status_code
    assert status == {"nobody": 302, "learner": 302, Role.TRAINER: 200}.get(who, 403)


def test_staff_without_a_role_open_nothing(client: FlaskClient) -> None:
    sign_in_staff(client, a_staff())
    assert client.get("/en/staff/").status_code == 403


def test_staff_who_are_not_signed_in_are_asked_and_come_back(client: FlaskClient) -> None:
    asked = client.get("/en/staff/audit?before=9")
    assert asked.location == "/en/staff/sign-in?next=/en/staff/audit?before%3D9"
    assert 'name="next" value="/en/staff/audit?before=9"' in client.get(asked.location).text
