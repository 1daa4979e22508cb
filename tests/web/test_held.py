"""A form that could not be taken comes back to be sent again, without its secrets and only to its own page."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from app.web.held import HeldForm, held_form, sealed, unsealed

SECRETS = {
    "csrf_token": "an old token",
    "held": "another form",
    "pin": "482915",
    "new_pin": "730264",
    "pin_again": "551903",
    "password": "a long password",
    "new_password": "a longer password",
    "new_password_confirm": "the longest password",
    "code": "904418",
    "submit": "Send it",
}
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def guarded(own: Flask) -> FlaskClient:
    """A browser of an application that asks every form for its token."""
    own.config["WTF_CSRF_ENABLED"] = True
    return own.test_client()


def sent(client: FlaskClient, headers: dict[str, str], **fields: str) -> TestResponse:
    return client.post("/km/join", data=fields, headers=headers)


def came_back(page: TestResponse) -> bool:
    return "សុខ ចាន់ធូ" in page.text.replace("<wbr>", "")


def test_what_was_written_comes_back_with_one_button(guarded: FlaskClient) -> None:
    page = sent(guarded, OWN, name_native="សុខ ចាន់ធូ", name_latin="SOK CHANTHOU")
    assert page.status_code == 400
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    token = fields.pop("csrf_token")
    assert fields == {"name_native": "សុខ ចាន់ធូ", "name_latin": "SOK CHANTHOU"}
    assert 'action="/km/join"' in page.text
    again = sent(guarded, OWN, csrf_token=html.unescape(token), **fields)
    assert again.status_code == 200


def test_secrets_never_come_back(guarded: FlaskClient) -> None:
    page = sent(guarded, OWN, name_native="សុខ ចាន់ធូ", **SECRETS)
    assert came_back(page)
    assert not [value for value in SECRETS.values() if value in page.text]


@pytest.mark.parametrize("field", SECRETS)
def test_no_secret_is_held(app: Flask, field: str) -> None:
    with app.test_request_context("/km/join", method="POST", data={field: SECRETS[field], "name": "x"}, headers=OWN):
        assert held_form() == HeldForm("/km/join", (("name", "x"),))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "http://elsewhere.example"},
        {"Origin": "http://localhost.elsewhere.example"},
        {"Origin": "http://localhost:8080"},
        {"Origin": "https://localhost"},
        {"Origin": "null"},
        {"Referer": "http://elsewhere.example/http://localhost/"},
    ],
    ids=str,
)
def test_a_form_of_a_foreign_origin_is_not_held(guarded: FlaskClient, headers: dict[str, str]) -> None:
    page = sent(guarded, headers, name_native="សុខ ចាន់ធូ")
    assert page.status_code == 400
    assert not came_back(page)


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "none"}, {"Origin": "http://localhost"}, {"Referer": "http://localhost/km/join"}],
    ids=str,
)
def test_a_form_of_an_older_browser_is_held_by_its_origin(guarded: FlaskClient, headers: dict[str, str]) -> None:
    assert came_back(sent(guarded, headers, name_native="សុខ ចាន់ធូ"))


def test_what_was_written_cannot_become_markup(guarded: FlaskClient) -> None:
    page = sent(guarded, OWN, **{'a"><script>': '"><script>alert(1)</script>'})
    assert "<script>" not in page.text


def test_a_field_of_several_values_keeps_them_all(app: Flask) -> None:
    fields = MultiDict([("option", "a"), ("option", "c")])
    with app.test_request_context("/en/quiz", method="POST", data=fields, headers=OWN):
        assert held_form() == HeldForm("/en/quiz", (("option", "a"), ("option", "c")))


def test_only_what_was_sent_is_held(app: Flask) -> None:
    with app.test_request_context("/km/join?name=x", headers=OWN):
        assert held_form() is None


def test_a_sealed_form_opens_for_two_hours_and_only_here(app: Flask, own: Flask) -> None:
    form = HeldForm("/km/join", (("name_native", "សុខ"),))
    with app.app_context():
        seal = sealed(form)
        assert unsealed(seal) == form
        assert sealed(None) == ""
        assert unsealed(sealed(form, writer=1), reader=1) == form
        assert unsealed(sealed(form, writer=1), reader=2) is None
        assert unsealed("") is None
        assert unsealed(seal[:-3] + "xyz") is None
    with own.app_context():
        assert unsealed(seal) is None
