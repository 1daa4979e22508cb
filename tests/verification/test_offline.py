"""The checker's page, its worker and its lists, as a server gives them."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.core.i18n import LOCALES
from app.signing.keys import Key
from app.signing.trust import read_trust_list
from tests.signing.people import kept_keys

RESULTS = ("genuine", "superseded", "revoked", "expired", "test", "forged", "unknown", "unsafe", "unreadable")


@pytest.mark.parametrize("path", ["/c", "/C"])
def test_the_short_address_on_the_paper_opens_the_checker_in_the_readers_language(
    client: FlaskClient, path: str
) -> None:
    page = client.get(path, headers={"Accept-Language": "vi"})
    assert page.status_code == 200
    assert '<html lang="vi"' in page.text
    assert 'href="/vi/verify"' in page.text


@pytest.mark.parametrize("locale", [locale.tag for locale in LOCALES])
def test_each_language_says_each_result(client: FlaskClient, locale: str) -> None:
    page = client.get(f"/c/{locale}")
    assert f'<html lang="{locale}"' in page.text
    assert all(f'id="say-{result}"' in page.text for result in RESULTS)


def test_only_the_checker_may_run_webassembly_and_no_page_runs_text(client: FlaskClient) -> None:
    checker, form = (client.get(path).headers["Content-Security-Policy"] for path in ("/c", "/en/verify"))
    assert "'wasm-unsafe-eval'" in checker
    assert "'wasm-unsafe-eval'" not in form
    assert "'unsafe-" not in checker
    assert checker.replace(" 'wasm-unsafe-eval'", "") == form


def test_the_page_brings_along_the_roots_it_believes(client: FlaskClient) -> None:
    found = re.search(r'data-roots="([^"]*)"', client.get("/c").text)
    assert found
    roots = json.loads(found[1].replace("&#34;", '"'))
    trust = kept_keys()[1]
    assert roots == [{"issuer": trust.issuer, "kid": trust.root.kid, "spki": trust.root.to_json()["spki"]}]


def test_nothing_on_the_page_can_send_what_was_pasted(client: FlaskClient) -> None:
    page = client.get("/c").text
    assert not re.search(r"<(input|textarea)[^>]*\sname=", page)


def test_the_worker_keeps_every_page_and_file_and_changes_with_the_words(app: Flask, client: FlaskClient) -> None:
    worker = client.get("/c-worker.js")
    kept = [path for line in re.findall(r"= (\[.*\]);", worker.text) for path in json.loads(line)]

    assert worker.mimetype == "text/javascript"
    assert worker.headers["Cache-Control"] == "no-cache"
    assert {f"/c/{locale.tag}" for locale in LOCALES} <= set(kept)
    for path in kept:
        assert client.get(path, buffered=True).status_code == 200
    linked = re.findall(r'(?:src|href)="(/static/[^"#]+)', client.get("/c").text)
    assert set(linked) <= set(kept)
    assert client.get("/c-worker.js").text == worker.text


def test_the_trust_list_is_given_as_its_root_signed_it_and_may_be_kept(client: FlaskClient) -> None:
    trust = kept_keys()[1]
    root: Key = trust.root
    answer = client.get("/lists/trust.json")

    assert read_trust_list(answer.data, root) == trust
    assert answer.headers["Cache-Control"].startswith("public")
    again = client.get("/lists/trust.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_an_office_that_knows_no_other_gives_an_empty_list(client: FlaskClient) -> None:
    assert client.get("/lists/peers.json").json == []
