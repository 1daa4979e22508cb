"""A page keeps to itself: what may run in it, who may frame it, who learns of it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.web.access import public
from app.web.assets import asset
from app.web.headers import CONTENT_POLICY

HTTPS = "https://localhost"
PAGES = ("/", "/languages", "/en/", "/km/course/contract/1/1", "/en/join", "/en/help", "/xx/nothing", "/healthz")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-cache"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Server" not in headers


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_lets_in_nothing_but_our_own_files(client: FlaskClient, path: str) -> None:
    policy = dict(part.strip().split(" ", 1) for part in client.get(path).headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert set(policy) == set(CONTENT_POLICY)
    assert not re.search(r"unsafe|\*|http", " ".join(policy.values()))


@pytest.mark.parametrize("name", ["css/waymark.css", "js/waymark.js", "img/mark.svg"])
def test_a_static_file_is_what_it_says_and_for_our_own_pages(app: Flask, client: FlaskClient, name: str) -> None:
    with app.app_context(), client.get(asset(name)) as answer:
        headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


def test_no_other_site_learns_where_a_reader_came_from(client: FlaskClient) -> None:
    assert client.get("/en/help").headers["Referrer-Policy"] == "same-origin"


def test_only_over_https_a_browser_is_told_to_come_back_over_https(secure: Flask, client: FlaskClient) -> None:
    header = "Strict-Transport-Security"
    assert "max-age=31" in secure.test_client().get("/en/", base_url=HTTPS).headers[header]
    assert header not in secure.test_client().get("/en/").headers
    assert header not in client.get("/en/", base_url=HTTPS).headers


def test_over_https_the_cookie_never_travels_without_it(secure: Flask, client: FlaskClient) -> None:
    card = "/en/course/contract/1/1"
    cookie = secure.test_client().get(card, base_url=HTTPS).headers["Set-Cookie"]
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    plain = client.get(card).headers["Set-Cookie"]
    assert "Secure" not in plain
    assert "HttpOnly" in plain


def test_over_https_a_form_of_ours_is_taken_and_one_of_another_site_is_not(secure: Flask) -> None:
    client = secure.test_client()
    page = client.get("/en/journey", base_url=HTTPS).text
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    form = {"csrf_token": found[1], "origin": "KH", "destination": "TH"}

    def sent_from(referrer: str) -> int:
        return client.post("/en/journey", base_url=HTTPS, data=form, headers={"Referer": referrer}).status_code

    assert sent_from(f"{HTTPS}/en/journey") == 302
    assert sent_from("https://elsewhere.example/") == 400


def test_a_view_that_knows_better_decides_how_long_its_answer_is_kept(own: Flask) -> None:
    @own.get("/kept")
    @public
    def kept() -> tuple[str, dict[str, str]]:
        return "", {"Cache-Control": "public, max-age=60"}

    assert own.test_client().get("/kept").headers["Cache-Control"] == "public, max-age=60"
