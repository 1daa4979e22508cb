"""Finished pages: revalidated by a tag, packed, and marked where a line may break in scripts without spaces."""

from __future__ import annotations

import gzip
from typing import Any

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy.session import Session
from sqlalchemy import event
from sqlalchemy.orm import scoped_session
from werkzeug.test import TestResponse

from app.core.database import db
from app.core.i18n import LOCALES
from app.web import pages
from app.web.pages import SEAMED, ReadyPages
from tests.learners.people import a_learner, sign_in

CARD = "/km/course/contract/1/1"
TAGS = [locale.tag for locale in LOCALES]


def asked(client: FlaskClient, path: str, encodings: str, **headers: str) -> TestResponse:
    return client.get(path, headers={"Accept-Encoding": encodings, **headers})


def statements_of(client: FlaskClient) -> list[str]:
    """Open a card and list what the database was asked."""
    said: list[str] = []

    def listen(*given: Any) -> None:
        if "SAVEPOINT" not in given[2]:  # The test's own transaction.
            said.append(given[2])

    engine = db.engine.engine
    event.listen(engine, "before_cursor_execute", listen)
    client.get(CARD)
    event.remove(engine, "before_cursor_execute", listen)
    return said


def test_a_page_in_hand_is_not_sent_again(client: FlaskClient) -> None:
    first = asked(client, CARD, "gzip")
    again = asked(client, CARD, "gzip", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert asked(client, CARD, "gzip", **{"If-None-Match": 'W/"another"'}).status_code == 200


def test_the_tag_of_the_packed_page_holds_for_the_plain_one(client: FlaskClient) -> None:
    assert asked(client, CARD, "gzip").headers["ETag"] == asked(client, CARD, "identity").headers["ETag"]


def test_the_packed_page_holds_the_same_as_the_plain_one(client: FlaskClient) -> None:
    packed, plain = asked(client, CARD, "br, gzip"), asked(client, CARD, "")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2


@pytest.mark.parametrize("encodings", ["identity", "", "br", "deflate"])
def test_who_cannot_unpack_gets_a_ready_page_plain(client: FlaskClient, encodings: str) -> None:
    page = asked(client, CARD, encodings)
    assert page.headers.get("Content-Encoding") in (None, "br")
    text = brotli.decompress(page.data) if "Content-Encoding" in page.headers else page.data
    assert b"<h1>" in text


def test_caches_keep_packed_and_plain_pages_apart(client: FlaskClient) -> None:
    assert {"Accept-Encoding", "Cookie"} <= set(asked(client, CARD, "gzip").headers["Vary"].split(", "))


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_any_other_page_is_packed_too(client: FlaskClient, encoding: str) -> None:
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}[encoding]
    packed = asked(client, "/languages", encoding)
    assert packed.headers["Content-Encoding"] == encoding
    assert b"<h1>" in unpack(packed.data)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("page", ["course/contract/1/1", "help", "join", "nothing"])
def test_only_scripts_without_spaces_are_marked_where_a_line_may_break(
    client: FlaskClient, tag: str, page: str
) -> None:
    text = client.get(f"/{tag}/{page}").text
    assert ("<wbr>" in text) == (tag in SEAMED)


def test_a_page_is_drawn_once_for_all_who_may_see_it(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/en/course/contract/1/3"
    first = client.get(path).data
    monkeypatch.setattr(pages, "_finished", None)  # Drawing anything from now on would be a fault.
    assert client.get(path).data == first


def test_the_pages_used_longest_ago_make_room(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_PAGES", 2)
    drawn: list[str] = []
    kept = ReadyPages()

    def ask(key: str) -> None:
        kept.get(key, lambda: drawn.append(key) or key)  # type: ignore[func-returns-value]

    with app.test_request_context():
        for key in ("a", "b", "a", "c", "a", "b"):
            ask(key)
    assert drawn == ["a", "b", "c", "b"]


def test_a_lesson_asks_the_database_nothing_without_an_account(
    client: FlaskClient, session: scoped_session[Session]
) -> None:
    assert statements_of(client) == []


def test_a_lesson_asks_it_twice_with_one(client: FlaskClient, session: scoped_session[Session]) -> None:
    sign_in(client, a_learner())
    client.get(CARD)
    said = statements_of(client)
    assert len(said) == 2
    assert all(statement.startswith("SELECT") for statement in said)
