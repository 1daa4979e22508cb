"""People for the tests, and what they do in a browser."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from itertools import count

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Staff
from app.accounts.services import add_staff
from app.core.permissions import Role
from app.learners import services
from app.learners.models import Learner

PIN = "482915"
OTHER_PIN = "730264"
PASSWORD = "a long password for tests"
THE_DAY = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
_next = count(1)


def a_learner(native: str | None = "សុខ ចាន់ធូ", latin: str | None = "SOK CHANTHOU", pin: str = PIN) -> Learner:
    return services.join(native=native, latin=latin, pin=pin, locale="km")


def a_staff(*roles: Role) -> Staff:
    return add_staff(username=f"person{next(_next)}", password=PASSWORD, roles=roles)


def join(client: FlaskClient, native: str = "", latin: str = "SOK CHANTHOU", pin: str = PIN) -> TestResponse:
    names = {"name_native": native, "name_latin": latin}
    client.post("/en/join", data=names)
    return client.post("/en/join", data=names | {"new_pin": pin, "pin_again": pin})


def sign_in(client: FlaskClient, learner: Learner, pin: str = PIN, **more: str) -> TestResponse:
    return client.post("/en/sign-in", data={"number": learner.shown_number, "pin": pin} | more)


def sign_in_staff(client: FlaskClient, staff: Staff, password: str = PASSWORD) -> TestResponse:
    return client.post("/en/staff/sign-in", data={"username": staff.username, "password": password})


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/en/me").status_code == 200


def text_of(page: TestResponse) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", page.get_data(as_text=True))))
